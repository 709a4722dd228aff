import type { Locator } from '@playwright/test';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expectAccessible } from '../harness/axe.ts';
import { expect, live } from '../harness/test.ts';
import { BulkBar } from '../pages/bulk.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'bulk-phone' });

const photos = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'circles-poster.jpg', 'bars-slide.png'];

/** As wide and high as a finger. */
async function reaches(target: Locator) {
  const { width, height, x } = (await target.boundingBox())!;
  expect(Math.min(width, height), await target.textContent().then(String)).toBeGreaterThanOrEqual(44);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(target.page().viewportSize()!.width);
}

test('a selection is made and used on a phone', async ({ page, context, server }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.upload(photos.map(fixture));
  await seed.collection('Winter');
  await seed.campaign('Launch', '', []);
  await seed.secondBrand('Harbour');
  await context.addCookies((await seed.state()).cookies);
  const [library, bulk] = [new LibraryPage(page), new BulkBar(page)];
  const ring = (name: string) =>
    library.grid.locator('li').filter({ has: page.getByRole('link', { name, exact: true }) }).locator('.pick');
  await page.goto('/library?brand=saltmarsh');
  await live(page);

  await test.step('rings are seen, and within reach', async () => {
    await expect(ring(photos[0])).toHaveCSS('opacity', '1');
    await reaches(ring(photos[0]));
    await expect(library.grid.getByRole('link', { name: 'Find similar' }).first()).toBeHidden();
    await ring(photos[0]).tap();
    await bulk.counts('1');
  });

  await test.step('a tap on a picture picks too, once something is picked', async () => {
    const picture = library.grid.getByRole('link', { name: photos[1], exact: true });
    await picture.tap();
    await bulk.counts('2');
    await picture.tap();
    await bulk.counts('1');
  });

  await test.step('everything in the bar is', async () => {
    const buttons = await bulk.bar.getByRole('button').or(bulk.bar.getByRole('link')).all();
    expect(buttons.length).toBe(8);
    for (const button of buttons) await reaches(button);
    await expectAccessible(page, '.bulk', 'the bulk bar of a phone');
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });

  await test.step('all are picked', async () => {
    await bulk.bar.getByRole('button', { name: 'Select all 4' }).tap();
    await bulk.counts('4');
    await expect(bulk.bar.getByRole('button', { name: /Select all/ })).toBeHidden();
  });

  await test.step('what has no room is behind More', async () => {
    for (const [words, panel, choice, done] of [
      ['Add to campaign', 'Add to campaign', 'Launch', '4 assets added to Launch.'],
      ['Rate', 'Rate', '3 of 5 stars', '4 assets rated 3 stars.'],
    ]) {
      await bulk.button('More actions').tap();
      await bulk.panel('More actions').getByRole('button', { name: words }).tap();
      await expect(bulk.panel('More actions')).toBeHidden();
      const target = bulk.panel(panel).getByRole('button', { name: choice });
      await expect(target).toBeVisible();
      await reaches(target);
      await target.tap();
      await bulk.says(done);
    }
    await bulk.button('Add to collection (C)').tap();
    await bulk.panel('Add to collection').getByRole('button', { name: 'Winter' }).tap();
    await bulk.says('4 assets filed into Winter.');
  });

  await test.step('deleted, and taken back above the bar', async () => {
    await bulk.button('Delete (Del)').tap();
    await bulk.says('4 assets deleted.');
    await expect(bulk.bar).toBeHidden();
    await bulk.undo.tap();
    await expect(library.say).toHaveText('4 assets');
    await ring(photos[1]).tap();
    await bulk.button('More actions').tap();
    await bulk.panel('More actions').getByRole('button', { name: 'Move to brand' }).tap();
    await bulk.panel('Move to brand').getByRole('button', { name: 'Harbour' }).tap();
    await bulk.says('1 asset moved to Harbour.');
    await bulk.undo.tap();
    await bulk.says('1 asset moved back, as drafts.');
    await expect(library.say).toHaveText('4 assets');
  });
});
