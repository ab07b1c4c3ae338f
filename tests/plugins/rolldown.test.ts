// The plugin in Rolldown.
import { checkBundler } from './check-bundler.js';

checkBundler('rolldown');
