// The plugin in esbuild.
import { checkBundler } from './check-bundler.js';

checkBundler('esbuild');
