// The location of this package, in a CommonJS module.
import { pathToFileURL } from 'node:url';

/** The URL of the built file. */
export const here = pathToFileURL(__filename).href;
