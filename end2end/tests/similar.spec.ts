import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live, scripted } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'similar' });

const files = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'bottle-studio-cropped.jpg', 'circles-poster.jpg', 'bars-slide.png'];

test('similar pictures are found from the card and from the viewer, near-duplicates first', async ({ page, context, server, isMobile }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.upload(files.map(fixture));
  await context.addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  const item = (name: string) =>
    library.grid.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  await page.goto('/library?brand=saltmarsh');
  await live(page);

  if (!isMobile) {
    await item('bottle-studio.jpg').hover();
    await item('bottle-studio.jpg').getByRole('link', { name: 'Find similar' }).click();
  } else {
    await library.card('bottle-studio.jpg').click();
    await new Lightbox(page).room.getByRole('link', { name: 'Find similar' }).click();
  }
  await expect(page).toHaveURL(/similar=/);
  await expect(library.say).toHaveText(/^4 of 5 assets$/);
  await expect(page.getByText('Similar to bottle-studio.jpg')).toBeVisible();
  await expect(library.grid.getByRole('listitem').first().getByRole('link', { name: 'bottle-studio-cropped.jpg' })).toBeVisible();
  await expect(item('bottle-studio-cropped.jpg').getByText('Near-duplicate')).toBeVisible();
  await expect(library.grid.getByText('Near-duplicate')).toHaveCount(1);
  await page.screenshot({ path: `test-results/similar-${test.info().project.name}.png` });

  // The filters narrow it further; the chip takes it away.
  await library.search.fill('poster');
  if (!scripted()) await library.search.press('Enter');
  await expect(library.say).toHaveText(/^1 of 5 assets$/);
  await page.getByRole('link', { name: 'Remove similar filter' }).click();
  await expect(page).not.toHaveURL(/similar=/);

  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await library.card('bottle-studio-cropped.jpg').click();
  await new Lightbox(page).room.getByRole('link', { name: 'Find similar' }).click();
  await expect(library.grid.getByRole('listitem').first().getByRole('link', { name: 'bottle-studio.jpg' })).toBeVisible();
});
