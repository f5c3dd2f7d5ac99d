// Owns what a test leaves open: closed after each test, last opened first. What a whole suite shares is closed by its
// own `after`.

type Close = () => unknown;

const open: Close[] = [];

/** Runs `close` after the current test, whether it passed or not. To be called in a test or a `beforeEach`. */
export function atEnd(close: Close): void {
  open.push(close);
}

afterEach(async () => {
  const failures: unknown[] = [];
  for (let close = open.pop(); close; close = open.pop()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'));
});
