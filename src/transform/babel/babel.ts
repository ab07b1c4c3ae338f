// The plugin for Babel, and for tools built on it.
import { edit, type Language, type TransformOptions } from '../index.js';
import { boolean, checkOptions, type Options } from '../options.js';
import { isOwn } from '../own-files.js';
import { paths, type PluginOptions } from '../plugins/plugin-options.js';
import { createInclude, isParseError, reasonOf } from '../plugins/transform-file.js';
import { warn } from '../console-warning.js';
import { visitorFor, type Types } from './late-parameters.js';
import { place } from './place.js';

export type { Paths } from '../plugins/plugin-options.js';

const by = 'asynccontext/babel';

/** The options of the plugin. */
export interface BabelOptions extends Pick<PluginOptions, 'include' | 'exclude' | 'asyncHooks'> {
  /**
   * Whether calls of `then`, `catch`, `finally` and of static methods of Promise are transformed too, for a page without the await hook. Default: false,
   * because a Babel plugin does not remove the hook.
   */
  reactions?: boolean;
}

const known: Options = { include: paths, exclude: paths, asyncHooks: boolean, reactions: boolean };

/** The helpers that lowered code calls. They cannot import this package, because its own lowered code calls them too. */
const helpers = /[\\/]node_modules[\\/](?:@babel[\\/]runtime(?:-corejs\d)?|@swc[\\/]helpers|regenerator-runtime|tslib)[\\/]/;

/** A node of Babel. */
type Node = Record<string, any>;
/** The part of Babel that is used. */
interface Babel {
  caller?(ask: (caller: { readonly name?: string } | undefined) => boolean): boolean;
  parseSync(code: string, options: object): Node | null;
  readonly types: Types;
}
/** The part of Babel's file that is used. */
interface BabelFile {
  readonly code: string;
  readonly ast: Node;
  readonly scope: { crawl(): void };
  readonly path: { traverse(visitor: object): void };
  readonly opts: { readonly filename?: string | null; readonly cwd: string; readonly parserOpts: ParserOptions; readonly plugins: readonly ParserPlugin[] };
}
interface ParserOptions {
  readonly plugins?: readonly (string | readonly [string, unknown])[];
}
interface Path {
  readonly node: Node;
  readonly scope: { hasBinding(name: string, noGlobals: boolean): boolean };
}
interface ParserPlugin {
  readonly key?: string;
  readonly parserOverride?: ((code: string, options: object, parse: (code: string, options: object) => Node) => Node | undefined) | null;
}

/**
 * Makes a plugin that transforms a file before any other plugin visits it, wherever the plugin is listed, so that lowered code is exact.
 *
 * @param babel - Babel, which passes itself.
 * @param options - See `BabelOptions`.
 * @returns A plugin for Babel.
 * @throws TypeError if an option is unknown or of the wrong type.
 */
export default function asynccontext(babel: object, options: BabelOptions = {}): { name: string; pre(file: object): void; visitor: object } {
  checkOptions(by, options, known);
  const { caller, parseSync, types } = babel as Babel;
  const isIncluded = createInclude(options);
  const { asyncHooks = false, reactions = false } = options;
  // babel-jest does not allow factories of mocks to use outer names, except names that begin with `mock`.
  const prefix = caller?.(by => by?.name === 'babel-jest') ? 'mock_ac' : undefined;

  /** Parses code with the parser with which Babel has parsed the file, which may be a plugin's. */
  function parse(code: string, { filename, cwd, parserOpts, plugins }: BabelFile['opts']): Node {
    const parseFile = (text: string, options: object) =>
      parseSync(text, { filename, cwd, configFile: false, babelrc: false, browserslistConfigFile: false, parserOpts: options })!;
    for (const { parserOverride } of plugins) {
      const tree = parserOverride?.(code, parserOpts, parseFile);
      if (tree !== undefined) return tree;
    }
    return parseFile(code, parserOpts);
  }

  return {
    name: 'asynccontext',
    pre(file) {
      const { code, ast, opts, path, scope } = file as BabelFile;
      const filename = opts.filename ?? 'unknown.js';
      if (!isIncluded(filename) || helpers.test(filename)) return;
      const lang = languageOf(opts.parserOpts);
      const format = ast.program.sourceType === 'script' ? 'commonjs' : undefined;
      const edited = tryEdit(code, { filename, reactions, ...(lang && { lang }), ...(format && { format }) }, prefix);
      if (edited === null) return;
      const tree = parse(edited.text.toString(), opts);
      place(tree, edited.text);
      const { program, comments, tokens } = tree;
      Object.assign(ast.program, program);
      Object.assign(ast, { comments, tokens });
      scope.crawl();
      const visitor = visitorFor(
        opts.plugins.map(({ key }) => key),
        types,
      );
      if (visitor) path.traverse(visitor);
    },
    visitor: asyncHooks ? aliases : {},
  };
}

/** The language, if Babel's options say that it is TypeScript. */
function languageOf({ plugins = [] }: ParserOptions): Language | undefined {
  const names = plugins.map(plugin => (typeof plugin === 'string' ? plugin : plugin[0]));
  if (!names.includes('typescript')) return undefined;
  return names.includes('jsx') ? 'tsx' : 'ts';
}

/** Transforms a file that Babel could parse. If oxc-parser cannot, the file has syntax that only Babel knows: it is left as it is, with a warning. */
function tryEdit(code: string, options: TransformOptions, prefix: string | undefined): ReturnType<typeof edit> {
  try {
    const edited = edit(code, options, prefix);
    for (const warning of edited?.warnings ?? []) warn(warning);
    return edited;
  } catch (error) {
    if (!isParseError(error)) throw error;
    // No warning for types of Flow, which React Native's own files have.
    const comments = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(code)![0];
    if (!/@flow\b/.test(comments)) warn({ ...error, message: `left as it is: ${reasonOf(error)}` });
    return null;
  }
}

const isAliased = /^(?:node:)?async_hooks$/;
function alias(source: Node | null | undefined, { filename }: { filename?: string }): void {
  if (source?.type !== 'StringLiteral' || !isAliased.test(source.value) || isOwn(filename ?? '')) return;
  Object.assign(source, { value: 'asynccontext/async-local-storage', extra: undefined });
}
const ofSource = ({ node }: Path, state: { filename?: string }) => alias(node.source, state);
/** Turns imports of `node:async_hooks` into imports of `asynccontext/async-local-storage`. */
const aliases = {
  ImportDeclaration: ofSource,
  ExportNamedDeclaration: ofSource,
  ExportAllDeclaration: ofSource,
  ImportExpression: ofSource,
  CallExpression(
    {
      node: {
        callee,
        arguments: [first],
      },
      scope,
    }: Path,
    state: { filename?: string },
  ) {
    if (callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require' && !scope.hasBinding('require', true))) alias(first, state);
  },
};
