// Keeps Sentry's events instead of sending them.

/** The parts of an event that the tests read. */
export interface Event {
  readonly message?: string;
  readonly exception?: { readonly values: readonly { readonly value: string }[] };
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly breadcrumbs?: readonly { readonly message?: string; readonly category?: string; readonly data?: { readonly url?: string } }[];
  readonly contexts: { readonly trace: { readonly trace_id: string; readonly span_id: string; readonly parent_span_id?: string } };
}

/** In every version an envelope has a header and items, each with a header and its content. */
type Envelope = readonly [unknown, readonly (readonly [{ readonly type?: string }, unknown])[]];

let events: Event[] = [];

/** The errors and messages since the last call. */
export function takeEvents(): readonly Event[] {
  const taken = events;
  events = [];
  return taken;
}

export const transport = (): any => ({
  send: async ([, items]: Envelope) => {
    for (const [{ type }, event] of items) if (type === 'event') events.push(event as Event);
    return {};
  },
  flush: async () => true,
});
