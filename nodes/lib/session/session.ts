// Owns one conversation from the first dial to the last close: runs what the machine decides, one line at a time.
// Does not own calls (tools/calls), protocols (providers) or messages (lib/nodered).

import { randomUUID } from 'node:crypto';
import { AgentError, asAgentError } from '../errors.js';
import { incapable, unechoed } from '../providers/ability.js';
import type { Address, AudioFormat, Command, Opening, ProviderEvent } from '../providers/provider.js';
import type { SessionName } from '../tools/ledger.js';
import { Alarms } from './alarms.js';
import { retryDelay } from './backoff.js';
import { addressOf, callerOf, connect, type Connection } from './connection.js';
import { INITIAL, step, type Effect, type MachineEvent, type State, type TimerName } from './machine.js';
import { Pending } from './pending.js';
import { SessionSound } from './sound.js';
import type { SessionEvent, Surroundings } from './surroundings.js';

export type { SessionEvent, Surroundings };

export class Session {
  #state: State = INITIAL;
  #connection: Connection | undefined;
  #id = '';
  /** Where a lost conversation can be taken up again; good for one connection. */
  #resume = '';
  readonly #sound: SessionSound;
  readonly #alarms: Alarms<TimerName | 'keep-alive'>;
  readonly #pending = new Pending();
  #quiet: (() => void)[] = [];

  constructor(
    readonly key: string,
    readonly opening: Opening,
    private readonly around: Surroundings,
    private readonly told: (event: SessionEvent) => void,
  ) {
    this.#alarms = new Alarms(around.clock);
    this.#sound = new SessionSound(key, around, (command) => this.#transmit(command), told);
  }

  /** The provider's id of the conversation, or ours where it gives none; empty until it is ready. */
  get id(): string {
    return this.#id;
  }

  /** As messages name it. */
  get name(): SessionName {
    const { agent, provider } = this.around;
    // Before the provider has given the conversation a name, the line's own stands in.
    const id = this.#id || (this.#connection?.caller.line ?? '');
    return { id, key: this.key, agent, provider: provider.id };
  }

  get state(): State {
    return this.#state;
  }

  /** How the agent wants to be sent sound, where the provider has said so. */
  get audioIn(): AudioFormat | undefined {
    return this.#sound.in;
  }

  /** How the agent's sound arrives, where the provider has said so. */
  get audioOut(): AudioFormat | undefined {
    return this.#sound.out;
  }

  get isOpen(): boolean {
    return this.#state.phase !== 'idle' && this.#state.phase !== 'failed';
  }

  start(): void {
    this.#happens({ type: 'start' });
  }

  restart(): void {
    this.#happens({ type: 'restart' });
  }

  /** Resolves when the line is gone; never later than the machine's CLOSING_MS and a moment. */
  stop(reason: string): Promise<void> {
    this.#happens({ type: 'stop', reason });
    return this.isOpen ? new Promise((resolve) => this.#quiet.push(resolve)) : Promise.resolve();
  }

  /** Ends it because its flow is gone: an agent that waits for a tool is told first. Resolves as `stop` does. */
  dismiss(): Promise<void> {
    if (this.#connection) this.around.calls.interrupt(this.#connection.caller);
    return this.stop('deploy');
  }

  /** Resolves with `undefined` once sent; what comes before the session is ready waits for it. */
  send(command: Command): Promise<AgentError | undefined> {
    const { phase, next } = this.#state;
    const refused = incapable(this.around.provider, command.type);
    if (refused) return Promise.resolve(refused);
    if (phase === 'ready') return this.#say(command);
    const comes = phase === 'dialing' || phase === 'opening' || (phase === 'closing' && next === 'dial');
    return comes || (phase === 'waiting' && command.type !== 'audio')
      ? this.#pending.add(command)
      : Promise.resolve(new AgentError('session.not-open', { key: this.key }));
  }

  /** The wired tools changed: where the provider learns them from us, tell it. */
  declareTools(): void {
    const { provider, registry } = this.around;
    if (provider.capabilities.toolSource !== 'client' || this.#state.phase !== 'ready') return;
    this.#transmit({ type: 'tools', tools: registry.declarations() });
  }

  /** The one way into the machine. Never throws: a fault of ours is told and the session goes on. */
  #happens(event: MachineEvent): void {
    const before = this.#state;
    const next = step(before, event);
    this.#state = next.state;
    let retryInMs: number | undefined;
    for (const effect of next.effects) {
      if (effect.type === 'retry') retryInMs = this.#retry(effect.tries);
      else this.#try(effect);
    }
    if (before.phase === next.state.phase) return;
    // An effect may have led further already; the phase that holds now is then told by that step.
    if (this.#state !== next.state) return;
    this.#tellPhase(before, retryInMs);
  }

  #tellPhase(before: State, retryInMs: number | undefined): void {
    const { phase, reason, error } = this.#state;
    if (before.phase === 'ready' || (before.phase === 'closing' && this.#id)) {
      if (phase !== 'closing') this.told({ type: 'closed', reason, error, willRetry: phase === 'waiting' });
    }
    if (phase !== 'closing' && phase !== 'ready') this.#id = '';
    this.told({ type: 'phase', state: this.#state, ...(retryInMs === undefined ? {} : { retryInMs }) });
    if (phase === 'failed' && error) this.told({ type: 'error', error });
    if (phase === 'idle' || phase === 'failed')
      this.#pending.fail(error ?? new AgentError('session.not-open', { key: this.key }));
    if (phase !== 'closing') this.#quiet.splice(0).forEach((resolve) => resolve());
  }

  /** What cannot even be begun has failed, as if the network had said so. */
  #try(effect: Exclude<Effect, { type: 'retry' }>): void {
    try {
      this.#run(effect);
    } catch (thrown) {
      const error = asAgentError(thrown);
      if (effect.type === 'dial') this.#happens({ type: 'dial-failed', line: effect.line, error });
      else if (effect.type === 'open') this.#happens({ type: 'closed', line: effect.line, error });
      else this.told({ type: 'error', error });
    }
  }

  #run(effect: Exclude<Effect, { type: 'retry' }>): void {
    switch (effect.type) {
      case 'dial':
        return this.#dial(effect.line);
      case 'open':
        return this.#open(effect.line, effect.address);
      case 'close':
        return this.#close();
      case 'terminate':
        return this.#connection?.line?.terminate();
      case 'arm':
        return this.#alarms.arm(effect.name, effect.ms, () =>
          this.#happens({ type: 'timer', name: effect.name }),
        );
      case 'disarm':
        return this.#alarms.disarm(effect.name);
    }
  }

  #dial(number: number): void {
    const { provider, target, route } = this.around;
    // What was lost is taken up again; whoever asks for a start or a restart wants a new conversation.
    const lost = this.#state.tries > 0 && this.#resume !== '';
    const opening = lost ? { ...this.opening, resume: this.#resume } : this.opening;
    this.#resume = '';
    const connection: Connection = {
      number,
      codec: provider.codec(opening),
      abort: new AbortController(),
      caller: callerOf(this.around, {
        name: () => this.name,
        send: (command) => this.#connection?.number === number && this.#transmit(command) === undefined,
        told: (event) => this.told({ type: 'call', event }),
      }),
    };
    this.#connection = connection;
    void addressOf(provider.dial(target, opening), route, connection.abort.signal).then((address) => {
      if (address instanceof AgentError) this.#happens({ type: 'dial-failed', line: number, error: address });
      else this.#happens({ type: 'dialed', line: number, address });
    });
  }

  #open(number: number, address: Address): void {
    const connection = this.#connection;
    if (!connection) return;
    connect(connection, address, this.around, {
      heard: (events) => this.#hear(connection, events),
      fault: (error) => this.told({ type: 'error', error }),
      closed: (error) => {
        this.#sound.end();
        this.around.calls.lose(connection.caller);
        this.#alarms.disarm('keep-alive');
        this.#happens({ type: 'closed', line: number, error });
      },
    });
  }

  #close(): void {
    this.#sound.end();
    const connection = this.#connection;
    connection?.abort.abort();
    if (connection?.line) connection.line.close();
    else this.#happens({ type: 'closed', line: this.#state.line, error: undefined });
  }

  #hear(connection: Connection, events: readonly ProviderEvent[]): void {
    if (connection !== this.#connection) return;
    const calls = events.filter((event) => event.type === 'tool.call');
    for (const event of events) if (event.type !== 'tool.call') this.#heard(connection, event);
    // A line that is being closed takes no answer any more.
    if (calls.length > 0 && this.#state.phase !== 'closing')
      this.around.calls.receive(connection.caller, calls);
  }

  #heard(connection: Connection, event: Exclude<ProviderEvent, { type: 'tool.call' }>): void {
    const line = connection.number;
    switch (event.type) {
      case 'send':
        connection.line?.send(event.frame);
        return;
      case 'ready':
        return this.#ready(line, event);
      case 'error':
        if (event.final)
          this.#happens({ type: 'doomed', line, error: event.error, reason: event.error.code });
        else this.told({ type: 'error', error: event.error });
        return;
      case 'ended':
        this.#happens({ type: 'doomed', line, error: undefined, reason: event.reason });
        break;
      case 'resumable':
        this.#resume = event.token;
        return;
      case 'tool.cancel':
        this.around.calls.cancel(connection.caller, event.ids, event.reason);
        break;
      case 'interruption':
        this.around.calls.spokenInto(connection.caller);
        break;
      case 'transcript':
      case 'audio':
      case 'notice':
      case 'raw':
        break;
    }
    this.told({ type: 'provider', event });
  }

  #ready(line: number, said: Extract<ProviderEvent, { type: 'ready' }>): void {
    if (this.#state.phase !== 'opening') return;
    this.#id = said.conversationId || randomUUID();
    this.#sound.begin(said);
    this.#happens({ type: 'ready', line });
    this.told({ type: 'open', id: this.#id });
    this.declareTools();
    this.#pending.flush((command) => this.#say(command));
    this.#keepAlive();
  }

  #say(command: Command): Promise<AgentError | undefined> {
    if (command.type === 'audio') return this.#sound.say(command);
    const error = this.#transmit(command);
    const said = error ? undefined : unechoed(this.around.provider, command);
    if (said) this.told({ type: 'provider', event: said });
    return Promise.resolve(error);
  }

  #transmit(command: Command): AgentError | undefined {
    const connection = this.#connection;
    if (!connection?.line) return new AgentError('session.not-open', { key: this.key });
    const frames = connection.codec.encode(command);
    if (frames instanceof AgentError) return frames;
    const sent = frames.every((frame) => connection.line?.send(frame));
    if (sent) this.#keepAlive();
    return sent ? undefined : new AgentError('session.not-open', { key: this.key });
  }

  #retry(tries: number): number {
    const ms = retryDelay(tries, this.around.random());
    this.#alarms.arm('retry', ms, () => this.#happens({ type: 'timer', name: 'retry' }));
    return ms;
  }

  /** Only without audio: where there is sound, the provider hears silence, and activity would hold back its turn. */
  #keepAlive(): void {
    const { keepAlive } = this.around.provider.capabilities;
    if (!keepAlive || !this.opening.textOnly) return;
    this.#alarms.arm('keep-alive', keepAlive.seconds * 1000, () => this.#transmit({ type: 'activity' }));
  }
}
