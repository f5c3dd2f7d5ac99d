// Owns the one time limit of the tests: what is waited for, and what is said when it does not come.

/** The promise's value, or an error that says what was waited for. `detail` is asked only when time is up. */
export async function within<T>(
  milliseconds: number,
  what: string,
  promise: Promise<T>,
  detail: () => string = () => '',
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const more = detail();
      reject(new Error(`${what}: not within ${milliseconds} ms${more ? `\n${more}` : ''}`));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
