// Owns what was said and done, as the page shows it. What still grows is kept from screen readers until it is final.

import { isSameLine, type CallLine, type Detail, type Said } from '../lib/shared/talk.js';
import { element } from './elements.js';
import { words, written } from './words.js';

const MAX_LINES = 200;

export class Log {
  readonly #frame = element('log', HTMLElement);
  readonly #list = element('lines', HTMLOListElement);
  #lines: { line: Said | CallLine; item: HTMLElement }[] = [];

  /** Everything anew. */
  showAll(lines: readonly (Said | CallLine)[]): void {
    this.#list.replaceChildren();
    this.#lines = [];
    lines.forEach((line) => this.show(line));
  }

  /** A line that is there already changes in its place. */
  show(line: Said | CallLine): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#frame;
    const isAtEnd = scrollHeight - clientHeight - scrollTop < 60;
    const item = line.type === 'said' ? saidItem(line) : callItem(line);
    const known = this.#lines.findLast((one) => isSameLine(one.line, line));
    if (known) {
      known.item.replaceWith(item);
      Object.assign(known, { line, item });
    } else {
      this.#lines.push({ line, item });
      this.#list.append(item);
    }
    if (this.#lines.length > MAX_LINES) this.#lines.shift()?.item.remove();
    if (isAtEnd) this.#frame.scrollTop = this.#frame.scrollHeight;
  }
}

function saidItem({ role, text, final, interrupted }: Said): HTMLElement {
  const item = document.createElement('li');
  item.className = role;
  item.classList.toggle('growing', !final);
  if (!final) item.setAttribute('aria-hidden', 'true');
  item.append(span('unseen', `${words(role === 'user' ? 'label.you' : 'label.agent')} `), text);
  if (interrupted) item.append(' ', span('interrupted', `(${words('said.interrupted')})`));
  return item;
}

function callItem({ tool, details, state, seconds }: CallLine): HTMLElement {
  const item = document.createElement('li');
  item.className = `call ${state}`;
  if (state === 'running') item.setAttribute('aria-hidden', 'true');
  const what = [tool, ...details.map(shown)].join(' ');
  item.textContent = words(`call.${state}`, { what, seconds: written(seconds ?? 0) });
  return item;
}

function shown(detail: Detail): string {
  if (typeof detail === 'string') return detail;
  return detail.on ? detail.name : words('call.off', { name: detail.name });
}

function span(className: string, text: string): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}
