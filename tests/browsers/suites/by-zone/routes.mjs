// The answers that the applications of the neighbours ask for.
export { default } from '../neighbours/routes.mjs';
