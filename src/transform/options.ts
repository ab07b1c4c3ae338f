// Checks the options of the transform and of its plugins.

/** The options that there are: what each takes in words, and whether a value is that. */
export type Options = Readonly<Record<string, readonly [expected: string, is: (value: unknown) => boolean]>>;

export const string: Options[string] = ['a string', value => typeof value === 'string'];
export const boolean: Options[string] = ['a boolean', value => typeof value === 'boolean'];

/** A value as a message names it. */
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

/** The error for what is not as expected. */
export const unexpected = (where: string, expected: string, got: unknown): TypeError => new TypeError(`${where}: expected ${expected}, got ${describe(got)}`);

/** Whether an object is what a literal makes: no array, no Map, no instance. Of whatever realm, since tools load their configuration in others. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Checks options. Those that are undefined are absent.
 *
 * @param where - Whose options they are, for the message.
 * @param options - The value.
 * @param known - The options that there are.
 * @throws TypeError for what is no object, an option that there is not, and one of the wrong type.
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
