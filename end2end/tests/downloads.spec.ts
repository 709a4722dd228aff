import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';

test.use({ own: 'downloads' });

/** Presses, and waits for what the browser saves. */
async function saved(page: Page, press: () => Promise<void>) {
  const downloading = page.waitForEvent('download');
  await press();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The names that the directory of a zip lists. */
function listed(zip: Buffer): string[] {
  const names = [];
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 1)) {
    names.push(zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28)).toString());
  }
  return names.sort();
}

test('results and public pages come as one zip', async ({ page, context, server }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.upload(['harbour-dawn.jpg', 'bars-slide.png', 'circles-poster.jpg'].map(fixture));
  const id = async (name: string) => (await seed.cards()).find((card) => card.name === name)!.id;
  await seed.tag(await id('harbour-dawn.jpg'), 'sea');
  await seed.tag(await id('bars-slide.png'), 'sea');
  await context.addCookies((await seed.state()).cookies);
  await page.goto('/library?brand=saltmarsh&tag=sea');
  await live(page);
  await page.getByRole('button', { name: 'Download all' }).click();
  const results = await saved(page, () => page.getByRole('button', { name: 'All in one folder' }).click());
  expect(results.name).toBe('Saltmarsh 2 assets.zip');
  expect(listed(results.bytes)).toEqual(['bars-slide.png', 'harbour-dawn.jpg']);
  await expect(page, 'the page stays').toHaveURL(/\/library\?brand=saltmarsh&tag=sea/);

  await seed.approve([await id('circles-poster.jpg')]);
  const { link } = await seed.campaign('Low tide', '', [await id('circles-poster.jpg')]);
  await context.clearCookies();
  await page.goto(link);
  const shown = await saved(page, () => page.getByRole('link', { name: 'Download the file' }).click());
  expect(shown.name).toBe('Low tide.zip');
  expect(listed(shown.bytes)).toEqual(['circles-poster.jpg']);
});
