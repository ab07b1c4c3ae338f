// The report of the public types, api.md: it shows changes of the interface in a diff. `npm run api` writes it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
// Uses TypeScript 6, since version 7 has no stable API yet. rollup-plugin-dts, which makes the declarations, uses version 6 as well.
import ts from '@typescript/typescript6';

const here = dirname(fileURLToPath(import.meta.url));
const types = join(here, '../../dist/types');
const printer = ts.createPrinter({ removeComments: true });

/** The name that a statement declares; undefined for imports and exports. */
const nameOf = statement => (ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement).name?.text ?? '';

/**
 * Prints declarations without comments and sorted by name, so that only a change of the interface changes the text. Overloads keep their order.
 * @param {string} text
 * @returns {string}
 */
export function interfaceOf(text) {
  const file = ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.Latest, true);
  const statements = [...file.statements].map(statement => ({ name: nameOf(statement), text: printer.printNode(ts.EmitHint.Unspecified, statement, file) }));
  return statements
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(statement => statement.text)
    .join('\n');
}

/** The report for the built package. Entries with the same declarations share a section. */
export function report() {
  const files = readdirSync(types)
    .filter(name => name.endsWith('.d.ts'))
    .map(name => ({ name, entry: `asynccontext/${name.slice(0, -'.d.ts'.length)}`.replace('/index', '') }));
  const sections = new Map();
  for (const { name, entry } of files.sort((a, b) => (a.entry < b.entry ? -1 : 1))) {
    const text = interfaceOf(readFileSync(join(types, name), 'utf8'));
    sections.set(text, [...(sections.get(text) ?? []), `\`${entry}\``]);
  }
  const parts = [...sections].map(([text, entries]) => `## ${entries.join(', ')}\n\n\`\`\`ts\n${text}\n\`\`\`\n`);
  return ['# Public types\n\nThe declarations of each entry, without comments and by name.\n`npm run api` writes this file.\n', ...parts].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(here, 'api.md'), report());
