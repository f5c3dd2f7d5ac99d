// Owns keeping the screen on during a conversation, where the browser can.

export class Wake {
  #wanted = false;
  #lock: WakeLockSentinel | undefined;

  constructor() {
    // A page that was out of sight has lost it.
    document.addEventListener('visibilitychange', () => this.#take());
  }

  keep(isWanted: boolean): void {
    if (isWanted === this.#wanted) return;
    this.#wanted = isWanted;
    this.#take();
    if (isWanted) return;
    void this.#lock?.release().catch(() => undefined);
    this.#lock = undefined;
  }

  #take(): void {
    if (!this.#wanted || document.hidden || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').then(
      (lock) => {
        if (this.#wanted) this.#lock = lock;
        else void lock.release().catch(() => undefined);
      },
      // A device that saves its battery may refuse; the conversation goes on.
      () => undefined,
    );
  }
}
