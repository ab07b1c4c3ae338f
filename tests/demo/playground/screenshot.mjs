// Makes the pictures of the README: the playground after its program of three flows, light and dark.
// Usage: node tests/demo/playground/screenshot.mjs [width [height [folder [program]]]], to look at others
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { ensure, find } from '../../browsers/rig/install.mjs';
import { serve } from './server.mjs';

const [width = '1280', height = '800', folder = fileURLToPath(new URL('.', import.meta.url)), program = 'timers', way = 'restored'] = process.argv.slice(2);

await ensure(['chromium']);
mkdirSync(folder, { recursive: true });
const server = await serve();
const browser = await puppeteer.launch({
  executablePath: find('chromium'),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const theme of ['light', 'dark']) {
    const page = await browser.newPage();
    page.on('console', message => console.log(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => console.log(error.message));
    await page.setViewport({ width: Number(width), height: Number(height), deviceScaleFactor: 2 });
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await page.goto(server.url);
    await page.waitForSelector('body[data-state=ready]');
    await page.click(`label:has(#program-${program})`);
    await page.select('#way', way);
    await page.click('#run');
    if (program === 'clicks') {
      for (let clicks = 0; clicks < 2; clicks++) {
        await new Promise(resolve => setTimeout(resolve, 200));
        await page.click('#click-me');
      }
    }
    await page.waitForSelector('body[data-state=done]');
    const path = resolve(join(folder, `screenshot-${theme}.png`));
    await page.evaluate(() => document.activeElement.blur());
    await page.mouse.move(0, 0);
    await page.screenshot({ path, fullPage: Number(height) === 0 || undefined });
    console.log(`${path}: ${Math.round(statSync(path).size / 1000)} kB`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
