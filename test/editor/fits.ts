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
  const found = [...(await place.evaluate(overflowing)), ...rawWords(await place.evaluate(allTexts))];
  return [...new Set(found)];
}

/** The same for all that a form can show: with each of its folds open, each choice chosen, each box ticked and not. */
export async function misfitsOfForm(place: Locator): Promise<string[]> {
  const found = new Set(await misfits(place));
  const states = await place.evaluate(statesOf);
  for (const state of states) {
    await place.evaluate(putInto, state);
    for (const one of await place.evaluate(overflowing)) found.add(one);
    for (const one of rawWords(await place.evaluate(allTexts))) found.add(one);
  }
  return [...found];
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

/* What follows runs in the page, each function on its own. */

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
  const pieces: Piece[] = [];

  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const of = node.parentElement;
    if (!of || !node.nodeValue?.trim() || of.closest('option, textarea, script, style') || !isShown(of))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1) pieces.push({ of, what: `"${node.nodeValue.trim().slice(0, 40)}"`, box });
  }
  for (const of of root.querySelectorAll('input, select, textarea, button, i.fa')) {
    const box = of.getBoundingClientRect();
    if (box.width > 1 && isShown(of)) pieces.push({ of, what: name(of), box });
  }

  for (const { of, what, box } of pieces) {
    let holder = of.matches('input, select, textarea, button, i') ? of.parentElement : of;
    while (holder && getComputedStyle(holder).display.match(/^(inline|contents)$/))
      holder = holder.parentElement;
    for (let one = holder; one && root.contains(one); one = one.parentElement) {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      const clips = style.overflowX !== 'visible';
      if (one !== holder && !clips && one !== root) continue;
      if (right - left <= 1) continue;
      const over = Math.round(Math.max(box.right - right, left - box.left));
      if (over > 1) found.push(`${what} sticks out of ${name(one)} by ${over} px`);
      // What can be scrolled down to is not lost.
      const tall = one.matches('button') || (style.overflowY === 'hidden' && one !== root);
      const below = Math.round(Math.max(box.bottom - bottom, top - box.top));
      if (tall && below > 3) found.push(`${what} sticks out of ${name(one)} by ${below} px, up or down`);
    }
  }

  const apart = pieces.filter(({ of }) => !of.matches('button'));
  apart.forEach((one, index) => {
    for (const other of apart.slice(index + 1)) {
      if (one.of === other.of || one.of.contains(other.of) || other.of.contains(one.of)) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 2 && high > 5) found.push(`${one.what} and ${other.what} lie upon each other`);
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
    if (!isShown(choice)) continue;
    const copy = choice.cloneNode(true);
    if (!(copy instanceof HTMLSelectElement)) continue;
    copy.removeAttribute('id');
    copy.style.cssText = 'position: absolute; visibility: hidden; width: auto; max-width: none; min-width: 0';
    choice.after(copy);
    const over = copy.offsetWidth - choice.offsetWidth;
    copy.remove();
    if (over > 1) found.push(`${name(choice)}: a choice is cut off by ${over} px`);
  }
  return found;
}
