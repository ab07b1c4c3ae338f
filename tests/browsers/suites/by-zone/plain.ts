// asynccontext/zone as it is without options.
import '../../../../polyfill/zone.js';
