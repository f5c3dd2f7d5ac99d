// Owns how the large button is pressed and let go: by finger, mouse, keyboard, or a screen reader that only clicks.

export interface Pressing {
  readonly down: () => void;
  readonly up: () => void;
  /** Pressed by something that cannot hold: it stands for down, and the next one for up. */
  readonly click: () => void;
}

export function onPress(button: HTMLButtonElement, { down, up, click }: Pressing): void {
  let held = false;
  let byHand = false;
  const press = () => {
    byHand = true;
    if (held || button.disabled) return;
    held = true;
    down();
  };
  const release = () => {
    if (!held) return;
    held = false;
    up();
  };
  const isPressKey = ({ key }: KeyboardEvent) => key === ' ' || key === 'Enter';
  button.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    button.setPointerCapture(event.pointerId);
    press();
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture', 'blur'])
    button.addEventListener(end, release);
  button.addEventListener('keydown', (event) => {
    if (!isPressKey(event)) return;
    event.preventDefault();
    if (!event.repeat) press();
  });
  button.addEventListener('keyup', (event) => {
    if (!isPressKey(event)) return;
    event.preventDefault();
    release();
  });
  // A long touch would open a menu over the button.
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    if (!byHand && !button.disabled) click();
    byHand = false;
  });
}
