import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live, scripted } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'search' });

const files = ['bars-slide.png', 'bottle-studio.jpg', 'circles-poster.jpg', 'harbour-dawn.jpg'];

test('search leads with the closest, forgives a slip, and says why', async ({ page, context, server }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.upload([...files.map(fixture), { path: fixture('meadow.webp'), name: 'View from the harbour.webp' }]);
  const cards = await seed.cards();
  await seed.tag(cards.find((card) => card.name === 'bottle-studio.jpg')!.id, 'Harbour glass');
  await context.addCookies((await seed.state()).cookies);

  const library = new LibraryPage(page);
  const card = (name: string) => library.grid.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const ask = async (words: string) => {
    await library.search.fill(words);
    if (!scripted()) await library.search.press('Enter');
  };
  await page.goto('/library?brand=saltmarsh');
  await live(page);

  await ask('harbour');
  await expect(library.say).toHaveText(/^3 of 5 assets$/);
  const pictures = library.grid.getByRole('link').and(page.locator(':not([aria-label="Find similar"])'));
  await expect(pictures).toHaveCount(3);
  const names = await pictures.evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')));
  expect(names).toEqual(['harbour-dawn.jpg', 'bottle-studio.jpg', 'View from the harbour.webp']);
  await expect(card('harbour-dawn.jpg').locator('mark')).toHaveText('harbour');
  await expect(card('bottle-studio.jpg').locator('.why')).toHaveAttribute('title', 'Tag: Harbour glass');
  await expect(card('bottle-studio.jpg').locator('mark')).toHaveText('Harbour');
  await page.screenshot({ path: `test-results/search-${test.info().project.name}.png` });

  await ask('harbuor -view');
  await expect(library.say).toHaveText(/^2 of 5 assets$/);
  await expect(card('harbour-dawn.jpg').locator('.why')).toHaveAttribute('title', /^Similar spelling: /);
  await ask('"dawn harbour"');
  await expect(library.say).toHaveText(/^0 of 5 assets$/);
});

test('results stay while the next ones are on their way', async ({ page, context, server }) => {
  test.skip(!scripted(), 'without scripts each search is a page of its own');
  const seed = await Seed.of(server.url);
  if ((await seed.cards()).length === 0) await seed.upload(files.map(fixture));
  await context.addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.grid.getByRole('link').first()).toBeVisible();
  // Looks at every frame: a moment without any card is a flicker.
  await page.evaluate(() => {
    const seen = window as unknown as { empty: number; frames: number };
    seen.empty = seen.frames = 0;
    const look = () => {
      seen.frames += 1;
      if (!document.querySelector('[aria-label="Assets"] .shot:not(.skel)')) seen.empty += 1;
      requestAnimationFrame(look);
    };
    look();
  });
  await library.search.pressSequentially('bottle', { delay: 260 });
  await expect(library.say).toHaveText(/^1 of \d assets$/);
  const seen = await page.evaluate(() => window as unknown as { empty: number; frames: number }).then(() =>
    page.evaluate(() => ({ empty: (window as never as { empty: number }).empty, frames: (window as never as { frames: number }).frames })),
  );
  expect(seen.frames).toBeGreaterThan(10);
  expect(seen.empty).toBe(0);
});
