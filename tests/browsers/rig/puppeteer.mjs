// Chromium and Firefox, through puppeteer-core.
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { find } from './install.mjs';
import { adopt, end, ended, home, launching } from './processes.mjs';

const launchTimeout = 90_000; // ms; on a busy machine with two cores, a cold start can take half a minute

const chromiumArgs = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Makes all look-ups of names fail.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Preferences besides puppeteer's own: no connections to Mozilla, and a proxy that refuses everything except loopback. */
const firefoxPreferences = {
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'app.update.background.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.downloads.remote.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.usage.uploadEnabled': false,
  'dom.push.connection.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  // Only heeded with MOZ_REMOTE_SETTINGS_DEVTOOLS in the environment.
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'network.proxy.type': 1,
  'network.proxy.allow_bypass': false,
  'network.proxy.failover_direct': false,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  // Firefox considers a service worker that runs a suite idle.
  'dom.serviceWorkers.idle_timeout': 600_000,
  'dom.serviceWorkers.idle_extended_timeout': 600_000,
};

/**
 * @param {{ headed?: boolean }} options
 * @returns {Promise<import('./browsers.mjs').Browser>}
 */
export function launchChromium({ headed = false }) {
  // Chromium's sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...chromiumArgs] : chromiumArgs;
  return launch('chromium', { browser: 'chrome', executablePath: find('chromium'), args, headless: !headed, pipe: true });
}

/**
 * @param {{ headed?: boolean }} options
 * @returns {Promise<import('./browsers.mjs').Browser>}
 */
export function launchFirefox({ headed = false }) {
  return launch('firefox', { browser: 'firefox', executablePath: find('firefox-esr'), headless: !headed, extraPrefsFirefox: firefoxPreferences });
}

async function launch(name, options) {
  const { folder, env, remove } = home(name);
  const all = {
    ...options,
    env,
    userDataDir: join(folder, 'profile'),
    timeout: launchTimeout,
    // No limit for a single command, since the rig has its own limit for whole suites.
    protocolTimeout: 0,
    defaultViewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  let browser;
  try {
    browser = await launching(() => puppeteer.launch({ ...all, signal: ended }));
  } catch (error) {
    await remove();
    throw error;
  }
  const child = adopt(browser.process());
  const gone = new Promise(resolve => browser.once('disconnected', () => resolve('the browser is gone')));
  return {
    name,
    version: (await browser.version()).replace(/^.*\//, ''),
    open: url => open(browser, gone, url),
    // Chromium would need the extension's path when it starts.
    extend: options.browser === 'firefox' ? path => extend(browser, path) : undefined,
    async close() {
      await end(child);
      await remove();
    },
  };
}

async function extend(browser, path) {
  const id = await browser.installExtension(path);
  return () => browser.uninstallExtension(id);
}

async function open(browser, browserGone, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const gone = new Promise(resolve => {
    browserGone.then(resolve);
    page.once('error', error => resolve(`the page crashed: ${error.message}`));
    // Not awaited, since a suite may keep the page from finishing its load.
    page.goto(url, { timeout: 0 }).catch(error => resolve(error.message));
  });
  return {
    gone,
    click: selector => page.click(selector),
    type: (selector, text) => page.type(selector, text),
    close: () => context.close(),
  };
}
