// Owns looking into a message by a path such as `payload.code`. Gives `undefined` where there is nothing.

export function at(message: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (value instanceof Object ? Reflect.get(value, key) : undefined),
      message,
    );
}
