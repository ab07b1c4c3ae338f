// Calls all rows on the current runtime, with the built library, and prints which contexts their callbacks found.
import { Variable } from '../../../dist/esm/node/index.js';
import { look } from './look.mjs';
import { createRows as createNodeRows } from './node-rows.mjs';
import { createRows } from './web-rows.mjs';

process.stdout.write(JSON.stringify([...(await look(Variable, createRows)), ...(await look(Variable, createNodeRows))]));
process.exit();
