import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'decisions' });

/** The library with these files and no others, and a person before it. */
async function begin(page: Page, url: string, files: string[]) {
  const seed = await Seed.of(url);
  const before = (await seed.cards()).map((card) => card.id);
  if (before.length > 0) await seed.trash(before);
  await seed.upload(files.map(fixture));
  await page.context().addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.say).toHaveText(`${files.length} assets`);
  const row = (name: string) => library.tray.getByRole('listitem').filter({ hasText: name });
  const dismiss = () => library.tray.getByRole('button', { name: 'Dismiss', exact: true }).click();
  return { library, tray: library.tray, row, dismiss, seed };
}

const type = (name: string) => (name.endsWith('.webp') ? 'image/webp' : 'image/jpeg');

/** A file as it is. */
const plain = async (name: string) => ({ name, mimeType: type(name), buffer: await readFile(fixture(name)) });

/** The same picture under another name, with a tail by which its bytes are its own. */
async function tailed(file: string, name: string) {
  const { mimeType, buffer } = await plain(file);
  return { name, mimeType, buffer: Buffer.concat([buffer, Buffer.from(`${name} ${Math.random()}`)]) };
}

test('several identical files are skipped or kept with one answer', async ({ page, server }) => {
  test.setTimeout(120_000);
  const known = ['harbour-dawn.jpg', 'meadow.webp', 'circles-poster.jpg'];
  const { library, tray, row, dismiss } = await begin(page, server.url, known);
  const files = known.map(plain);
  await library.files.setInputFiles(await Promise.all([...files, tailed('bottle-studio.jpg', 'new.jpg')]));
  await expect(row('new.jpg')).toContainText('Uploaded');
  await expect(tray).toContainText('3 are identical to others');
  await expect(tray.getByRole('heading')).toHaveText('1 file uploaded into Saltmarsh');
  await expectAccessible(page);
  await tray.getByRole('button', { name: 'Skip all 3 identical files' }).press('Enter');
  for (const name of known) await expect(row(name)).toContainText('Already here');
  await expect(tray).not.toContainText('are identical to others');
  await expect(tray).toContainText('3 already here.');
  await expect(tray.getByRole('list', { name: 'Files' }), 'the keyboard keeps its place').toBeFocused();
  await expect(library.say).toHaveText('4 assets');
  await dismiss();

  await library.files.setInputFiles(known.map(fixture));
  await expect(tray).toContainText('3 are identical to others');
  await expect(tray.getByRole('heading')).toHaveText('3 files to decide on into Saltmarsh');
  await tray.getByRole('button', { name: 'Keep all 3 identical files' }).click();
  for (const name of known) await expect(row(name)).toContainText('Uploaded');
  await expect(library.say).toHaveText('7 assets');
  await expect(tray.getByRole('heading')).toHaveText('3 files uploaded into Saltmarsh');
});

test('several look-alikes are skipped, kept or added as versions with one answer', async ({ page, server }) => {
  test.setTimeout(180_000);
  const { library, tray, row, dismiss, seed } = await begin(page, server.url, ['bottle-studio.jpg', 'harbour-dawn.jpg']);
  const names = ['crop-1.jpg', 'crop-2.jpg', 'crop-3.jpg'];
  const send = async () => {
    const files = names.map((name) => tailed('bottle-studio-cropped.jpg', name));
    await library.files.setInputFiles(await Promise.all([...files, tailed('meadow.webp', 'other.jpg')]));
    await expect(tray).toContainText('3 look like others', { timeout: 45_000 });
    for (const name of names) await expect(row(name)).toContainText('Looks like bottle-studio.jpg');
    await expect(row('other.jpg')).not.toContainText('Looks like');
  };
  /** Takes away what a step has brought, so that the next begins like it. */
  const clear = async () => {
    await dismiss();
    const cards = await seed.cards();
    await seed.trash(cards.filter((card) => /^(crop|other)/.test(card.name)).map((card) => card.id));
    await expect(library.say).toHaveText('2 assets');
  };

  await test.step('skipped', async () => {
    await send();
    await expectAccessible(page);
    await tray.getByRole('button', { name: 'Skip all 3 look-alikes' }).press('Enter');
    for (const name of names) await expect(row(name)).toContainText('Skipped, in the trash');
    await expect(tray).not.toContainText('look like others');
    await expect(tray.getByRole('list', { name: 'Files' }), 'the keyboard keeps its place').toBeFocused();
    await expect(library.say).toHaveText('3 assets');
    await row('crop-2.jpg').getByRole('button', { name: 'Undo: keep crop-2.jpg' }).click();
    await expect(library.say).toHaveText('4 assets');
    await clear();
  });

  await test.step('kept', async () => {
    await send();
    await tray.getByRole('button', { name: 'Keep all 3 look-alikes' }).click();
    for (const name of names) await expect(row(name)).toContainText(/^(?!.*Looks like).*Uploaded/);
    await expect(library.say).toHaveText('6 assets');
    await clear();
  });

  await test.step('added as versions', async () => {
    await send();
    await tray.getByRole('button', { name: 'Add all as versions 3 look-alikes' }).click();
    for (const name of names) await expect(row(name)).toContainText('Added as a new version of bottle-studio.jpg');
    await expect(library.say).toHaveText('3 assets');
    await expect(page.getByRole('alert')).toHaveCount(0);
    const link = page.getByRole('link', { name: 'bottle-studio.jpg', exact: true });
    const bottle = library.grid.getByRole('listitem').filter({ has: link });
    await expect(bottle.getByTitle('4 versions')).toHaveText(/v4/);
  });
});
