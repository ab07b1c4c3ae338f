// A loader for webpack: TypeScript and JSX.
export { typescriptLoader as default } from './bundlers.mjs';
