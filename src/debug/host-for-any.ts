// Browsers, and other platforms without async_hooks: scripts are fetched, and the origin of a callback is not known.
import { Snapshot } from '../index.js';
import type { Host } from './host.js';

const { fetch, location } = globalThis as { fetch?: (url: string) => Promise<{ ok: boolean; text(): Promise<string> }>; location?: { origin: string } };
/** The context in which this was loaded. Scripts are read in it, so that reading belongs to no flow. */
const outside = new Snapshot();

/** The scripts in a page's HTML. All other text is replaced by spaces, so that positions stay. */
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
