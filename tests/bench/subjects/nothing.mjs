// Node with nothing installed: the cost of promises where nobody carries a context.

/** There is no live value; only promises can be measured. */
export const make = () => ({ enter: fn => fn() });
