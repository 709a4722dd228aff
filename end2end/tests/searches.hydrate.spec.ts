import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'searches' });

const photos = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'circles-poster.jpg'];

test('a search is kept as a smart collection that fills itself, renamed, deleted and brought back', async ({ page, context, server }) => {
  test.setTimeout(150_000);
  const seed = await Seed.of(server.url);
  await seed.upload(photos.map(fixture));
  const cards = await seed.cards();
  const id = (name: string) => cards.find((card) => card.name === name)!.id;
  await seed.rate(id('harbour-dawn.jpg'), 5);
  await context.addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  const rail = page.getByRole('complementary', { name: 'Buckets and collections' });
  const row = (name: string) => rail.locator('.row').filter({ has: page.getByRole('link', { name, exact: true }) });
  const dialog = (name: string) => page.getByRole('dialog', { name });

  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(page.getByRole('button', { name: 'Save search' })).toHaveCount(0);

  await test.step('kept', async () => {
    await page.goto('/library?brand=saltmarsh&rating=5');
    await live(page);
    await page.getByRole('button', { name: 'Save search' }).click();
    const asks = dialog('Save search');
    await expect(asks.getByLabel('Name')).toBeFocused();
    await asks.getByLabel('Name').fill('Five stars');
    await asks.getByRole('switch').click();
    await page.screenshot({ path: 'test-results/save-search.png' });
    await asks.getByRole('button', { name: 'Save search' }).click();
    await expect(asks).toBeHidden();
    await expect(row('Five stars').locator('.count')).toHaveText('1');
    await expect(row('Five stars')).toHaveAttribute('aria-current', 'true');
  });

  await test.step('its count is live', async () => {
    await page.goto('/library?brand=saltmarsh');
    await live(page);
    await seed.rate(id('bottle-studio.jpg'), 5);
    await expect(row('Five stars').locator('.count')).toHaveText('2');
    await page.screenshot({ path: 'test-results/smart-collections.png' });
    await expectAccessible(page);
  });

  await test.step('it leads to what it finds', async () => {
    await rail.getByRole('link', { name: 'Five stars', exact: true }).click();
    await expect(page).toHaveURL(/rating=5/);
    await expect(library.say).toHaveText(/^2 of 3 assets$/);
    await expect(row('Five stars')).toHaveAttribute('aria-current', 'true');
  });

  await test.step('renamed', async () => {
    await row('Five stars').hover();
    await rail.getByRole('button', { name: 'Actions for Five stars' }).click();
    await page.getByRole('menu', { name: 'Search Five stars' }).getByRole('menuitem', { name: 'Rename…' }).click();
    await dialog('Rename search').getByLabel('Name').fill('The best');
    await dialog('Rename search').getByRole('button', { name: 'Rename' }).click();
    await expect(rail.getByRole('link', { name: 'The best', exact: true })).toBeVisible();
    await expect(rail.getByRole('link', { name: 'Five stars', exact: true })).toHaveCount(0);
  });

  await test.step('deleted and brought back', async () => {
    await row('The best').hover();
    await rail.getByRole('button', { name: 'Actions for The best' }).click();
    await page.getByRole('menu', { name: 'Search The best' }).getByRole('menuitem', { name: 'Delete search' }).click();
    await expect(rail.getByRole('link', { name: 'The best', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row('The best').locator('.count')).toHaveText('2');
  });
});
