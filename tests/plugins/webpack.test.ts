// The plugin in webpack.
import { checkBundler } from './check-bundler.js';

checkBundler('webpack');
