// Owns that the keyboard is never lost: where what had the focus goes, hides or is switched off, the focus goes on to
// something near. Knows no form.

/** Does `act`; where that takes away what has the focus, `next` gets it. */
export function keepFocus(act: () => void, next: () => JQuery): void {
  const before = document.activeElement;
  act();
  if (before && before !== document.body && isLost(before)) next().trigger('focus');
}

function isLost(element: Element): boolean {
  return !element.isConnected || !element.checkVisibility() || element.matches(':disabled');
}

/** A list that is drawn anew: the button at the same place has the focus again. */
export function redrawn(place: JQuery, draw: () => void): void {
  const at = place
    .find('button')
    .toArray()
    .findIndex((button) => button === document.activeElement);
  draw();
  if (at >= 0) place.find('button').eq(at).trigger('focus');
}
