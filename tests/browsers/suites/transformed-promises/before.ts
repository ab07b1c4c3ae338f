// Records the engine's promises before the library is loaded.
declare const FROZEN: boolean;

type Properties = ReadonlyMap<PropertyKey, PropertyDescriptor>;

/** The descriptors of an object's properties. */
export const propertiesOf = (object: object): Properties => new Map(Reflect.ownKeys(object).map(key => [key, Object.getOwnPropertyDescriptor(object, key)!]));

const objects: Record<string, object> = { Promise, 'Promise.prototype': Promise.prototype };
if (FROZEN) Object.values(objects).forEach(Object.freeze);

/** The objects, with their properties as they were. */
export const before = Object.entries(objects).map(([name, object]) => ({ name, object, properties: propertiesOf(object) }));
