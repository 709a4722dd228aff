import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, root, shared } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';

test.use({ own: 'screens' });

/** Pictures are written anew only on demand, so that a test run leaves the clone as it is. */
const writes = process.env.ATELIER_SCREENS === '1';
const folder = join(root, 'docs/screens');
const fixtures = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'circles-poster.jpg', 'meadow.webp', 'bars-slide.png'];

/** A few of each kind of product and all cameras' pictures; the fixtures where there are none. */
function photos(): { path: string; name: string }[] {
  const products = shared('products');
  if (!products || !writes) return fixtures.map((name) => ({ path: fixture(name), name }));
  const kinds = readdirSync(products, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const chosen = Array.from({ length: 6 }, (_, place) =>
    kinds.flatMap(({ name: kind }) => {
      const file = readdirSync(join(products, kind)).sort()[place];
      return file ? [{ path: join(products, kind, file), name: `${kind}-${place + 1}.jpg` }] : [];
    }),
  );
  const cameras = shared('camera');
  const taken = cameras ? readdirSync(cameras).map((name) => ({ path: join(cameras, name), name })) : [];
  // One of them is a picture of a list of files.
  return [...chosen.flat(), ...taken.filter(({ name }) => name.endsWith('.jpg') && !name.includes('dmc-lx7'))];
}

test('a tour of the pages', async ({ page, context, server }) => {
  test.setTimeout(writes ? 900_000 : 180_000);
  const seed = await Seed.of(server.url);
  await seed.upload(photos());
  const cards = await seed.cards();
  const some = cards.slice(0, 14).map((card) => card.id);
  await seed.approve(some);
  for (const id of some) await seed.rate(id, 4);
  await seed.tag(some[1], 'autumn');
  await seed.tag(some[1], 'coast');
  const about = 'Photographed between two tides: flat light, wet stone, copper and salt.';
  const { id, link } = await seed.campaign('Low Tide, Autumn 2026', about, some);
  const { cookies } = await seed.state();
  if (writes) mkdirSync(folder, { recursive: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });

  const stops: [string, string, boolean][] = [
    ['sign-in', '/sign-in', false],
    ['library', '/library?brand=saltmarsh', true],
    ['lightbox', `/library/${some[1]}?brand=saltmarsh`, true],
    ['campaign', `/brands/saltmarsh/campaigns/${id}`, true],
    ['public', link, false],
  ];
  for (const [name, path, inside] of stops) {
    // Nothing of the page before still asks when its cookies are gone.
    await page.goto('about:blank');
    await context.clearCookies();
    if (inside) await context.addCookies(cookies);
    for (const [width, height] of [[1440, 900], [360, 780]]) {
      await page.setViewportSize({ width, height });
      expect((await page.goto(path))?.status()).toBe(200);
      await expect(page.locator('h1').first()).toBeAttached();
      if (name !== 'public') await live(page);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForLoadState('load');
        // What is on the screen is there, and drawn.
        await expect
          .poll(() =>
            page.evaluate(
              () =>
                [...document.images].filter((image) => {
                  const { top, bottom, width } = image.getBoundingClientRect();
                  return width > 0 && bottom > 0 && top < innerHeight && !(image.complete && image.naturalWidth > 0);
                }).length,
            ),
          )
          .toBe(0);
        if (!writes) continue;
        const file = `${name}-${colorScheme}-${width}.jpg`;
        await page.screenshot({ path: join(folder, file), type: 'jpeg', quality: 80, animations: 'disabled' });
      }
    }
  }
});
