// Calls all rows on the runtime that runs this, with the built library; prints what their callbacks have found.
import { Variable } from '../../../dist/esm/node/index.js';
import { look } from './look.mjs';
import { createRows as createNodeRows } from './node-rows.mjs';
import { createRows } from './web-rows.mjs';

process.stdout.write(JSON.stringify([...(await look(Variable, createRows)), ...(await look(Variable, createNodeRows))]));
process.exit();
