// The entry `asynccontext/zone`: the polyfill for pages that have zone.js, on the carrier that uses zone.js.
export type {} from './global.js';
import { existingRecord } from '../src/agent/agent.js';
import { warnOnce } from '../src/agent/warn.js';
import { areZonesToFollow } from '../src/carriers/zone/zone-options.js';
import { followAwait } from '../src/carriers/zone/follow.js';
import { zoneObstacle } from '../src/carriers/zone/zone-js.js';
import { install } from './install.js';

const obstacle = zoneObstacle();
if (obstacle !== undefined) throw new TypeError(`asynccontext/zone: ${obstacle}`);
install();
const { carrier = 'the engine' } = existingRecord() ?? {};
if (carrier !== 'zone') {
  warnOnce(`contexts are carried by “${carrier}” already, not by zone.js. Import asynccontext/zone before all else of asynccontext.`);
} else if (areZonesToFollow) {
  followAwait(new globalThis.AsyncContext.Variable());
}
