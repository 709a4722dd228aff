import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shared } from '../harness/paths.ts';
import { test } from '../harness/seed.ts';
import { enter } from '../harness/studio.ts';
import { expect, live } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'products' });

/** How many of the shared product photos are uploaded; `ATELIER_PRODUCTS=all` for every one. */
const all = process.env.ATELIER_PRODUCTS === 'all';

test('product photos chosen at once all come in while the page stays at hand', async ({ page }) => {
  const folder = shared('products');
  test.skip(!folder, 'There are no shared test photos beside this clone.');
  test.setTimeout(all ? 900_000 : 180_000);
  const found = readdirSync(folder!, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jpg'));
  const files = found.slice(0, all ? undefined : 60).map((name) => join(folder!, name));
  await enter(page);
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  const library = new LibraryPage(page);
  await library.files.setInputFiles(files);
  await expect(library.tray).toBeVisible();
  // The page answers while files travel.
  await library.search.fill('no such name');
  await expect(page.getByText(/^Nothing matches/)).toBeVisible({ timeout: 5_000 });
  await library.search.fill('');
  await expect(library.tray.getByRole('heading')).toHaveText(new RegExp(`^${files.length} files uploaded`), {
    timeout: all ? 800_000 : 150_000,
  });
  await expect(library.say).toHaveText(`${files.length} assets`);
});
