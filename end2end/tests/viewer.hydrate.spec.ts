import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'viewer' });

const files = ['bars-slide.png', 'bottle-studio.jpg', 'circles-poster.jpg', 'harbour-dawn.jpg', 'meadow.webp'];
let seed: Seed;

test.beforeAll(async ({ server }) => {
  test.setTimeout(240_000);
  seed = await Seed.of(server.url);
  await seed.upload(files.map(fixture));
});

test.beforeEach(async ({ context }) => {
  await context.addCookies((await seed.state()).cookies);
});

const id = async (name: string) => (await seed.cards()).find((card) => card.name === name)!.id;

test('views leave nothing behind in the history', async ({ page }) => {
  const library = new LibraryPage(page);
  const box = new Lightbox(page);
  const grid = /\/library\?brand=saltmarsh&sort=name$/;
  await page.goto('/brands');
  await live(page);
  await page.goto('/library?brand=saltmarsh&sort=name');
  await live(page);
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();

  for (const [index, name] of files.entries()) {
    await library.card(name).click();
    await expect(box.name).toHaveText(name);
    const last = index === files.length - 1;
    await page.keyboard.press(last ? 'ArrowLeft' : 'ArrowRight');
    const other = files[index + (last ? -1 : 1)];
    await expect(box.name).toHaveText(other);
    await page.keyboard.press('Escape');
    await expect(box.room).toBeHidden();
    await expect(page).toHaveURL(grid);
    await expect(library.card(other)).toBeFocused();
    expect(await entries()).toBe(before + 1);
  }

  await test.step('what was turned to opens under its own address', async () => {
    const address = new RegExp(`/library/${await id('circles-poster.jpg')}\\?`);
    await library.card('bottle-studio.jpg').click();
    await expect(box.name).toHaveText('bottle-studio.jpg');
    await page.keyboard.press('ArrowRight');
    await expect(box.name).toHaveText('circles-poster.jpg');
    await expect(page).toHaveURL(address);
    await page.keyboard.press('Escape');
    await expect(library.card('circles-poster.jpg')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(box.name).toHaveText('circles-poster.jpg');
    await expect(page).toHaveURL(address);
    await page.reload();
    await live(page);
    await expect(box.name).toHaveText('circles-poster.jpg');
    // Twice in a row goes no further than once.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(box.room).toBeHidden();
    await expect(page).toHaveURL(grid);
  });

  await test.step('by its cross, and after a look at what is similar', async () => {
    await library.card('harbour-dawn.jpg').click();
    await box.room.getByRole('link', { name: 'Find similar' }).click();
    await expect(page).toHaveURL(/similar=/);
    await expect(box.room).toBeHidden();
    await page.goBack();
    await expect(box.name).toHaveText('harbour-dawn.jpg');
    await box.room.getByRole('link', { name: 'Close (Esc)' }).click();
    await expect(page).toHaveURL(grid);
  });

  await page.goBack();
  await expect(page).toHaveURL(/\/brands$/);
  await page.goto(`/library/${await id('meadow.webp')}?brand=saltmarsh`);
  await live(page);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/library\?brand=saltmarsh$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/brands$/);
});

test('the keyboard stays in the viewer when a link in it goes', async ({ page }) => {
  const box = new Lightbox(page);
  await page.goto(`/library/${await id('bars-slide.png')}?brand=saltmarsh&sort=name`);
  await live(page);
  await expect(box.name).toHaveText('bars-slide.png');
  await box.room.getByRole('link', { name: 'Next (→)' }).focus();
  await page.keyboard.press('Enter');
  await expect(box.name).toHaveText('bottle-studio.jpg');
  await expect(box.room).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await box.room.evaluate((room) => room.contains(document.activeElement))).toBe(true);
  await box.frame('harbour-dawn.jpg').focus();
  await page.keyboard.press('Enter');
  await expect(box.name).toHaveText('harbour-dawn.jpg');
  await expect(box.room).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(box.name).toHaveText('circles-poster.jpg');
});

test('arrows go through the stars of a focused rating', async ({ page }) => {
  const box = new Lightbox(page);
  await page.goto(`/library/${await id('bottle-studio.jpg')}?brand=saltmarsh&sort=name`);
  await live(page);
  await page.keyboard.press('2');
  await expect(box.star(2)).toBeChecked();
  await box.star(2).focus();
  await page.keyboard.press('ArrowRight');
  await expect(box.star(3)).toBeChecked();
  await expect(box.star(3)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(box.star(2)).toBeChecked();
  await expect(box.name).toHaveText('bottle-studio.jpg');
  await expect.poll(async () => page.evaluate(async (path) => (await (await fetch(path)).json()).card.rating, `/api/library/asset?asset=${await id('bottle-studio.jpg')}`)).toBe(2);
});

test('an older answer does not undo what was done since', async ({ page }) => {
  const box = new Lightbox(page);
  await page.goto(`/library/${await id('circles-poster.jpg')}?brand=saltmarsh`);
  await live(page);
  await expect(box.name).toHaveText('circles-poster.jpg');
  let late: (() => Promise<void>) | undefined;
  await page.route('**/api/library/asset?*', async (route) => {
    if (late) return route.continue();
    const answer = await route.fetch();
    late = () => route.fulfill({ response: answer });
  });
  await page.keyboard.press('3');
  await expect.poll(() => late !== undefined).toBe(true);
  await page.keyboard.press('5');
  await expect(box.star(5)).toBeChecked();
  await page.waitForTimeout(600);
  await late!();
  const end = Date.now() + 400;
  while (Date.now() < end) await expect(box.star(5)).toBeChecked({ timeout: 1 });
});

test('keys do nothing to an asset that is not shown', async ({ page, guard }) => {
  guard.allow(/status of 404.*\/api\/library\/(asset|place)/);
  const library = new LibraryPage(page);
  const box = new Lightbox(page);
  const gone = await id('circles-poster.jpg');
  const deeds: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/assets\/|\/media\/.*download/.test(request.url())) deeds.push(request.url());
  });
  await page.route((url) => url.pathname === '/api/library/asset' && url.search.includes(gone), (route) => route.fulfill({ status: 404, json: { Missing: 'There is no such asset.' } }));
  await page.goto(`/library/${await id('bottle-studio.jpg')}?brand=saltmarsh&sort=name`);
  await live(page);
  await expect(box.name).toHaveText('bottle-studio.jpg');
  await page.keyboard.press('ArrowRight');
  await expect(box.room).toContainText('There is nothing here');
  await expectAccessible(page);
  for (const key of ['Delete', '0', '4', 'd']) await page.keyboard.press(key);
  await page.waitForTimeout(300);
  expect(deeds).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(box.room).toBeHidden();
  await expect(library.card('bottle-studio.jpg')).toBeVisible();
});

test('what is deleted for good meanwhile is not shown any longer', async ({ page, guard }) => {
  guard.allow(/status of 404/);
  const box = new Lightbox(page);
  await seed.upload([{ path: fixture('evening-turned-gps.jpg'), name: 'evening.jpg' }]);
  const asset = await id('evening.jpg');
  await page.goto(`/library/${asset}?brand=saltmarsh`);
  await live(page);
  await expect(box.name).toHaveText('evening.jpg');
  await seed.trash([asset]);
  await expect(box.room).toContainText('In the trash since');
  await seed.purge([asset]);
  await expect(box.room).toContainText('There is nothing here');
  await expect(box.room.getByLabel('File name')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/library\?brand=saltmarsh$/);
});

test('the panel says what it holds in the words of the product', async ({ page }) => {
  const box = new Lightbox(page);
  const asset = await id('meadow.webp');
  const { id: campaign } = await seed.campaign('Low tide', '', [asset]);
  await page.goto(`/library/${asset}?brand=saltmarsh`);
  await live(page);
  const info = box.room.getByRole('complementary', { name: 'Info' });
  await expect(info.getByLabel('File name')).toHaveValue('meadow.webp');
  for (const words of ['Add tag', 'Add to collection…', 'Add to campaign…']) {
    await expect(info.getByRole('button', { name: words, exact: true })).toBeVisible();
  }
  await expect(info.getByRole('link', { name: 'Open Low tide' })).toHaveAttribute('href', `/brands/saltmarsh/campaigns/${campaign}`);
  await expectAccessible(page);
  await info.screenshot({ path: 'test-results/viewer-info.png' });
  await info.getByRole('button', { name: 'Remove from Low tide' }).click();
  await expect(info.getByRole('button', { name: 'Remove from Low tide' })).toHaveCount(0);
  await expect(page.getByText('taken out of Low tide')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(info.getByRole('button', { name: 'Remove from Low tide' })).toBeVisible();
});
