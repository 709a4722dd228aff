import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { enter } from '../harness/studio.ts';
import { expect, test } from '../harness/test.ts';

const field = (page: Page) => page.getByRole('complementary').getByLabel('Upload to library');
const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' });
const row = (page: Page, name: string) => tray(page).getByRole('listitem').filter({ hasText: name });

/** A picture that no other test sends, of any length: decoders stop before its tail. */
async function picture(name: string, bytes = 0) {
  const picture = await readFile(fixture('meadow.webp'));
  const tail = Buffer.alloc(Math.max(64, bytes - picture.length), `${name} ${Math.random()} `);
  return { name, mimeType: 'image/webp', buffer: Buffer.concat([picture, tail]) };
}

test('chosen files are sent, refused with the reason, and known again', async ({ page }) => {
  await enter(page);
  const files = ['harbour-dawn.jpg', 'mark-transparent.png', 'not-a-picture.jpg'];
  await field(page).setInputFiles(files.map(fixture));
  await expect(row(page, 'harbour-dawn.jpg')).toContainText('Uploaded');
  await expect(row(page, 'mark-transparent.png')).toContainText('Uploaded');
  await expect(row(page, 'not-a-picture.jpg')).toContainText('Atelier takes images, videos, audio and PDF.');
  await expect(tray(page).getByRole('heading')).toHaveText('2 files uploaded into Saltmarsh');
  await expectAccessible(page);

  await tray(page).getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(tray(page)).toBeHidden();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/upload')) sent.push(request.method());
  });
  await field(page).setInputFiles(fixture('harbour-dawn.jpg'));
  await expect(row(page, 'harbour-dawn.jpg')).toContainText('Identical to harbour-dawn.jpg');
  await row(page, 'harbour-dawn.jpg').getByRole('button', { name: 'Skip harbour-dawn.jpg' }).click();
  await expect(row(page, 'harbour-dawn.jpg')).toContainText('Already here');
  expect(sent, 'known bytes do not travel').toEqual([]);
  await row(page, 'harbour-dawn.jpg').getByRole('link', { name: 'Show' }).click();
  await expect(page).toHaveURL(/\/library\/[0-9a-z]{26}\?brand=saltmarsh/);
});

test('a long file travels in parts and goes on where a break left it', async ({ page, guard }) => {
  guard.allow(/net::ERR_/);
  await enter(page);
  const long = await picture('long.webp', 20_000_000);
  const parts: number[] = [];
  let broken = false;
  await page.route('**/upload/*', async (route) => {
    const request = route.request();
    const offset = Number(request.headers()['upload-offset'] ?? -1);
    if (request.method() === 'PATCH' && offset > 0 && !broken) {
      broken = true;
      return route.abort('connectionreset');
    }
    if (request.method() === 'PATCH') parts.push(offset);
    return route.continue();
  });
  await field(page).setInputFiles(long);
  await expect(row(page, 'long.webp')).toContainText('Uploaded', { timeout: 45_000 });
  expect(broken).toBe(true);
  expect(parts, 'nothing travelled twice').toEqual([0, 8_388_608, 16_777_216]);
});

/** Lets the first part of a long file through and holds the others, as a slow line, until let go. */
async function slowly(context: BrowserContext) {
  const line = { held: true, holding: false, parts: [] as number[] };
  await context.route('**/upload/*', async (route) => {
    const request = route.request();
    const offset = Number(request.headers()['upload-offset'] ?? -1);
    if (request.method() !== 'PATCH') return route.continue();
    if (line.held && offset > 0) {
      line.holding = true;
      return;
    }
    line.parts.push(offset);
    return route.continue();
  });
  return line;
}

test('a file is paused and goes on where it stopped', async ({ page, context, guard }) => {
  guard.allow(/net::ERR_/);
  await enter(page);
  const line = await slowly(context);
  await field(page).setInputFiles(await picture('paused.webp', 20_000_000));
  await expect.poll(() => line.holding).toBe(true);
  await row(page, 'paused.webp').getByRole('button', { name: 'Pause paused.webp' }).click();
  await expect(row(page, 'paused.webp')).toContainText('Paused');
  await expect(tray(page).getByRole('heading')).toHaveText('1 file paused into Saltmarsh');
  await expectAccessible(page);
  line.held = false;
  await row(page, 'paused.webp').getByRole('button', { name: 'Resume paused.webp' }).click();
  await expect(row(page, 'paused.webp')).toContainText('Uploaded', { timeout: 45_000 });
  expect(line.parts, 'nothing travelled twice').toEqual([0, 8_388_608, 16_777_216]);
});

test('all files are paused and resumed at once', async ({ page, guard }) => {
  guard.allow(/net::ERR_/);
  await enter(page);
  let held = true;
  await page.route('**/upload', async (route) => {
    if (!held) await route.continue();
  });
  await field(page).setInputFiles(await Promise.all([1, 2, 3, 4, 5].map((n) => picture(`halt-${n}.webp`))));
  await expect(row(page, 'halt-1.webp')).toContainText(/of 0 kB|of \d+ kB|Finishing/);
  await tray(page).getByRole('button', { name: 'Pause all' }).click();
  await expect(tray(page).getByRole('heading')).toHaveText('5 files paused into Saltmarsh');
  held = false;
  await tray(page).getByRole('button', { name: 'Resume all' }).click();
  await expect(tray(page).getByRole('heading')).toHaveText('5 files uploaded into Saltmarsh', { timeout: 30_000 });
});

test('an upload outlives its tab', async ({ page, context, guard }) => {
  guard.allow(/net::ERR_/);
  await enter(page);
  const folder = await mkdtemp(join(tmpdir(), 'atelier-e2e-files-'));
  const path = join(folder, 'outlived.webp');
  await writeFile(path, (await picture('outlived.webp', 20_000_000)).buffer);
  const line = await slowly(context);
  await field(page).setInputFiles(path);
  await expect.poll(() => line.holding).toBe(true);
  page.on('dialog', (dialog) => dialog.accept());
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;

  const later = await context.newPage();
  await later.goto('/library?brand=saltmarsh');
  // The first part is kept whole, and of the second as much as the wire had taken.
  await expect(row(later, 'outlived.webp')).toContainText(/Choose the file again to go on, \d+\.\d of 20\.0 MB sent/);
  const sent = (await row(later, 'outlived.webp').textContent())!.match(/[\d.]+ of 20\.0 MB sent/)![0];
  expect(parseFloat(sent)).toBeGreaterThanOrEqual(8.3);
  await expectAccessible(later);
  // Kept for the tab after this one, too.
  await later.reload();
  await expect(row(later, 'outlived.webp')).toContainText(sent);
  line.held = false;
  line.parts.length = 0;
  await later.getByLabel('Choose outlived.webp').setInputFiles(path);
  await expect(row(later, 'outlived.webp')).toContainText('Uploaded', { timeout: 45_000 });
  expect(line.parts[0], 'what had arrived did not travel again').toBeGreaterThanOrEqual(8_388_608);
  await later.reload();
  await expect(later.getByRole('main')).toBeVisible();
  await expect(tray(later)).toBeHidden();
  await rm(folder, { recursive: true });
});

test('a dropped folder is walked through', async ({ page }) => {
  await enter(page);
  const folder = await mkdtemp(join(tmpdir(), 'atelier-e2e-files-'));
  const top = join(folder, 'shoot');
  await mkdir(join(top, 'day 2', 'close'), { recursive: true });
  for (const name of ['one.webp', 'day 2/two.webp', 'day 2/close/three.webp']) {
    await writeFile(join(top, name), (await picture(name)).buffer);
  }
  await writeFile(join(top, '.DS_Store'), 'no picture');
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [top], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
  }
  await expect(page.getByText('Drop to upload into Saltmarsh')).toBeVisible();
  await browser.send('Input.dispatchDragEvent', { type: 'drop', x: 700, y: 400, data });
  for (const name of ['one.webp', 'two.webp', 'three.webp']) {
    await expect(row(page, name)).toContainText('Uploaded');
  }
  await expect(tray(page).getByRole('heading')).toHaveText('3 files uploaded into Saltmarsh');
  await rm(folder, { recursive: true });
});

test('a cancelled file is forgotten and can be sent after all', async ({ page, guard }) => {
  guard.allow(/net::ERR_/);
  await enter(page);
  let held = true;
  await page.route('**/upload', async (route) => {
    // As a slow line: never answered until cancelled.
    if (held) return;
    await route.continue();
  });
  await field(page).setInputFiles(await picture('slow.webp'));
  await row(page, 'slow.webp').getByRole('button', { name: 'Cancel slow.webp' }).click();
  await expect(row(page, 'slow.webp')).toContainText('Cancelled');
  held = false;
  await row(page, 'slow.webp').getByRole('button', { name: 'Retry' }).click();
  await expect(row(page, 'slow.webp')).toContainText('Uploaded');
});

/** Gives files to the page as a drop or a paste does. */
async function give(page: Page, kind: 'drop' | 'paste', name: string) {
  const { buffer } = await picture(name);
  await page.evaluate(
    ([kind, name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes as number[])], name as string, { type: 'image/webp' }));
      const event = (of: string) =>
        of === 'paste'
          ? new ClipboardEvent(of, { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent(of, { dataTransfer: data, bubbles: true, cancelable: true });
      const steps = kind === 'paste' ? ['paste'] : ['dragenter', 'dragover'];
      for (const step of steps) document.body.dispatchEvent(event(step));
      (window as unknown as { drop: () => void }).drop = () => document.body.dispatchEvent(event('drop'));
    },
    [kind, name, [...buffer]] as const,
  );
}

test('files are dropped anywhere and pasted', async ({ page }) => {
  await enter(page);
  await give(page, 'drop', 'dropped.webp');
  await expect(page.getByText('Drop to upload into Saltmarsh')).toBeVisible();
  await page.evaluate(() => (window as unknown as { drop: () => void }).drop());
  await expect(page.getByText('Drop to upload into Saltmarsh')).toBeHidden();
  await expect(row(page, 'dropped.webp')).toContainText('Uploaded');
  await give(page, 'paste', 'pasted.webp');
  await expect(row(page, 'pasted.webp')).toContainText('Uploaded');
});

test('many files at once leave the page at ease', async ({ page }) => {
  test.setTimeout(240_000);
  await enter(page);
  const many = await Promise.all(Array.from({ length: 372 }, (_, n) => picture(`many-${n}.webp`, 60_000)));
  await field(page).setInputFiles(many);
  await expect(tray(page).getByRole('heading')).toHaveText('Uploading 372 files into Saltmarsh');
  expect(await tray(page).getByRole('listitem').count()).toBeLessThanOrEqual(40);
  await tray(page).getByRole('button', { name: 'Fold away' }).click();
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
  await expect(tray(page).getByRole('heading')).toHaveText('372 files uploaded into Saltmarsh', { timeout: 160_000 });
});

test('collection, campaign and tags are set once for all files', async ({ page }) => {
  await enter(page);
  const made = await page.request.post('/api/campaigns/create', { data: { brand: 'saltmarsh', name: 'Tide', description: '' } });
  const campaign = (await made.json()) as string;
  const options = page.getByRole('dialog', { name: 'Upload options' });
  await page.getByRole('button', { name: 'Upload options' }).click();
  await options.getByLabel('Campaign').selectOption({ label: 'Tide' });
  await options.getByLabel('Tags').fill('koi, deep sea');
  await expectAccessible(page);
  await options.getByRole('button', { name: 'Use for uploads' }).click();
  await expect(options).toBeHidden();
  await expect(page.getByText('Uploads get Tide, koi, deep sea')).toBeVisible();
  await page.screenshot({ path: 'test-results/upload-options.png' });
  await field(page).setInputFiles([await picture('batch-1.webp'), await picture('batch-2.webp')]);
  await expect(row(page, 'batch-1.webp')).toContainText('Uploaded');
  await expect(row(page, 'batch-2.webp')).toContainText('Uploaded');
  await page.goto(`/library?brand=saltmarsh&campaign=${campaign}&tag=deep%20sea`);
  await expect(page.locator('.result .say')).toHaveText(/^2 of /);

  await page.goto('/library?brand=saltmarsh');
  await expect(page.getByText('Uploads get')).toHaveCount(0);
});
