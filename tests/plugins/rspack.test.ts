// The plugin in Rspack.
import { checkBundler } from './check-bundler.js';

checkBundler('rspack');
