// Browsers, and whatever has no async_hooks: scripts are fetched, and nobody says what has made what.
import { Snapshot } from '../index.js';
import type { Host } from './host.js';

const { fetch, location } = globalThis as { fetch?: (url: string) => Promise<{ ok: boolean; text(): Promise<string> }>; location?: { origin: string } };
/** The context in which this was loaded: reading is no part of a flow. */
const outside = new Snapshot();

/** A page's scripts, at the places where they stand in its text. */
const scriptsOf = (html: string) => html.replace(/(^|<\/script>)([^]*?)(<script[^>]*>|$)/g, (all: string) => all.replace(/[^\n]/g, ' '));

const textOf = async (url: string): Promise<string | undefined> => {
  try {
    const answer = await fetch!(url);
    const text = answer.ok ? await answer.text() : undefined;
    return text !== undefined && /^\s*</.test(text) ? scriptsOf(text) : text;
  } catch {
    return undefined;
  }
};

export const host: Host = {
  hasModulesOnly: false,
  start() {},
  read: url => (fetch === undefined || !/^(?:https?|blob|data):/.test(url) ? undefined : outside.run(textOf, url)),
  show: url => (location && url.startsWith(`${location.origin}/`) ? url.slice(location.origin.length + 1) : url),
  isInternal: url => url === '',
  origin: () => undefined,
  live: () => [],
};
