// The browsers that the rig supports, behind one small interface.
import { launchChromium, launchFirefox } from './puppeteer.mjs';
import { launchWebKit } from './webkit.mjs';

/**
 * @typedef {object} Browser
 * @property {string} name
 * @property {string} version
 * @property {(url: string) => Promise<Page>} open starts to load a URL, and does not wait until it is loaded
 * @property {(path: string) => Promise<() => Promise<void>>} [extend] installs an extension, and returns a function that removes it
 * @property {() => Promise<void>} close ends its processes and removes its profile
 *
 * @typedef {object} Page
 * @property {Promise<string>} gone resolves, with the reason, if the page or its browser crashes
 * @property {(selector: string) => Promise<void>} click makes a trusted click in the middle of an element
 * @property {(selector: string, text: string) => Promise<void>} type makes trusted key presses on an element; `\n` is Enter
 * @property {() => Promise<void>} close
 */

/** @type {Record<string, (options: { headed?: boolean }) => Promise<Browser>>} */
export const browsers = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebKit,
};
