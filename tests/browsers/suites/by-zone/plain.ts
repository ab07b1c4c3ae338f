// asynccontext/zone without options.
import '../../../../polyfill/zone.js';
