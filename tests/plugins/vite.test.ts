// The plugin in Vite.
import { checkBundler } from './check-bundler.js';

checkBundler('vite');
