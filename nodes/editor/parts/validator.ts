// Owns the shape that Node-RED wants a validator in. Does not own any rule.

/** A validator from a rule that gives the reason in words, or nothing when all is well. */
export function validator<Settings, Value>(
  problem: (node: FormNode<Settings>, value: Value | undefined) => string | undefined,
): Validator<Settings, Value> {
  // Two parameters, also where one is of no use: the editor counts them before it shows a reason.
  return function validate(value, _options) {
    return problem(this, value) ?? true;
  };
}

/** The same for a text. A flow that was made elsewhere may hold something else: then it is what the field shows of it. */
export function textValidator<Settings>(
  problem: (node: FormNode<Settings>, text: string) => string | undefined,
): Validator<Settings, string> {
  return validator<Settings, string>((node, value) => problem(node, asText(value)));
}

/** A stored value as a text; nothing as an empty one. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : (JSON.stringify(value) ?? '');
}
