import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'pages' });

const photos = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'circles-poster.jpg', 'meadow.webp'];
let seed: Seed;
let campaign: { id: string; link: string };

test.beforeAll(async ({ server }) => {
  test.setTimeout(180_000);
  seed = await Seed.of(server.url);
  await seed.upload(photos.map(fixture));
  const cards = await seed.cards();
  const ids = (names: string[]) => names.map((name) => cards.find((card) => card.name === name)!.id);
  await seed.approve(ids(['harbour-dawn.jpg', 'bottle-studio.jpg']));
  await seed.rate(ids(['meadow.webp'])[0], 5);
  await seed.tag(ids(['meadow.webp'])[0], 'field');
  campaign = await seed.campaign('Low Tide', 'Between two tides.', ids(photos.slice(0, 3)));
});

test.beforeEach(async ({ context }) => {
  const { cookies } = await seed.state();
  await context.addCookies(cookies);
});

test('every page is whole and accessible, dark and light', async ({ page, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/status of 404/);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const pages: [string, string, number][] = [
    ['/library', 'Library', 200],
    ['/library?bucket=trash', 'Library', 200],
    ['/library?q=zzz', 'Library', 200],
    [`/library/${(await seed.cards())[0].id}`, 'meadow.webp', 200],
    ['/brands', 'Brands', 200],
    ['/brands/saltmarsh/campaigns', 'Saltmarsh', 200],
    [`/brands/saltmarsh/campaigns/${campaign.id}`, 'Low Tide', 200],
    ['/settings', 'Settings', 200],
    ['/nowhere/at/all', 'Not found', 404],
    [campaign.link, 'Low Tide', 200],
  ];
  for (const [path, heading, status] of pages) {
    await test.step(path.replace(/[0-9a-z]{26}/g, '…'), async () => {
      expect((await page.goto(path))?.status()).toBe(status);
      await expect(page.locator('h1', { hasText: heading })).toBeAttached();
      if (!path.startsWith('/c/')) await live(page);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page, undefined, `${path}, ${colorScheme}`);
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(wider, 'pixels that reach out at the side').toBeLessThanOrEqual(0);
    });
  }
});

test('the library answers its address, and opens the viewer by a link', async ({ page }) => {
  const library = new LibraryPage(page);
  await page.goto('/library?brand=saltmarsh&status=approved');
  await live(page);
  await expect(library.say).toHaveText(/^2 of 4 assets$/);
  await expect(library.card('harbour-dawn.jpg')).toBeVisible();
  await expect(library.card('meadow.webp')).toHaveCount(0);
  await page.getByRole('link', { name: 'Clear all' }).click();
  await expect(library.say).toHaveText(/^4 assets$/);
  await library.search.fill('field');
  await library.search.press('Enter');
  await expect(library.say).toHaveText(/^1 of 4 assets$/);
  await expect(library.card('meadow.webp')).toBeVisible();
  await page.getByRole('link', { name: 'Clear all' }).click();

  const box = new Lightbox(page);
  await library.card('circles-poster.jpg').click();
  await expect(box.file).toHaveValue('circles-poster.jpg');
  await expect(box.place).toHaveText('2 of 4');
  await box.room.getByRole('link', { name: 'Next (→)' }).click();
  await expect(box.place).toHaveText('3 of 4');
  await box.room.getByRole('link', { name: 'Previous (←)' }).click();
  await expect(box.file).toHaveValue('circles-poster.jpg');
  await box.frame('meadow.webp').click();
  await expect(box.place).toHaveText('1 of 4');
  await expect(box.room.locator('.stage img').first()).toBeVisible();
  await box.room.getByRole('link', { name: 'Close (Esc)' }).click();
  await expect(box.room).toHaveCount(0);
});

test('the public page shows and turns pictures without scripts', async ({ page, context }) => {
  await context.clearCookies();
  await page.goto(campaign.link);
  await expect(page.getByRole('figure')).toHaveCount(2);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
  await page.getByRole('button', { name: 'Show harbour-dawn' }).click();
  const shown = page.getByRole('dialog', { name: 'harbour-dawn' });
  await expect(shown).toBeVisible();
  await shown.getByRole('button', { name: 'Close' }).click();
  await expect(shown).toBeHidden();
});
