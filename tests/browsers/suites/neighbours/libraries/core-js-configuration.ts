// core-js's configuration, to be imported before its modules.
import configure from 'core-js/configurator.js';

configure({ usePolyfill: ['Promise'] });
