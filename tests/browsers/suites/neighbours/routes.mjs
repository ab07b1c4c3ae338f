// What the suites in this folder ask their server for: the same as those beside it.
export { default } from '../routes.mjs';
