// The plugin in Rollup.
import { checkBundler } from './check-bundler.js';

checkBundler('rollup');
