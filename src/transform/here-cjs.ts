// Where this package is, in a CommonJS module.
import { pathToFileURL } from 'node:url';

/** The URL of the built file that this is a part of. */
export const here = pathToFileURL(__filename).href;
