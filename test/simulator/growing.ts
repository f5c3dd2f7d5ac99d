// Owns a list that one can wait on, so that no test has to look again and again. Knows nothing of what is in it.

export interface Growing<T> {
  readonly items: readonly T[];
  add: (item: T) => void;
  /** The item of that number, from 0, among those that fit; waits for it. Rejects when the list ends before. */
  when: (fits: (item: T) => boolean, index?: number) => Promise<T>;
  /** Nothing more will come. */
  end: (why: string) => void;
}

export function growing<T>(): Growing<T> {
  const items: T[] = [];
  const waiting = new Set<{ offer(item: T): void; reject(error: Error): void }>();
  let over: string | undefined;

  return {
    items,
    add: (item) => {
      items.push(item);
      for (const waiter of waiting) waiter.offer(item);
    },
    when: (fits, index = 0) => {
      const fitting = items.filter(fits);
      const found = fitting[index];
      if (found !== undefined) return Promise.resolve(found);
      if (over !== undefined) return Promise.reject(new Error(over));
      let left = index - fitting.length;
      return new Promise((resolve, reject) => {
        const waiter = {
          offer: (item: T) => {
            if (!fits(item) || left-- > 0) return;
            waiting.delete(waiter);
            resolve(item);
          },
          reject,
        };
        waiting.add(waiter);
      });
    },
    end: (why) => {
      over ??= why;
      for (const waiter of waiting) waiter.reject(new Error(over));
      waiting.clear();
    },
  };
}
