import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { BulkBar } from '../pages/bulk.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'picking' });

const many = 220;
let seed: Seed;

test.beforeAll(async ({ server }) => {
  test.setTimeout(300_000);
  seed = await Seed.of(server.url);
  await seed.collection('Winter');
  await seed.campaign('Launch', '', []);
  const harbour = await seed.secondBrand('Harbour');
  await seed.collection('Boats', harbour);
  await seed.tiles(many);
});

test('what was never scrolled to is picked, counted and offered like what was', async ({ page, context, guard }) => {
  test.setTimeout(180_000);
  // The failure it provokes.
  guard.allow(/ERR_FAILED.*library\/groups/);
  await context.addCookies((await seed.state()).cookies);
  const [library, bulk] = [new LibraryPage(page), new BulkBar(page)];
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.say).toHaveText(`${many} assets`);

  await test.step('panels wait for the server and tell of all', async () => {
    await page.keyboard.press('Control+a');
    await bulk.counts(String(many));
    let answer = () => {};
    const asked = new Promise<void>((done) => (answer = done));
    await page.route('**/api/library/groups', async (route) => {
      await asked;
      await route.continue();
    });
    const panel = await bulk.open('Change status');
    await expect(panel.getByText('Fetching…')).toBeVisible();
    answer();
    const submit = panel.getByRole('button', { name: new RegExp(`^Submit for review\\s*${many}$`) });
    await expect(submit).toBeFocused();
    await submit.click();
    await bulk.says(`${many} assets submitted for review.`);
    await bulk.undo.click();
    await bulk.says(`${many} assets withdrawn.`);
    await page.unroute('**/api/library/groups');
    await expect((await bulk.open('Add to collection', 'Add to collection (C)')).getByRole('button', { name: 'Winter' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect((await bulk.open('Add to campaign')).getByRole('button', { name: 'Launch' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect((await bulk.open('Move to brand')).getByRole('button', { name: 'Harbour' })).toBeFocused();
    await page.keyboard.press('Escape');
    await bulk.counts(String(many));
    await page.keyboard.press('Escape');
    await expect(bulk.bar).toBeHidden();
  });

  await test.step('a failure is told in the panel', async () => {
    await page.keyboard.press('Control+a');
    await page.route('**/api/library/groups', (route) => route.abort());
    await expect((await bulk.open('Change status')).getByRole('alert')).toBeVisible();
    await page.unroute('**/api/library/groups');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  await test.step('Shift from the first to the last', async () => {
    const card = (place: number) => library.grid.locator(`[data-index="${place}"] a.shot`);
    await card(2).focus();
    await page.keyboard.press('Space');
    await bulk.counts('1');
    await page.keyboard.press('End');
    await expect(card(many - 1)).toBeFocused({ timeout: 15_000 });
    await card(many - 3).click({ modifiers: ['Shift'] });
    await bulk.counts(String(many - 4));
    for (const width of [1440, 1280, 1024, 768]) {
      await page.setViewportSize({ width, height: 900 });
      const hidden = await bulk.bar.evaluate((bar) => bar.scrollWidth - bar.clientWidth);
      expect(hidden, `pixels of the bar out of sight at ${width}`).toBe(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('Escape');
    await expect(bulk.bar).toBeHidden();
    await page.keyboard.press('Home');
    await expect(card(0)).toBeFocused({ timeout: 15_000 });
  });

  await test.step('what is picked late is not picked in another place', async () => {
    let answer = () => {};
    const asked = new Promise<void>((done) => (answer = done));
    await page.route('**/api/library/ids**', async (route) => {
      await asked;
      await route.continue();
    });
    const answered = page.waitForResponse('**/api/library/ids**');
    await page.keyboard.press('Control+a');
    await page.getByRole('link', { name: /^Recently added/ }).click();
    await expect(page).toHaveURL(/bucket=recent/);
    await expect(library.grid.locator('.skel')).toHaveCount(0);
    answer();
    await answered;
    await page.waitForTimeout(300);
    await expect(bulk.bar).toBeHidden();
  });
});
