// Node with nothing installed: what a promise costs before anybody carries a context.

/** No value is live; only promises can be measured. */
export const make = () => ({ enter: fn => fn() });
