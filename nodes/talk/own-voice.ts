// Owns what the browser itself can do with speech, for agents that have no sound: recognise a sentence, read an answer
// aloud. Both may send what is said to the browser's maker; the page only offers them.

interface Recognition extends EventTarget {
  lang: string;
  start(): void;
  stop(): void;
  abort(): void;
}

type Result = Event & { readonly results?: readonly (readonly { readonly transcript: string }[])[] };

export interface RecognitionEvents {
  heard(sentence: string): void;
  /** It listens, or does not any more. */
  listening(isListening: boolean): void;
  problem(what: 'recognition' | 'recognition-refused'): void;
}

type RecognitionClass = new () => Recognition;

function isRecognition(value: unknown): value is RecognitionClass {
  return typeof value === 'function';
}

function recognitionClass(): RecognitionClass | undefined {
  const names = ['SpeechRecognition', 'webkitSpeechRecognition'];
  return names.map((name): unknown => Reflect.get(window, name)).find(isRecognition);
}

export const canRecognise = recognitionClass() !== undefined && window.isSecureContext;
/** It could, were the page on https. */
export const couldRecognise = recognitionClass() !== undefined && !window.isSecureContext;
export const canReadAloud = 'speechSynthesis' in window;

/** Listens for one sentence in that language; answers how to stop before. */
export function recognise(language: string, events: RecognitionEvents): () => void {
  const Recogniser = recognitionClass();
  if (!Recogniser) return () => undefined;
  const recognition = new Recogniser();
  recognition.lang = language;
  recognition.addEventListener('result', (event: Result) => {
    const sentence = event.results?.[0]?.[0]?.transcript.trim();
    if (sentence) events.heard(sentence);
  });
  recognition.addEventListener('error', (event) => {
    const why: unknown = Reflect.get(event, 'error');
    if (why === 'aborted') return;
    events.problem(why === 'not-allowed' || why === 'audio-capture' ? 'recognition-refused' : 'recognition');
  });
  recognition.addEventListener('end', () => events.listening(false));
  events.listening(true);
  recognition.start();
  return () => recognition.stop();
}

export function readAloud(text: string, language: string): void {
  const sentence = new SpeechSynthesisUtterance(text);
  sentence.lang = language;
  speechSynthesis.speak(sentence);
}

export function stopReading(): void {
  if (canReadAloud) speechSynthesis.cancel();
}
