// Parses the metadata of a test. https://github.com/tc39/test262/blob/main/INTERPRETING.md
/** The list after a key, in brackets or on lines of its own. */
function list(text, name) {
  const inline = new RegExp(`^ *${name}: *\\[([^\\]]*)\\]`, 'm').exec(text)?.[1];
  if (inline !== undefined) return inline.split(/[\s,]+/).filter(Boolean);
  const lines = new RegExp(`^( *)${name}: *\\n((?:\\1 +- .*\\n?)+)`, 'm').exec(`${text}\n`)?.[2];
  return lines ? [...lines.matchAll(/- +(.*\S)/g)].map(([, item]) => item) : [];
}

/**
 * @param {string} source the test's text
 * @returns {{ flags: Set<string>, includes: string[], negative?: { phase: string, type: string } }}
 */
export function parse(source) {
  const text = /\/\*---\r?\n?([^]*?)---\*\//.exec(source)?.[1] ?? '';
  const negative = /^negative:\s*\n((?: +.*\n?)+)/m.exec(text)?.[1];
  const field = name => new RegExp(`\\b${name}: *(\\w+)`).exec(negative)?.[1];
  return {
    flags: new Set(list(text, 'flags')),
    includes: list(text, 'includes'),
    negative: negative && { phase: field('phase'), type: field('type') },
  };
}

/** The modes in which a test has to run. */
export function modes({ flags }) {
  if (flags.has('module')) return ['module'];
  if (flags.has('raw') || flags.has('noStrict')) return ['sloppy'];
  return flags.has('onlyStrict') ? ['strict'] : ['sloppy', 'strict'];
}
