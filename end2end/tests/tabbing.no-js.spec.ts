import { Seed, test } from '../harness/seed.ts';
import { expect } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'tabbing' });

test('Tab reaches every card, and the way out', async ({ page, context, server }) => {
  const seed = await Seed.of(server.url);
  await seed.tiles(12);
  await context.addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  await page.goto('/library?brand=saltmarsh');

  const cards = library.grid.getByRole('listitem');
  await expect(cards).toHaveCount(12);
  await cards.first().locator('a.shot').focus();
  for (let card = 1; card < 12; card++) {
    // One stop is the way to what looks like the card before.
    await page.keyboard.press('Tab');
    await expect(cards.nth(card - 1).getByRole('link', { name: 'Find similar' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(cards.nth(card).locator('a.shot')).toBeFocused();
  }

  await page.getByRole('button', { name: /, account$/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('the density of the last visit is drawn', async ({ page, context, server }) => {
  const seed = await Seed.of(server.url);
  await context.addCookies([...(await seed.state()).cookies, { name: 'density', value: 'L', url: server.url }]);
  await page.goto('/library?brand=saltmarsh');
  const columns = new LibraryPage(page).grid.evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length);
  expect(await columns).toBe(4);
});
