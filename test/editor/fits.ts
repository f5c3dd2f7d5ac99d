// Owns looking whether words fit where they stand: what is cut off, what sticks out, what lies upon something else, and what
// is no word but the name of one. Does not own what is looked at.

import type { Locator } from 'playwright-core';
import { catalogs } from '../support/catalogs.js';

/** Names of words, as they would show where there are none. */
const KEYS = [...catalogs('en-US').values()]
  .flatMap((texts) => [...texts.keys()])
  .filter((key) => key.includes('.'));

/** Every place where a person could not read what stands there, once each; nothing when all is well. */
export async function misfits(place: Locator): Promise<string[]> {
  return told(await inPage(place, '{ found: overflowing(root), texts: allTexts(root) }'));
}

/** The same for all that a form can show: with each of its folds open, each choice chosen, each box ticked and not. */
export async function misfitsOfForm(place: Locator): Promise<string[]> {
  return told(await inPage(place, 'inEachState(root)'));
}

interface Seen {
  readonly found: readonly string[];
  /** All that is to be read. */
  readonly texts: readonly string[];
}

function told({ found, texts }: Seen): string[] {
  return [...new Set([...found, ...rawWords(texts)])];
}

/** One question for all of it: there are dozens of states, and a page answers slowly. */
async function inPage(place: Locator, what: string): Promise<Seen> {
  const parts = [overflowing, allTexts, statesOf, putInto, inEachState].map(String);
  await place.evaluate((root) => root.setAttribute('data-looked-at', ''));
  const root = `document.querySelector('[data-looked-at]')`;
  const seen = await place
    .page()
    .evaluate<Seen>(`((root) => { ${parts.join('\n')}; return ${what}; })(${root})`);
  await place.evaluate((element) => element.removeAttribute('data-looked-at'));
  return seen;
}

function rawWords(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const names = text.match(/[\w-]+(?:\.[\w-]+)+/g) ?? [];
    const keys = names.filter((name) => KEYS.includes(name));
    const gaps = (text.match(/__\w+?__/g) ?? []).filter((gap) => gap !== '__proto__');
    return [...keys, ...gaps, ...(/\bundefined\b|\[object/.test(text) ? [text] : [])].map(
      (name) => `no word: ${name}`,
    );
  });
}

/** A choice and its option, or a box, by its place among all of them. */
interface State {
  readonly index: number;
  readonly value: string | boolean;
}

/* What follows runs in the page. */

function inEachState(root: HTMLElement): Seen {
  const states = statesOf(root);
  const found = new Set(overflowing(root));
  const texts = new Set(allTexts(root));
  let before = root.innerText;
  for (const state of states) {
    putInto(root, state);
    if (root.innerText === before) continue;
    before = root.innerText;
    for (const one of overflowing(root)) found.add(one);
    for (const one of allTexts(root)) texts.add(one);
  }
  return { found: [...found], texts: [...texts] };
}

/** Opens all folds and names every state that a person could bring about. Of fields that are alike, the first stands for all. */
function statesOf(root: Element): State[] {
  for (const fold of root.querySelectorAll('details')) fold.open = true;
  const seen = new Set<string>();
  return [...root.querySelectorAll('select, input[type="checkbox"]')].flatMap((field, index): State[] => {
    const kind = field.id || field.className;
    if (seen.has(kind)) return [];
    seen.add(kind);
    if (field instanceof HTMLSelectElement)
      return [...field.options].map(({ value }) => ({ index, value })).concat({ index, value: field.value });
    const on = field instanceof HTMLInputElement && field.checked;
    return [
      { index, value: !on },
      { index, value: on },
    ];
  });
}

function putInto(root: Element, { index, value }: State): void {
  const field = root.querySelectorAll('select, input[type="checkbox"]')[index];
  if (field instanceof HTMLSelectElement) field.value = String(value);
  if (field instanceof HTMLInputElement) field.checked = value === true;
  field?.dispatchEvent(new Event('change', { bubbles: true }));
  for (const fold of root.querySelectorAll('details')) fold.open = true;
}

/** What is to be read in a place, and by a screen reader. */
function allTexts(root: Element): string[] {
  const attributes = ['placeholder', 'title', 'aria-label'];
  const named = [...root.querySelectorAll(attributes.map((name) => `[${name}]`).join())];
  return [
    ...[...root.querySelectorAll('*')].flatMap((one) =>
      [...one.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.nodeValue ?? ''),
    ),
    ...named.flatMap((one) => attributes.map((name) => one.getAttribute(name) ?? '')),
  ];
}

/** By its geometry: every text, field and icon against what holds it and what stands beside it. */
function overflowing(root: Element): string[] {
  interface Piece {
    readonly of: Element;
    readonly what: string;
    readonly box: DOMRect;
  }
  const found: string[] = [];
  const name = (one: Element) =>
    `<${one.tagName.toLowerCase()}${one.id ? `#${one.id}` : one.classList[0] ? `.${one.classList[0]}` : ''}>`;
  const isShown = (one: Element) => one.checkVisibility({ visibilityProperty: true });
  interface Facts {
    readonly box: DOMRect;
    readonly inline: boolean;
    /** It does not show what sticks out of it, to the side or down. */
    readonly clips: { readonly x: boolean; readonly y: boolean };
    /** What sticks out below cannot be scrolled to. */
    readonly hides: boolean;
  }
  const known = new Map<Element, Facts>();
  const factsOf = (one: Element): Facts => {
    const before = known.get(one);
    if (before) return before;
    const { display, overflowX, overflowY } = getComputedStyle(one);
    const facts = {
      box: one.getBoundingClientRect(),
      inline: /^(inline|contents)$/.test(display),
      clips: { x: overflowX !== 'visible', y: overflowY !== 'visible' },
      hides: overflowY === 'hidden' || one.matches('button'),
    };
    known.set(one, facts);
    return facts;
  };
  /** An element and those around it, up to the place that is looked at. */
  const around = (of: Element | null) => {
    const all: Element[] = [];
    for (let one = of; one && root.contains(one); one = one.parentElement) all.push(one);
    return all;
  };

  const pieces: Piece[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const of = node.parentElement;
    const text = node.nodeValue?.trim() ?? '';
    if (!of || text === '' || of.closest('option, textarea, script, style') || !isShown(of)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1) pieces.push({ of, what: `"${text.slice(0, 40)}"`, box });
  }
  for (const of of root.querySelectorAll('input, select, textarea, button, i.fa')) {
    const { box } = factsOf(of);
    if (box.width > 1 && isShown(of)) pieces.push({ of, what: name(of), box });
  }

  for (const { of, what, box } of pieces) {
    const field = of.matches('input, select, textarea, button, i');
    const holders = around(field ? of.parentElement : of);
    const nearest = holders.find((one) => !factsOf(one).inline);
    for (const one of holders) {
      const { box: by, clips, hides } = factsOf(one);
      if ((one !== nearest && one !== root && !clips.x) || by.width <= 1) continue;
      const over = Math.round(Math.max(box.right - by.right, by.left - box.left));
      // A sign that turns, or a blank at the end of a line, may stick out a little.
      if (over > 4) found.push(`${what} sticks out of ${name(one)} by ${over} px`);
      const below = Math.round(Math.max(box.bottom - by.bottom, by.top - box.top));
      if (hides && one !== root && below > 3)
        found.push(`${what} sticks out of ${name(one)} by ${below} px, up or down`);
    }
  }

  const seen = pieces
    .filter(({ of }) => !of.matches('button'))
    .map(({ of, what, box }) => {
      // What has been scrolled out of sight lies upon nothing.
      const views = around(of.parentElement).filter((one) => factsOf(one).clips.y);
      const boxes = [box, ...views.map((one) => factsOf(one).box)];
      return {
        of,
        what,
        left: Math.max(...boxes.map(({ left }) => left)),
        right: Math.min(...boxes.map(({ right }) => right)),
        top: Math.max(...boxes.map(({ top }) => top)),
        bottom: Math.min(...boxes.map(({ bottom }) => bottom)),
      };
    });
  seen.forEach((one, index) => {
    for (const other of seen.slice(index + 1)) {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide <= 2 || high <= 5 || one.of === other.of) continue;
      if (one.of.contains(other.of) || other.of.contains(one.of)) continue;
      found.push(`${one.what} and ${other.what} lie upon each other`);
    }
  });

  const paper = document.createElement('canvas').getContext('2d');
  for (const field of root.querySelectorAll('input[placeholder]')) {
    if (!(field instanceof HTMLInputElement) || !isShown(field) || !paper) continue;
    const { font, paddingLeft, paddingRight } = getComputedStyle(field);
    paper.font = font;
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const over = Math.round(paper.measureText(field.placeholder).width - room);
    if (over > 1) found.push(`${name(field)}: "${field.placeholder}" is cut off by ${over} px`);
  }
  for (const choice of root.querySelectorAll('select')) {
    // Those of other config nodes are Node-RED's own.
    if (!isShown(choice) || choice.querySelector('option[value="_ADD_"]')) continue;
    const copy = choice.cloneNode(true);
    if (!(copy instanceof HTMLSelectElement)) continue;
    copy.removeAttribute('id');
    // By it a config node is added, in words of Node-RED's own.
    copy.querySelector('option[value="_ADD_"]')?.remove();
    // Outside of forms, what can be chosen are names that people have given.
    if (!choice.closest('.agent-form'))
      copy.replaceChildren(...(choice.selectedOptions[0] ? [choice.selectedOptions[0].cloneNode(true)] : []));
    copy.style.cssText = 'position: absolute; visibility: hidden; width: auto; max-width: none; min-width: 0';
    choice.after(copy);
    const over = copy.offsetWidth - choice.offsetWidth;
    copy.remove();
    if (over > 1) found.push(`${name(choice)}: a choice is cut off by ${over} px`);
  }
  return found;
}
