// Captures functions before the installation.
import 'zone.js';

const global = globalThis as Record<string, any>;

/** Functions that zone.js does not patch, where the engine has them. */
export const before = Object.fromEntries(
  [
    ['Node.appendChild', global['Node'].prototype, 'appendChild'],
    ['Element.setAttribute', global['Element'].prototype, 'setAttribute'],
    ['HTMLMediaElement.play', global['HTMLMediaElement'].prototype, 'play'],
    ['IDBFactory.open', global['IDBFactory'].prototype, 'open'],
    ['ReadableStream', global, 'ReadableStream'],
    ['WebSocket', global, 'WebSocket'],
    ['requestIdleCallback', global, 'requestIdleCallback'],
    ['Element.attachShadow', global['Element'].prototype, 'attachShadow'],
    ['LockManager.request', global['LockManager'].prototype, 'request'],
  ].map(([name, owner, key]) => [name, { owner, key, fn: Object.getOwnPropertyDescriptor(owner, key)?.value }]),
) as Record<string, { owner: object; key: string; fn: unknown }>;
