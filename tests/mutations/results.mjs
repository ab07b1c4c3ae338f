// The results of the last runs, stored in results.json: for each file, a letter for each of its mutants, and the survivors in full.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('results.json', import.meta.url));

/** @typedef {'k' | 's' | '.'} Outcome killed, survived, not tried since the file was changed */
/** @typedef {{ hash: string, outcomes: string, survivors: Omit<import('./instrument.mjs').Mutant, 'id' | 'file'>[] }} Row of a file */

/** @returns {Record<string, Row>} */
export const readResults = () => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});

const without = ({ id, file, index, ...mutant }) => mutant;

/** A hash of a file's mutants that does not depend on comments or on line breaks. */
function hashOf(mutants) {
  const text = mutants.map(({ kind, before, after }) => [kind, before, after].join('\n')).join('\n');
  return createHash('sha1')
    .update(text.replace(/\/\/.*|\/\*[^]*?\*\/|\s+|,(?=\s*[)\]}])/g, ''))
    .digest('hex')
    .slice(0, 8);
}

/**
 * Opens the results of mutants, to be read and set.
 *
 * @param {import('./instrument.mjs').Mutant[]} mutants all mutants
 */
export function openResults(mutants) {
  const known = readResults();
  const files = new Map();
  for (const mutant of mutants) files.set(mutant.file, [...(files.get(mutant.file) ?? []), mutant]);
  /** @type {Map<string, { hash: string, outcomes: Outcome[] }>} */
  const rows = new Map();
  for (const [file, all] of files) {
    const hash = hashOf(all);
    const row = known[file];
    rows.set(file, { hash, outcomes: row?.hash === hash ? [...row.outcomes] : all.map(() => '.') });
    all.forEach((mutant, index) => (mutant.index = index));
  }
  /** The files of which this run has tried a mutant. Another run may have changed the results of other files meanwhile. */
  const tried = new Set();
  const write = () => {
    const table = readResults();
    for (const [file, { hash, outcomes }] of rows) {
      if (file in table && !tried.has(file)) continue;
      table[file] = {
        hash,
        outcomes: outcomes.join(''),
        survivors: files
          .get(file)
          .filter((_, index) => outcomes[index] === 's')
          .map(without),
      };
    }
    for (const file of Object.keys(table)) if (!rows.has(file)) delete table[file];
    // Written to a temporary file first, so that other runs never read an incomplete one.
    writeFileSync(`${path}.${process.pid}`, `${JSON.stringify(table, undefined, 1)}\n`);
    renameSync(`${path}.${process.pid}`, path);
  };
  return {
    outcomeOf: ({ file, index }) => rows.get(file).outcomes[index],
    set({ file, index }, outcome) {
      rows.get(file).outcomes[index] = outcome;
      tried.add(file);
      write();
    },
  };
}
