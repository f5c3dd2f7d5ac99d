// Owns what was said and done, as the page shows it. What still grows is kept from screen readers until it is final.

import { isSameLine, type CallLine, type Detail, type Said } from '../lib/shared/talk.js';
import { element } from './elements.js';
import { exact, words, written } from './words.js';

const MAX_LINES = 200;
/** So many pixels above its end, the log still counts as read to the end. */
const NEAR = 60;

export class Log {
  readonly #frame = element('log', HTMLElement);
  readonly #list = element('lines', HTMLOListElement);
  /** Without a line: something that only this page tells. */
  #lines: { line?: Said | CallLine; item: HTMLElement }[] = [];
  /** What was typed here and nobody has heard yet; stands below all else. */
  #waiting: { text: string; item: HTMLElement }[] = [];
  /** The end is in sight and stays there, whatever comes and however high the log is. */
  #follows = true;
  #top = 0;
  /** Of what is said, where it is known. */
  language = '';

  constructor() {
    this.#frame.addEventListener('scroll', () => this.#scrolled());
    const sizes = new ResizeObserver(() => {
      if (this.#follows) this.#frame.scrollTop = this.#frame.scrollHeight;
    });
    sizes.observe(this.#frame);
    sizes.observe(this.#list);
  }

  /** Everything anew. */
  showAll(lines: readonly (Said | CallLine)[]): void {
    this.#list.replaceChildren(...this.#waiting.map(({ item }) => item));
    this.#lines = [];
    lines.forEach((line) => this.show(line));
  }

  /** A line that is there already changes in its place. */
  show(line: Said | CallLine): void {
    const item = line.type === 'said' ? saidItem(line, this.language) : callItem(line);
    if (line.type === 'said' && line.role === 'user') this.#heard(line.text);
    const known = this.#lines.findLast((one) => one.line && isSameLine(one.line, line));
    if (known) {
      known.item.replaceWith(item);
      Object.assign(known, { line, item });
    } else this.#add({ line, item });
  }

  /** Something about the conversation that nobody has said. */
  tell(text: string): void {
    const item = document.createElement('li');
    item.className = 'told';
    item.textContent = text;
    this.#add({ item });
  }

  /** What was typed, until it comes back as something said. */
  wait(text: string): void {
    const item = saidItem({ type: 'said', role: 'user', text, final: false }, this.language);
    item.append(' ', aside('waiting'));
    this.#waiting.push({ text, item });
    this.#list.append(item);
  }

  /** Nobody will hear any more what still waits. */
  giveUp(): void {
    for (const { text, item } of this.#waiting.splice(0)) {
      const given = saidItem({ type: 'said', role: 'user', text, final: true }, this.language);
      given.append(' ', aside('unsent'));
      item.remove();
      this.#add({ item: given });
    }
  }

  #add(entry: { line?: Said | CallLine; item: HTMLElement }): void {
    this.#lines.push(entry);
    const next = this.#waiting[0]?.item;
    if (next) next.before(entry.item);
    else this.#list.append(entry.item);
    if (this.#lines.length > MAX_LINES) this.#lines.shift()?.item.remove();
  }

  #heard(text: string): void {
    const at = this.#waiting.findIndex((one) => one.text === text);
    if (at >= 0) this.#waiting.splice(at, 1)[0]?.item.remove();
  }

  /** Only who scrolls up has left the end: a log that became lower has not. */
  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#frame;
    if (scrollHeight - clientHeight - scrollTop < NEAR) this.#follows = true;
    else if (scrollTop < this.#top) this.#follows = false;
    this.#top = scrollTop;
  }
}

function saidItem({ role, text, final, interrupted }: Said, language: string): HTMLElement {
  const item = document.createElement('li');
  item.className = role;
  item.classList.toggle('growing', !final);
  if (!final) item.setAttribute('aria-hidden', 'true');
  const sentence = span('sentence', text);
  // What is said may be of another language than the page: a screen reader has to know.
  if (language !== '') sentence.lang = language;
  item.append(span('unseen', `${words(role === 'user' ? 'label.you' : 'label.agent')} `), sentence);
  if (interrupted) item.append(' ', aside('interrupted'));
  return item;
}

function callItem({ tool, details, state, seconds }: CallLine): HTMLElement {
  const item = document.createElement('li');
  item.className = `call ${state}`;
  if (state === 'running') item.setAttribute('aria-hidden', 'true');
  const all = details.map(shown).join(words('call.between'));
  const what = details.length === 0 ? tool : words('call.what', { tool, details: all });
  item.textContent = words(`call.${state}`, { what, seconds: written(seconds ?? 0) });
  return item;
}

function shown(detail: Detail): string {
  if (typeof detail === 'string') return detail;
  if (typeof detail === 'number') return exact(detail);
  return words(detail.on ? 'call.on' : 'call.off', { name: detail.name });
}

/** What the page itself adds to something that was said. */
function aside(what: 'interrupted' | 'waiting' | 'unsent'): HTMLElement {
  return span('aside', words('said.aside', { what: words(`said.${what}`) }));
}

function span(className: string, text: string): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}
