import type { Page } from '@playwright/test';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'grid' });

let seed: Seed;

test.beforeAll(async ({ server }) => {
  test.setTimeout(120_000);
  seed = await Seed.of(server.url);
  await seed.tiles(70);
});

test.beforeEach(async ({ context }) => {
  await context.addCookies((await seed.state()).cookies);
});

const columns = (page: Page) =>
  page.getByRole('list', { name: 'Assets', exact: true }).evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length);

async function open(page: Page) {
  const library = new LibraryPage(page);
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.say).toHaveText(/ assets$/);
  // Measured, so that the keys know their rows.
  await expect(library.grid.getByRole('listitem').nth(1).locator('a.shot')).toHaveAttribute('tabindex', '-1');
  return library;
}

test('the density decides how many stand in a row, and is kept', async ({ page }) => {
  await open(page);
  const choose = (words: string) => page.getByRole('group', { name: 'Density' }).getByRole('radio', { name: words }).check({ force: true });
  expect(await columns(page)).toBe(8);
  await choose('Small');
  await expect.poll(() => columns(page)).toBe(11);
  await page.screenshot({ path: 'test-results/density-small.png' });
  await choose('Large');
  await expect.poll(() => columns(page)).toBe(4);
  await page.screenshot({ path: 'test-results/density-large.png' });

  // The document comes with it, so that nothing moves when the page wakes up.
  const document = await (await page.request.get('/library?brand=saltmarsh')).text();
  expect(document).toContain('data-density="L"');
  await page.reload();
  expect(await columns(page)).toBe(4);
  await live(page);
  expect(await columns(page)).toBe(4);
  await expect(page.getByRole('group', { name: 'Density' }).getByRole('radio', { name: 'Large' })).toBeChecked();

  // Over another page of the same document, too.
  await page.getByRole('link', { name: 'Brands' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Brands' })).toBeVisible();
  await page.goBack();
  await expect.poll(() => columns(page)).toBe(4);
  await choose('Medium');
  await expect.poll(() => columns(page)).toBe(8);
  expect(await (await page.request.get('/library')).text()).not.toContain('data-density');
});

test('the keyboard stays in the grid when what it was at is deleted', async ({ page }) => {
  const library = await open(page);
  const link = (index: number) => library.grid.locator(`[data-index="${index}"] a.shot`);
  const [second, third, fourth] = [await link(1).getAttribute('aria-label'), await link(2).getAttribute('aria-label'), await link(3).getAttribute('aria-label')];
  await link(1).focus();
  await page.keyboard.press('Delete');
  await expect(library.card(second!)).toHaveCount(0);
  await expect(library.card(third!)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(library.card(fourth!)).toBeFocused();

  await test.step('by the bulk bar, which goes with its button', async () => {
    await page.keyboard.press('Space');
    const bar = page.getByRole('toolbar');
    await expect(bar).toContainText('1 selected');
    await bar.getByRole('button', { name: 'Delete (Del)' }).focus();
    await page.keyboard.press('Enter');
    await expect(library.card(fourth!)).toHaveCount(0);
    await expect(bar).toBeHidden();
    const fifth = await link(2).getAttribute('aria-label');
    await expect(library.card(fifth!)).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(library.card(third!)).toBeFocused();
  });

  await test.step('a card that moves keeps it', async () => {
    await page.goto('/library?brand=saltmarsh&sort=rating');
    await live(page);
    await expect(link(1)).toHaveAttribute('tabindex', '-1');
    const name = await link(4).getAttribute('aria-label');
    await link(4).focus();
    await page.keyboard.press('5');
    await expect(link(0)).toHaveAttribute('aria-label', name!);
    await expect(library.card(name!)).toBeFocused();
  });
});
