// Checks the options of the transform and of its plugins.

/** The known options: for each, a description of its values, and a check of a value. */
export type Options = Readonly<Record<string, readonly [expected: string, is: (value: unknown) => boolean]>>;

export const string: Options[string] = ['a string', value => typeof value === 'string'];
export const boolean: Options[string] = ['a boolean', value => typeof value === 'boolean'];

/** A value as text for a message. */
function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object';
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

/** The error for an unexpected value. */
export const unexpected = (where: string, expected: string, got: unknown): TypeError => new TypeError(`${where}: expected ${expected}, got ${describe(got)}`);

/** Whether a value is a plain object: not an array, a Map or another instance. It may be of any realm, because tools load their configuration in other realms. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Checks options. An option that is `undefined` counts as absent.
 *
 * @param where - The function or plugin that takes the options, for the message.
 * @param options - The value.
 * @param known - The known options.
 * @throws TypeError if the value is not a plain object, or an option is unknown or of the wrong type.
 */
export function checkOptions(where: string, options: unknown, known: Options): void {
  if (!isPlain(options)) throw unexpected(where, 'options as a plain object', options);
  for (const name of Reflect.ownKeys(options)) {
    const option = typeof name === 'string' && Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined) throw unexpected(where, `the options ${Object.keys(known).join(', ')}`, name);
    const value = (options as Record<PropertyKey, unknown>)[name];
    const [expected, is] = option;
    if (value !== undefined && !is(value)) throw unexpected(where, `${String(name)} as ${expected}`, value);
  }
}
