// The routes of the applications in `neighbours`.
export { default } from '../neighbours/routes.mjs';
