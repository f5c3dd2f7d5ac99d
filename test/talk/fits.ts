// Owns finding what does not fit on the screen of a visitor: what stands out at its sides, what is cut off in its own
// box, a label that leaves the round button. Opens no page.

import type { Page } from 'playwright-core';

/** What does not fit, in words for whoever has to mend it. Empty where all does. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) =>
      `${element.id || element.tagName} "${element.textContent?.trim().slice(0, 60)}"`;
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.push(`the page is ${wide} pixels too wide`);
    const seen = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
      (element) => element.checkVisibility() && element.closest('.unseen, svg') === null,
    );
    for (const element of seen) {
      const { left, right } = element.getBoundingClientRect();
      if (left < -0.5 || right > innerWidth + 0.5) found.push(`${name(element)} stands out`);
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
        found.push(`${name(element)} is cut off`);
    }
    const field = document.querySelector<HTMLInputElement>('#text');
    if (field?.checkVisibility()) {
      const style = getComputedStyle(field);
      const pen = document.createElement('canvas').getContext('2d');
      if (pen) pen.font = style.font;
      const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      const wanted = pen?.measureText(field.placeholder).width ?? 0;
      if (wanted > room)
        found.push(`the words in the text field need ${Math.round(wanted)} of ${Math.round(room)} pixels`);
    }
    const button = document.querySelector('#talk');
    const label = document.querySelector('#talk-label');
    if (button?.checkVisibility() && label?.firstChild) {
      const box = button.getBoundingClientRect();
      const isRound = Math.abs(box.width - box.height) < 1;
      const [x, y, radius] = [box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
      const range = document.createRange();
      range.selectNodeContents(label);
      const outside = [...range.getClientRects()].some(({ left, right, top, bottom }) =>
        [left, right].some((at) => [top, bottom].some((of) => Math.hypot(at - x, of - y) > radius)),
      );
      if (isRound && outside) found.push(`"${label.textContent}" leaves the round button`);
    }
    return found;
  });
}
