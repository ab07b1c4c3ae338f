// What the engine's promises are before the library is loaded.
declare const FROZEN: boolean;

type Properties = ReadonlyMap<PropertyKey, PropertyDescriptor>;

/** The properties of an object, each with what it is. */
export const propertiesOf = (object: object): Properties => new Map(Reflect.ownKeys(object).map(key => [key, Object.getOwnPropertyDescriptor(object, key)!]));

const objects: Record<string, object> = { Promise, 'Promise.prototype': Promise.prototype };
if (FROZEN) Object.values(objects).forEach(Object.freeze);

/** The objects, and their properties as they were. */
export const before = Object.entries(objects).map(([name, object]) => ({ name, object, properties: propertiesOf(object) }));
