// Owns the numbers that more than one room must agree on. Owns no behaviour.

/** Largest frame taken from a provider, in bytes. Official clients accept the same. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** Deepest nesting of objects and lists kept in a frame; what lies deeper is cut off and said. */
export const MAX_DEPTH = 48;

/** Longest text sent back as the result of a call, in UTF-8 bytes. */
export const MAX_RESULT_BYTES = 1024 * 1024;

/** Longest text of an error, to an agent and in logs, in characters. */
export const MAX_ERROR_TEXT = 2000;

/** Share of the provider's own tool limit that a flow may use up before we answer in its place. */
export const TIMEOUT_SHARE = 0.75;

/** Seconds that a flow has when the provider publishes no limit of its own. */
export const TIMEOUT_SECONDS = 12;

/** Seconds that a flow has when its agent has been told that it is at work. */
export const TIMEOUT_ACKNOWLEDGED_SECONDS = 600;

/** Bounds of the timeout field, in seconds. */
export const TIMEOUT_MIN_SECONDS = 0.1;
export const TIMEOUT_MAX_SECONDS = 3600;

/** MQTT topic for answers, when the form of a tool names none. */
export const ANSWER_TOPIC = 'agent-tools/answers';

/** Longest JSON Schema text of a tool, in characters, and the most parameters that a form shows as rows. */
export const MAX_SCHEMA_LENGTH = 100_000;
export const MAX_ROWS = 100;

/** Endings remembered so that a late or second reply can be told from an unknown one. */
export const MAX_ENDINGS = 1000;

/** Characters that their answers may have in all: fewer endings are remembered where answers are long. */
export const MAX_ENDED_TEXT = 16 * 1024 * 1024;

/** Texts that wait for a session that is just opening, and pieces of sound: those of about twenty seconds. */
export const MAX_PENDING = 64;
export const MAX_PENDING_SOUNDS = 1024;

/** Bytes that wait in one session, before it is open or until they are spoken: minutes of sound. */
export const MAX_PENDING_BYTES = 16 * 1024 * 1024;

/** What is kept of a deploy's moment for the nodes that come after it: events of a session node, calls of all agents. */
export const MAX_BACKLOG = 500;
export const MAX_HELD = 100;

/** Calls that wait while another one of their tool runs, where a tool takes one at a time. */
export const MAX_QUEUED = 20;

/** Results that wait for the next answer to an agent, where they cannot be told at once. */
export const MAX_LATER_RESULTS = 20;

/** Sessions that one agent may have open at once; also what one session node may have, unless its form says less. */
export const MAX_SESSIONS = 100;

/** What the timeline keeps: entries, conversations, tools with figures, and calls of each of those. */
export const MAX_ENTRIES = 500;
export const MAX_TOLD_SESSIONS = 100;
export const MAX_COUNTED_TOOLS = 200;
export const MAX_DURATIONS = 200;

/** Longest text of an entry of the timeline, in characters; the rest is cut off and said. */
export const MAX_ENTRY_TEXT = 1500;

/** Arguments of a trial as JSON text, in characters. */
export const MAX_TRIAL_ARGUMENTS = 64 * 1024;

/** Trials that may be open at once, and those that are remembered. */
export const MAX_OPEN_TRIALS = 20;
export const MAX_TRIALS = 50;

/** Bounds of the field that ends idle sessions, in minutes. */
export const IDLE_MIN_MINUTES = 0.01;
export const IDLE_MAX_MINUTES = 1440;

/** Visitors of one talk page at once, those included who may come back in a moment. */
export const MAX_VISITORS = 50;

/** Bytes a second that one visitor of a talk page may send, and how many of them at once: 48 kHz of sound are 96 000. */
export const MAX_VISITOR_RATE = 192 * 1024;
export const MAX_VISITOR_BURST = 512 * 1024;

/** Largest frame taken from a visitor, in bytes; the page sends a fiftieth of a second. */
export const MAX_VISITOR_FRAME = 64 * 1024;

/** Longest text that a visitor may type. */
export const MAX_VISITOR_TEXT = 4000;

/** What may wait for a visitor whose line is slow, in bytes. */
export const MAX_VISITOR_BACKLOG = 4 * 1024 * 1024;
