import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'trash' });

test('picked assets are downloaded, deleted, and deleted for good', async ({ page, context, server }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.upload(['harbour-dawn.jpg', 'bars-slide.png', 'circles-poster.jpg'].map(fixture));
  await context.addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.say).toHaveText('3 assets');
  await library.card('harbour-dawn.jpg').focus();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('toolbar');
  await expect(bar).toContainText('3 selected');
  await bar.getByRole('button', { name: 'Download' }).click();
  const downloading = page.waitForEvent('download');
  await bar.getByRole('button', { name: 'All in one folder' }).click();
  expect((await downloading).suggestedFilename()).toBe('Saltmarsh 3 assets.zip');

  await bar.getByRole('button', { name: 'Delete (Del)' }).click();
  await expect(library.say).toHaveText('0 assets');
  await page.goto('/library?brand=saltmarsh&bucket=trash');
  await live(page);
  await library.card('bars-slide.png').focus();
  await page.keyboard.press('Space');
  await expect(bar).toContainText('1 selected');
  await bar.getByRole('button', { name: 'Delete for good' }).click();
  const one = page.getByRole('dialog', { name: 'Delete this asset for good?' });
  await one.getByRole('button', { name: 'Cancel' }).click();
  await expect(library.say).toHaveText('3 assets');
  await bar.getByRole('button', { name: 'Delete for good' }).click();
  await one.getByRole('button', { name: 'Delete for good' }).click();
  await expect(library.say).toHaveText('2 assets');
  await expect(bar).toBeHidden();

  await page.getByRole('button', { name: 'Empty trash' }).click();
  const all = page.getByRole('dialog', { name: 'Delete 2 assets for good?' });
  await all.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('2 assets deleted for good.')).toBeVisible();
  await expect(page.getByText('The trash is empty')).toBeVisible();
});
