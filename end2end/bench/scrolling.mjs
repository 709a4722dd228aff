// scrolling.mjs URL [--trace FILE]: how smoothly the Library of a running studio scrolls, as rows of a table.
// The studio is one that `benches/studio` made. With --trace Chromium's own trace is kept, to be opened in its
// developer tools.
import { writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { flags } from '../harness/flags.mjs';

const [url, ...options] = process.argv.slice(2);
const trace = options[options.indexOf('--trace') + 1];
const executablePath = process.env.ATELIER_CHROMIUM;
const browser = await chromium.launch({ executablePath, args: flags });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const faults = [];
page.on('pageerror', (error) => faults.push(error.message));

await page.goto(`${url}/sign-in`);
await page.getByLabel('E-mail').fill('owner@example.com');
await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
await page.getByRole('button', { name: 'Sign in' }).click();
await page.waitForURL('**/library*');
await page.goto(`${url}/library`);
await page.waitForSelector('html[data-hydrated]');
const total = Number(await page.locator('.grid li').first().getAttribute('aria-setsize'));
const cdp = await page.context().newCDPSession(page);
await cdp.send('Performance.enable');

/** Times every frame until it is told to stop, and looks at the grid in each. */
async function watch() {
  await page.evaluate(() => {
    const frames = [];
    const tasks = [];
    const view = document.querySelector('.field-of-view');
    let [most, waiting, before, on] = [0, 0, 0, true];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    const look = (now) => {
      if (before) frames.push(now - before);
      before = now;
      most = Math.max(most, document.getElementsByTagName('*').length);
      const { top, bottom } = view.getBoundingClientRect();
      const shown = [...view.querySelectorAll('.skel')].map((card) => card.getBoundingClientRect());
      if (shown.some((card) => card.bottom > top && card.top < bottom)) waiting += 1;
      if (on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    window.watched = () => {
      on = false;
      observer.disconnect();
      return { frames, tasks, most, waiting };
    };
  });
  const { metrics } = await cdp.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

const of = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

async function phase(name, act) {
  await page.evaluate(() => document.querySelector('.field-of-view').scrollTo(0, 0));
  await page.waitForFunction(() => !document.querySelector('.field-of-view .skel'));
  const before = await watch();
  await act();
  const { metrics } = await cdp.send('Performance.getMetrics');
  const after = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  const { frames, tasks, most, waiting } = await page.evaluate(() => window.watched());
  const reached = Math.max(...(await page.locator('.grid li').evaluateAll((all) => all.map((li) => +li.dataset.index))));
  const each = (metric) => (((after[metric] - before[metric]) * 1000) / frames.length).toFixed(1);
  const late = frames.filter((time) => time > 25).length;
  const count = frames.length;
  const seconds = frames.reduce((sum, time) => sum + time, 0) / 1000;
  frames.sort((a, b) => a - b);
  const [p50, p95, p99, worst] = [0.5, 0.95, 0.99, 1].map((share) => of(frames, share).toFixed(1));
  const cells = [
    ...[name, reached + 1, `${count} in ${seconds.toFixed(1)} s`, p50, p95, p99, worst, `${((late / count) * 100).toFixed(1)} %`],
    ...[each('ScriptDuration'), each('RecalcStyleDuration'), each('LayoutDuration')],
    ...[tasks.length, Math.max(0, ...tasks).toFixed(0), most, `${((waiting / count) * 100).toFixed(0)} %`],
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

console.log(`\n${total.toLocaleString('en')} assets, 1440 × 900\n`);
console.log(
  '| scrolling | reaches asset | frames | p50 ms | p95 | p99 | longest | over 25 ms | script a frame | style | layout | ' +
    'tasks over 50 ms | longest | most elements | frames with a card not loaded |',
);
console.log(`|${'---|'.repeat(15)}`);
if (trace && options.includes('--trace')) await browser.startTracing(page, { screenshots: false });

const { x, y, width, height } = await page.locator('.field-of-view').boundingBox();
await page.mouse.move(x + width / 2, y + height / 2);
const wheel = (step, times) => async () => {
  for (let turn = 0; turn < times; turn++) {
    await page.mouse.wheel(0, step);
    await page.waitForTimeout(16);
  }
};
await phase('wheel, 120 px a turn', wheel(120, 150));
await phase('wheel, 600 px a turn', wheel(600, 150));
await phase('Page Down', async () => {
  await page.locator('.grid a.shot').first().focus();
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(50);
  }
});
await phase('scrubber, from end to end', async () => {
  await page.mouse.wheel(0, 400);
  const handle = page.getByRole('slider', { name: 'Place in the results' });
  await page.waitForFunction(() => document.querySelector('.scrubber.awake'));
  const box = await handle.boundingBox();
  const across = box.x + box.width - 10;
  await page.mouse.move(across, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(across, y + height, { steps: 120 });
  await page.mouse.up();
});
if (trace && options.includes('--trace')) await writeFile(trace, await browser.stopTracing());

await page.waitForFunction(() => !document.querySelector('.field-of-view .skel'));
await browser.close();
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
