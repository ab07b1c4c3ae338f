// Runs the rows in workerd that need none of Node's modules.
import { Variable } from '../../../dist/esm/node/index.js';
import { look } from './look.mjs';
import { createRows } from './web-rows.mjs';

export default {
  async test() {
    console.log(JSON.stringify(await look(Variable, createRows)));
  },
};
