// Turns the table of suites into the list of suites to run: one for each place, filtered by name.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';
import { places } from './places.mjs';

/**
 * @param {import('../suites.mjs').Suite[]} table
 * @param {string} [part] only suites whose name contains this
 * @throws {Error} if a row of the table is wrong, or if no name contains `part`
 */
export function select(table, part = '') {
  const all = table.flatMap(expand);
  const chosen = all.filter(({ name }) => name.includes(part));
  if (chosen.length === 0) throw new Error(`No suite has “${part}” in its name. There are: ${all.map(({ name }) => name).join(', ') || 'none'}`);
  return chosen;
}

/**
 * @param {string[]} names
 * @param {string[]} known
 * @returns {string[]} the names without duplicates
 * @throws {Error} if a name is unknown, or if there is none
 */
export function selectBrowsers(names, known) {
  const unknown = names.length === 0 ? '' : names.find(name => !known.includes(name));
  if (unknown !== undefined) throw new Error(`The rig has no browser “${unknown}”. There are: ${known.join(', ')}`);
  return [...new Set(names)];
}

function expand({ name, entry, where = ['page'], scripts = [], build = {}, extension, ...rest }) {
  const wrong = reason => new Error(`Suite “${name}”: ${reason}`);
  if (!name) throw new Error(`A suite without a name: ${entry}`);
  for (const file of [entry, ...scripts, ...(extension ? [extension] : [])]) if (!existsSync(join(root, file))) throw wrong(`there is no file ${file}`);
  for (const option of Object.keys(rest)) throw wrong(`there is no option ${option}`);
  if (where.length === 0) throw wrong('it runs nowhere');
  return where.map(place => {
    if (!Object.hasOwn(places, place)) throw wrong(`there is no place “${place}”. There are: ${Object.keys(places).join(', ')}`);
    if (place === 'module-worker' && scripts.length > 0) throw wrong('a module worker loads no classic scripts');
    return { name: `${name}/${place}`, entry, where: place, scripts, build, extension };
  });
}
