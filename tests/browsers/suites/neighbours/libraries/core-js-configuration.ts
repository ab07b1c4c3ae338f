// To be imported before the modules of core-js that it is about.
import configure from 'core-js/configurator.js';

configure({ usePolyfill: ['Promise'] });
