// The tools that the transform needs of elsewhere: optional, so that nobody installs them who does not build with it.
import type MagicString from 'magic-string';
import type { parseSync, visitorKeys } from 'oxc-parser';

/** What the transform uses of them. */
export interface Tools {
  readonly parseSync: typeof parseSync;
  readonly visitorKeys: typeof visitorKeys;
  readonly MagicString: typeof MagicString;
}

/** The error for a tool that cannot be loaded. */
export const missing = (cause: unknown): Error =>
  new Error(
    "asynccontext/transform: expected the packages 'oxc-parser' and 'magic-string', which could not be loaded " +
      `(${cause instanceof Error ? cause.message : String(cause)}). Install them: npm install --save-dev oxc-parser magic-string`,
    { cause },
  );
