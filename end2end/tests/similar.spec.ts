import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live, scripted } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'similar' });

const files = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'harbour-dawn-cropped.jpg', 'circles-poster.jpg', 'bars-slide.png'];

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
    await item('harbour-dawn.jpg').hover();
    await item('harbour-dawn.jpg').getByRole('link', { name: 'Find similar' }).click();
  } else {
    await library.card('harbour-dawn.jpg').click();
    await new Lightbox(page).room.getByRole('link', { name: 'Find similar' }).click();
  }
  await expect(page).toHaveURL(/similar=/);
  await expect(library.say).toHaveText(/^4 of 5 assets$/);
  await expect(page.getByText('Similar to harbour-dawn.jpg')).toBeVisible();
  await expect(library.grid.getByRole('listitem').first().getByRole('link', { name: 'harbour-dawn-cropped.jpg' })).toBeVisible();
  await expect(item('harbour-dawn-cropped.jpg').getByText('Near-duplicate')).toBeVisible();
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
  await library.card('harbour-dawn-cropped.jpg').click();
  await new Lightbox(page).room.getByRole('link', { name: 'Find similar' }).click();
  await expect(library.grid.getByRole('listitem').first().getByRole('link', { name: 'harbour-dawn.jpg' })).toBeVisible();
});
