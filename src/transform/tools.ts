// The packages that the transform needs. They are optional peers, so that only projects that build with the transform install them.
import type * as magicString from 'magic-string';
import type { parseSync, rawTransferSupported, visitorKeys } from 'oxc-parser';
import { checkExports, checkVersion, type Peer } from './peers.js';

type Parse = typeof parseSync;

/** The parts of these packages that the transform uses. */
export interface Tools {
  readonly parseSync: Parse;
  readonly visitorKeys: typeof visitorKeys;
  readonly MagicString: typeof magicString.default;
  /** Encodes the mappings of a source map. */
  readonly SourceMap: typeof magicString.SourceMap;
}

/** The exports of the parser's package. */
export interface Parser {
  readonly parseSync: Parse;
  readonly visitorKeys: typeof visitorKeys;
  readonly rawTransferSupported?: typeof rawTransferSupported;
}

const parserPeer: Peer = { name: 'oxc-parser', since: '0.115.0', exports: ['parseSync', 'visitorKeys'] };
const magicStringPeer: Peer = { name: 'magic-string', since: '0.30.0', exports: ['default', 'SourceMap'] };
const by = 'asynccontext/transform';

/**
 * Checks the tools before they are loaded.
 *
 * @throws Error if one is too old.
 */
export function checkTools(): void {
  for (const peer of [parserPeer, magicStringPeer]) checkVersion(peer, by);
}

const raw = { experimentalRawTransfer: true };

/** The part of magic-string that is used. */
type MagicStringModule = Pick<typeof magicString, 'default' | 'SourceMap'>;

/** Makes the tools from the packages' exports. */
export function createTools({ parseSync, visitorKeys, rawTransferSupported }: Parser, { default: MagicString, SourceMap }: MagicStringModule): Tools {
  return { parseSync: rawTransferSupported?.() ? withRawTransfer(parseSync) : parseSync, visitorKeys, MagicString, SourceMap };
}

/**
 * Checks the packages once they are loaded, and makes the tools.
 *
 * @throws Error if a package lacks a needed export.
 */
export function checkedTools(parser: Parser, magicString: MagicStringModule): Tools {
  checkExports(parserPeer, parser, by);
  checkExports(magicStringPeer, magicString, by);
  return createTools(parser, magicString);
}

/**
 * Makes a parser whose syntax trees are read from the parser's memory, where the engine supports it (Node 22 and later), because reading them from JSON
 * takes much longer than parsing. This needs some gigabytes of address space. If these are not available, the parser falls back to JSON.
 */
function withRawTransfer(parseSync: Parse): Parse {
  let isRaw = true;
  const parse: Parse = (filename, code, options) => {
    if (isRaw) {
      try {
        return parseSync(filename, code, { ...options, ...raw });
      } catch {
        isRaw = false;
      }
    }
    return parseSync(filename, code, options);
  };
  // The parser loads modules of its own with the first file. They are loaded here, because a loader that transforms files could not transform these.
  parse('empty.js', '');
  return parse;
}

/** The error for a tool that cannot be loaded. */
export const missing = (cause: unknown): Error =>
  new Error(
    "asynccontext/transform: expected the packages 'oxc-parser' and 'magic-string', which could not be loaded " +
      `(${cause instanceof Error ? cause.message : String(cause)}). Install them: npm install --save-dev oxc-parser magic-string`,
    { cause },
  );
