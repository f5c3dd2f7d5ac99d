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
