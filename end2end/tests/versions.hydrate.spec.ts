import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'versions' });

/** In dark and light, on a desk and on a phone. */
async function shoot(page: Page, name: string, at?: Locator) {
  for (const [width, height] of [[1440, 900], [360, 780]]) {
    await page.setViewportSize({ width, height });
    for (const theme of ['dark', 'light']) {
      await page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), theme);
      await at?.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `test-results/${name}-${width}-${theme}.png` });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('a look-alike becomes a version, is compared, and the old one comes back', async ({ page, context, server }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.upload([fixture('bottle-studio.jpg'), fixture('harbour-dawn.jpg')]);
  await context.addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  const box = new Lightbox(page);
  const row = (name: string) => library.tray.getByRole('listitem').filter({ hasText: name });
  const versions = box.room.getByRole('region', { name: 'Versions' });
  const lines = versions.getByRole('listitem');

  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await test.step('the tray asks', async () => {
    await library.files.setInputFiles(fixture('bottle-studio-cropped.jpg'));
    await expect(row('bottle-studio-cropped.jpg')).toContainText('Looks like bottle-studio.jpg', { timeout: 30_000 });
    await expect(library.say).toHaveText(/^3 assets$/);
    await expectAccessible(page);
    await shoot(page, 'versions-tray');
    await row('bottle-studio-cropped.jpg').getByRole('button', { name: 'Skip bottle-studio-cropped.jpg' }).click();
    await expect(row('bottle-studio-cropped.jpg')).toContainText('Skipped, in the trash');
    await expect(library.say).toHaveText(/^2 assets$/);
    await row('bottle-studio-cropped.jpg').getByRole('button', { name: /^Undo/ }).click();
    await expect(library.say).toHaveText(/^3 assets$/);
    await expect(row('bottle-studio-cropped.jpg')).toContainText('Uploaded');
    await library.tray.getByRole('button', { name: 'Dismiss', exact: true }).click();
  });

  await test.step('the same bytes again: skipped, or kept twice', async () => {
    await library.files.setInputFiles(fixture('bottle-studio-cropped.jpg'));
    await expect(row('bottle-studio-cropped.jpg')).toContainText('Identical to bottle-studio-cropped.jpg');
    await expectAccessible(page);
    await row('bottle-studio-cropped.jpg').getByRole('button', { name: 'Skip bottle-studio-cropped.jpg' }).click();
    await expect(row('bottle-studio-cropped.jpg')).toContainText('Already here');
    await library.tray.getByRole('button', { name: 'Dismiss', exact: true }).click();
    const bytes = await readFile(fixture('meadow.webp'));
    const twins = ['meadow-1.webp', 'meadow-2.webp'].map((name) => ({ name, mimeType: 'image/webp', buffer: bytes }));
    await library.files.setInputFiles(twins);
    await expect(row('Identical to meadow-1.webp')).toContainText('meadow-2.webp');
    await row('meadow-2.webp').getByRole('button', { name: 'Keep both, meadow-2.webp' }).click();
    await expect(row('meadow-2.webp')).toContainText('Uploaded');
    await expect(library.say).toHaveText(/^5 assets$/);
    await library.tray.getByRole('button', { name: 'Dismiss', exact: true }).click();
  });

  await test.step('added as a version', async () => {
    // Nearly the same once more, and so that no hash knows it.
    const cropped = await readFile(fixture('bottle-studio-cropped.jpg'));
    const buffer = Buffer.concat([cropped, Buffer.from('once more')]);
    const ids = (await seed.cards()).filter((card) => card.name === 'bottle-studio-cropped.jpg').map((card) => card.id);
    await seed.trash(ids);
    await library.files.setInputFiles({ name: 'retouched.jpg', mimeType: 'image/jpeg', buffer });
    await expect(row('retouched.jpg')).toContainText('Looks like bottle-studio.jpg', { timeout: 30_000 });
    await row('retouched.jpg').getByRole('button', { name: 'Add as a new version of bottle-studio.jpg' }).click();
    await expect(row('retouched.jpg')).toContainText('Added as a new version of bottle-studio.jpg');
    await expect(library.say).toHaveText(/^4 assets$/);
    const card = library.grid.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'bottle-studio.jpg', exact: true }) });
    await expect(card.getByTitle('2 versions')).toHaveText(/v2/);
    await row('retouched.jpg').getByRole('link', { name: 'Show' }).click();
    await expect(box.name).toHaveText('bottle-studio.jpg');
    await page.keyboard.press('Escape');
    await library.tray.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await library.card('bottle-studio.jpg').click();
    await expect(lines).toHaveCount(2);
    await expect(lines.first()).toContainText('Version 2');
    await expect(lines.first()).toContainText('Current');
    await expect(lines.first()).toContainText('retouched.jpg');
    await expectAccessible(page);
    await shoot(page, 'versions-list', lines.nth(1));
  });

  await test.step('compared', async () => {
    await lines.nth(1).getByRole('link', { name: 'Compare version 1 with the current one' }).click();
    await expect(page).toHaveURL(/compare=1/);
    const both = box.room.getByRole('region', { name: 'Comparison of two versions' });
    await expect(both.getByRole('figure')).toHaveCount(2);
    const pictures = both.getByRole('img');
    await expect(pictures.first()).toHaveAttribute('alt', 'Version 1: bottle-studio.jpg');
    await expect(pictures.nth(1)).toHaveAttribute('alt', 'Version 2: retouched.jpg');
    for (const picture of await pictures.all()) {
      await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
    }
    await expectAccessible(page);
    await shoot(page, 'versions-compare');
    // Both come nearer together.
    await page.keyboard.press('z');
    const near = async () => Promise.all((await pictures.all()).map((picture) => picture.evaluate((img) => img.style.transform)));
    await expect.poll(async () => (await near()).every((transform) => /scale/.test(transform))).toBe(true);
    expect(new Set(await near()).size).toBe(1);
    await page.screenshot({ path: 'test-results/versions-compare-near.png' });
    await page.reload();
    await live(page);
    await expect(both.getByRole('figure')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/compare=/);
    await expect(both).toHaveCount(0);
    await expect(box.name).toHaveText('bottle-studio.jpg');
  });

  await test.step('brought back, undone, and a third one uploaded', async () => {
    await lines.nth(1).getByRole('button', { name: 'Restore version 1' }).click();
    await expect(lines).toHaveCount(3);
    await expect(lines.first()).toContainText('Current, version 1 again');
    await expect(page.getByText('Version 1 is current again, as version 3.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(lines).toHaveCount(4);
    await expect(lines.first()).toContainText('Current, version 2 again');
    const buffer = Buffer.concat([await readFile(fixture('bottle-studio.jpg')), Buffer.from('last')]);
    await versions.getByLabel('Upload new version').setInputFiles({ name: 'final.jpg', mimeType: 'image/jpeg', buffer });
    await expect(lines).toHaveCount(5);
    await expect(lines.first()).toContainText('final.jpg');
    await expect(row('final.jpg')).toContainText('Added as a new version of bottle-studio.jpg');
    await expect(box.name).toHaveText('bottle-studio.jpg');
  });
});
