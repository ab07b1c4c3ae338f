// React Native's app, bundled with the real Metro and presets of some versions, and run on Hermes and JavaScriptCore.
import { test } from 'uvu';
import { tryVersions } from '../react-native/app.js';

await tryVersions('0.79', '0.80', '0.81');
test.run();
