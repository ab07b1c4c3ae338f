// The tests that may fail with our manager, by part, with the reasons.

const disabled = {
  pattern: /\.bind\([\w-]+\) should return (?:current )?context \(when disabled\)$|\.attach\(\) should work correctly when disabled$/,
  reason: 'once disabled, the root context is the active one, as the tests of ZoneContextManager want it; these want the context that was set',
};

const zones = { pattern: /should fork new zone from active one/, reason: 'OpenTelemetry’s manager keeps contexts in zones, ours does not' };

/** @type {Record<string, import('../part.mjs').Exception[]>} */
export const exceptions = {
  'AsyncHooksContextManager, on AsyncLocalStorage': [disabled],
  'AsyncHooksContextManager, on the browser carrier': [disabled],
  'ZoneContextManager, on the browser carrier, without zone.js': [zones],
  'ZoneContextManager, on the zone carrier, with zone.js': [zones],
};
