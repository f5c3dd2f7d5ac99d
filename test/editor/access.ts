// Owns looking at a part of the page as those do who do not see it well or use no mouse: names of its controls, contrast of
// its texts, the way of the Tab key. Knows nothing of Node-RED.

import type { Locator, Page } from 'playwright-core';

const CONTROLS = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'listbox',
  'option',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'textbox',
]);

/** Controls in `root` that the browser tells to no screen reader by a name. */
export async function nameless(root: Locator): Promise<string[]> {
  const page = root.page();
  const session = await page.context().newCDPSession(page);
  await root.evaluate((element) => element.setAttribute('data-looked-at', ''));
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const found: string[] = [];
  for (const { ignored, role, name, backendDOMNodeId } of nodes) {
    const isControl = CONTROLS.has(String(role?.value)) && String(role?.value) !== 'option';
    if (ignored || !isControl || backendDOMNodeId === undefined) continue;
    // The glyph of an icon says nothing.
    if (/[^\s\uE000-\uF8FF]/.test(String(name?.value ?? ''))) continue;
    const { object } = await session.send('DOM.resolveNode', { backendNodeId: backendDOMNodeId });
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      functionDeclaration: `function () { return this.closest('[data-looked-at]') ? this.outerHTML.slice(0, 200) : ''; }`,
      returnByValue: true,
    });
    if (result.value) found.push(String(result.value));
  }
  await session.detach();
  await root.evaluate((element) => element.removeAttribute('data-looked-at'));
  return found;
}

/** Texts in `root` that stand out too little from what is behind them: less than 4.5 to 1, or 3 to 1 for large ones. */
export function faint(root: Locator): Promise<string[]> {
  return root.evaluate((element) => {
    type Color = [number, number, number, number];
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const paint = canvas.getContext('2d', { willReadFrequently: true });
    const read = (css: string): Color => {
      if (!paint) throw new Error('There is no canvas');
      paint.clearRect(0, 0, 1, 1);
      paint.fillStyle = css;
      paint.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = paint.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a]: Color, [x, y, z]: Color): Color => [
      r * a + x * (1 - a),
      g * a + y * (1 - a),
      b * a + z * (1 - a),
      1,
    ];
    const behind = (one: Element | null): Color => {
      if (!one) return [255, 255, 255, 1];
      const color = read(getComputedStyle(one).backgroundColor);
      return color[3] >= 1 ? color : over(color, behind(one.parentElement));
    };
    const light = (color: Color): number => {
      const [r = 0, g = 0, b = 0] = color.slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const opacity = (one: Element | null): number =>
      one ? Number(getComputedStyle(one).opacity) * opacity(one.parentElement) : 1;
    const found: string[] = [];
    for (const one of element.querySelectorAll('*')) {
      const own = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = one instanceof HTMLInputElement ? one.value : own.map((node) => node.textContent).join('');
      if (text.trim() === '' || !one.checkVisibility({ visibilityProperty: true })) continue;
      if (one.matches('option, [type="checkbox"], :disabled, [inert] *, .agent-unseen, .agent-unseen *'))
        continue;
      const style = getComputedStyle(one);
      const ground = behind(one);
      const [r, g, b, a] = read(style.color);
      const [bright, dark] = [light(over([r, g, b, a * opacity(one)], ground)), light(ground)];
      const ratio = (Math.max(bright, dark) + 0.05) / (Math.min(bright, dark) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5))
        found.push(
          `${ratio.toFixed(2)} ${style.color} ${one.tagName}.${one.className} "${text.trim().slice(0, 40)}"`,
        );
    }
    return found;
  });
}

/** Controls that the Tab key does not come to, and those at which nobody sees that it is there. */
export async function unreached(page: Page, root: Locator): Promise<string[]> {
  const count = await root.evaluate((element) => {
    const controls = [
      ...element.querySelectorAll(
        'a[href], [role="button"], button, input, select, textarea, summary, [tabindex]',
      ),
    ];
    const seen = controls.filter(
      (one) =>
        one.checkVisibility({ visibilityProperty: true }) &&
        !one.matches(':disabled, [inert] *, [type="hidden"], [tabindex="-1"]') &&
        one.getBoundingClientRect().width > 0,
    );
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const one of seen) one.setAttribute('data-unreached', looks(one));
    function looks(one: Element): string {
      const { outlineStyle, outlineWidth, boxShadow, borderColor, textDecorationLine, backgroundColor } =
        getComputedStyle(one);
      return [outlineStyle, outlineWidth, boxShadow, borderColor, textDecorationLine, backgroundColor].join(
        ' ',
      );
    }
    // The Tab key begins before the first.
    const start = document.createElement('span');
    start.tabIndex = -1;
    element.prepend(start);
    start.focus();
    return seen.length;
  });
  for (let presses = 0; presses < count + 10; presses += 1) {
    await page.keyboard.press('Tab');
    const inside = await root.evaluate((element) => {
      const one = document.activeElement;
      if (!one || !element.contains(one)) return false;
      const before = one.getAttribute('data-unreached');
      const style = getComputedStyle(one);
      const now = [
        style.outlineStyle,
        style.outlineWidth,
        style.boxShadow,
        style.borderColor,
        style.textDecorationLine,
        style.backgroundColor,
      ].join(' ');
      one.removeAttribute('data-unreached');
      if (before !== null && before === now) one.setAttribute('data-unseen', '');
      return true;
    });
    if (!inside) break;
  }
  return root.evaluate((element) => {
    element.querySelector('span[tabindex="-1"]')?.remove();
    const all = (mark: string, what: string) =>
      [...element.querySelectorAll(`[${mark}]`)].map((one) => {
        one.removeAttribute(mark);
        return `${what}: ${one.outerHTML.slice(0, 160)}`;
      });
    return [...all('data-unreached', 'not reached'), ...all('data-unseen', 'no mark of the focus')];
  });
}
