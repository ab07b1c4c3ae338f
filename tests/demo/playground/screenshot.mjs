// Makes the pictures of the README: the playground after a program of three flows, light and dark. The options make other pictures.
// Usage: node tests/demo/playground/screenshot.mjs [--width 1280] [--height 770, 0 for the whole page] [--program timers] [--way restored]
//   [--type webp] [--folder FOLDER]
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { ensure, find } from '../../browsers/rig/install.mjs';
import { serve } from './server.mjs';

const string = value => ({ type: 'string', default: value });
const { values } = parseArgs({
  options: {
    width: string('1280'),
    height: string('770'),
    program: string('timers'),
    way: string('restored'),
    type: string('webp'),
    folder: string(fileURLToPath(new URL('.', import.meta.url))),
  },
});
const [width, height] = [Number(values.width), Number(values.height)];

async function picture(browser, theme, url) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: height || 800, deviceScaleFactor: 2 });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.goto(url);
  await page.waitForSelector('body[data-state=ready]');
  await page.click(`#program-${values.program}`);
  await page.select('#way', values.way);
  await page.click('#run');
  while ((await page.$('body[data-state=done]')) === null) {
    if (await page.$('#click-me[data-waiting]')) await page.click('#click-me');
    await sleep(50);
  }
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement.blur());
  const path = resolve(join(values.folder, `screenshot-${theme}.${values.type}`));
  await page.screenshot({ path, type: values.type, ...(values.type !== 'png' && { quality: 80 }), fullPage: height === 0 });
  console.log(`${path}: ${Math.round(statSync(path).size / 1000)} kB`);
}

await ensure(['chromium']);
mkdirSync(values.folder, { recursive: true });
const server = await serve();
// Chromium's sandbox does not work for root.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await puppeteer.launch({ executablePath: find('chromium'), args });
try {
  for (const theme of ['light', 'dark']) await picture(browser, theme, server.url);
} finally {
  await browser.close();
  await server.close();
}
