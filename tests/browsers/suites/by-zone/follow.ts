// asynccontext/zone, with zones that follow native await.
import './options.js';
import '../../../../polyfill/zone.js';
