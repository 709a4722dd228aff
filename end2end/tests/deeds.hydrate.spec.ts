import type { Page } from '@playwright/test';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { BulkBar } from '../pages/bulk.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'deeds' });

const photos = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'circles-poster.jpg', 'bars-slide.png'];
let seed: Seed;

test.beforeAll(async ({ server }) => {
  test.setTimeout(120_000);
  seed = await Seed.of(server.url);
  await seed.upload(photos.map(fixture));
  const last = (await seed.cards()).filter((card) => card.name === photos[3]).map((card) => card.id);
  await seed.file(last, await seed.collection('Winter'));
  await seed.campaign('Launch', '', []);
  await seed.secondBrand('Harbour');
});

async function begin(page: Page, question = 'brand=saltmarsh') {
  await page.context().addCookies((await seed.state()).cookies);
  await page.goto(`/library?${question}`);
  await live(page);
  return { library: new LibraryPage(page), bulk: new BulkBar(page) };
}

async function pick(page: Page, names: string[]) {
  const library = new LibraryPage(page);
  for (const name of names) {
    await library.card(name).hover();
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  }
}

test('what is done to a selection is taken back after its bar is gone, and that too', async ({ page }) => {
  test.setTimeout(240_000);
  const { library, bulk } = await begin(page);
  const two = photos.slice(0, 2);
  /** Does it, closes the bar, takes it back, does it again by taking that back, and takes it back for good. */
  const thereAndBack = async (deed: () => Promise<void>, done: string, undone: string) => {
    await pick(page, two);
    await deed();
    await bulk.says(done);
    await page.keyboard.press('Escape');
    await expect(bulk.bar).toBeHidden();
    for (const words of [undone, done, undone]) {
      await bulk.undo.click();
      await bulk.says(words);
    }
    await expect(bulk.bar).toBeHidden();
  };

  await test.step('tags', () =>
    thereAndBack(
      async () => {
        const panel = await bulk.open('Tags', 'Add or remove tags (T)');
        await panel.getByLabel('Tag', { exact: true }).fill('Dawn light');
        await panel.getByRole('button', { name: 'Add' }).click();
      },
      '2 assets tagged “Dawn light”.',
      '2 assets freed of the tag “Dawn light”.',
    ));

  await test.step('a tag taken off', async () => {
    await pick(page, two);
    for (const [button, words] of [['Add', 'tagged'], ['Remove', 'freed of the tag']]) {
      const panel = await bulk.open('Tags', 'Add or remove tags (T)');
      await panel.getByLabel('Tag', { exact: true }).fill('Koi');
      await panel.getByRole('button', { name: button }).click();
      await bulk.says(`2 assets ${words} “Koi”.`);
    }
    await page.keyboard.press('Escape');
    await bulk.undo.click();
    await bulk.says('2 assets tagged “Koi”.');
  });

  await test.step('collection', () =>
    thereAndBack(
      async () => {
        const panel = await bulk.open('Add to collection', 'Add to collection (C)');
        await panel.getByRole('button', { name: 'Winter' }).click();
      },
      '2 assets filed into Winter.',
      '2 assets taken out of Winter.',
    ));

  await test.step('campaign', () =>
    thereAndBack(() => bulk.choose('Add to campaign', 'Launch'), '2 assets added to Launch.', '2 assets taken out of Launch.'));

  await test.step('status', () =>
    thereAndBack(
      () => bulk.choose('Change status', /^Submit for review\s*2$/),
      '2 assets submitted for review.',
      '2 assets withdrawn.',
    ));

  await test.step('rating, by the panel and by its keys', async () => {
    await pick(page, two);
    await bulk.open('Rate', 'Rate (1 to 5)');
    await bulk.panel('Rate').getByRole('button', { name: '4 of 5 stars' }).click();
    await bulk.says('2 assets rated 4 stars.');
    await bulk.open('Rate', 'Rate (1 to 5)');
    await page.keyboard.press('2');
    await expect(bulk.panel('Rate')).toBeHidden();
    await bulk.says('2 assets rated 2 stars.');
    await page.keyboard.press('Escape');
    await bulk.undo.click();
    await bulk.says('2 assets rated as before.');
    await expect.poll(async () => (await cards(page)).filter((card) => card.rating === 4).length).toBe(2);
  });

  await test.step('brand, back into what it was in', async () => {
    await pick(page, two);
    await bulk.choose('Add to campaign', 'Launch');
    await bulk.says('2 assets added to Launch.');
    await bulk.choose('Move to brand', 'Harbour');
    await bulk.says('2 assets moved to Harbour.');
    await expect(bulk.bar).toBeHidden();
    await expect(library.say).toHaveText('2 assets');
    await bulk.undo.click();
    await bulk.says('2 assets moved back, as drafts.');
    await expect(library.say).toHaveText('4 assets');
  });

  await test.step('delete', async () => {
    await pick(page, two);
    await bulk.button('Delete (Del)').click();
    await bulk.says('2 assets deleted.');
    await expect(bulk.bar).toBeHidden();
    for (const words of ['restored', 'deleted', 'restored']) {
      await bulk.undo.click();
      await bulk.says(`2 assets ${words}.`);
    }
    await expect(library.say).toHaveText('4 assets');
  });

  await test.step('rejected with a reason', async () => {
    await pick(page, two);
    await bulk.choose('Change status', /^Submit for review/);
    await bulk.says('2 assets submitted for review.');
    await bulk.choose('Change status', /^Reject\s*2$/);
    const dialog = page.getByRole('dialog', { name: 'Reject 2 assets' });
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await expect(dialog.locator('[aria-invalid=true]')).toBeVisible();
    await dialog.getByLabel('Reason').fill('The horizon leans.');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await bulk.says('2 assets rejected.');
    await bulk.choose('Change status', /^Back to draft\s*2$/);
    await bulk.says('2 assets moved back to draft.');
  });
});

test('what is done in the viewer is taken back at the next asset and after the viewer', async ({ page }) => {
  test.setTimeout(180_000);
  const { library, bulk } = await begin(page);
  const box = new Lightbox(page);
  await library.card(photos[2]).click();
  await expect(box.name).toHaveText(photos[2]);
  const adds = async (open: string, field: string, text: string) => {
    await box.room.getByRole('button', { name: open, exact: true }).click();
    await box.room.getByLabel(field, { exact: true }).fill(text);
    await page.keyboard.press('Enter');
  };

  await test.step('stars, at the next one', async () => {
    await box.star(3).check({ force: true });
    await bulk.says('1 asset rated 3 stars.');
    // The arrows are the stars' own while one has the focus.
    await box.room.getByRole('link', { name: /^Next/ }).click();
    await expect(box.name).not.toHaveText(photos[2]);
    await bulk.undo.click();
    await bulk.says('1 asset no longer rated.');
    await bulk.undo.click();
    await bulk.says('1 asset rated 3 stars.');
    await box.room.getByRole('link', { name: /^Previous/ }).click();
    await expect(box.name).toHaveText(photos[2]);
  });

  await test.step('a tag added, and taken off by its cross', async () => {
    await adds('Add tag', 'Tag', 'Poster');
    await bulk.says('1 asset tagged “Poster”.');
    await box.room.getByRole('button', { name: 'Remove Poster' }).click();
    await bulk.says('1 asset freed of the tag “Poster”.');
    await bulk.undo.click();
    await bulk.says('1 asset tagged “Poster”.');
    await expect(box.room.getByRole('button', { name: 'Remove Poster' })).toBeVisible();
    await bulk.undo.click();
    await bulk.says('1 asset freed of the tag “Poster”.');
  });

  await test.step('a collection and a campaign', async () => {
    await box.room.locator('.group').filter({ hasText: 'Collections' }).getByRole('button', { name: 'Add to collection…', exact: true }).click();
    await box.room.getByLabel('Collection', { exact: true }).fill('Winter');
    await page.keyboard.press('Enter');
    await bulk.says('1 asset filed into Winter.');
    await box.room.getByRole('button', { name: 'Remove from Winter' }).click();
    await bulk.says('1 asset taken out of Winter.');
    await bulk.undo.click();
    await bulk.says('1 asset filed into Winter.');
    await adds('Add to campaign…', 'Campaign', 'Launch');
    await bulk.says('1 asset added to Launch.');
    await box.room.getByRole('button', { name: 'Remove from Launch' }).click();
    await bulk.says('1 asset taken out of Launch.');
    await bulk.undo.click();
    await bulk.says('1 asset added to Launch.');
  });

  await test.step('a move of review', async () => {
    await box.button('Submit for review').click();
    await bulk.says('1 asset submitted for review.');
    await bulk.undo.click();
    await bulk.says('1 asset withdrawn.');
  });

  await test.step('deleted, and the viewer closed before it is taken back', async () => {
    await box.button('Delete').click();
    await bulk.says('1 asset deleted.');
    await expect(box.name).not.toHaveText(photos[2]);
    await page.keyboard.press('Escape');
    await expect(box.room).toBeHidden();
    for (const words of ['restored', 'deleted', 'restored']) {
      await bulk.undo.click();
      await bulk.says(`1 asset ${words}.`);
      await expect(box.room).toBeHidden();
    }
    await expect(library.say).toHaveText('4 assets');
  });
});

test('what ends on another page is taken back there', async ({ page }) => {
  const { library, bulk } = await begin(page);
  const brands = async () => {
    await page.getByRole('link', { name: 'Brands' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Brands' })).toBeVisible();
  };
  const back = async () => {
    await page.goBack();
    await expect(library.say).toHaveText('4 assets');
  };

  await test.step('a deleted card', async () => {
    await library.card(photos[0]).focus();
    await page.keyboard.press('Delete');
    await bulk.says('1 asset deleted.');
    await brands();
    for (const words of ['restored', 'deleted', 'restored']) {
      await bulk.undo.click();
      await bulk.says(`1 asset ${words}.`);
    }
    await back();
  });

  await test.step('a star from the viewer', async () => {
    const box = new Lightbox(page);
    await library.card(photos[3]).click();
    await expect(box.name).toHaveText(photos[3]);
    await page.keyboard.press('5');
    await bulk.says('1 asset rated 5 stars.');
    await page.keyboard.press('Escape');
    await expect(box.room).toBeHidden();
    await brands();
    await bulk.undo.click();
    await bulk.says('1 asset no longer rated.');
    await back();
  });

  await test.step('a collection that was shown', async () => {
    await page.getByRole('link', { name: 'Winter', exact: true }).click();
    await expect(page).toHaveURL(/collection=/);
    // Slow enough that its page is gone when the answer comes.
    await page.route('**/api/collections/delete', async (route) => {
      await new Promise((done) => setTimeout(done, 1_500));
      await route.continue();
    });
    await page.locator('.rail .row').filter({ hasText: 'Winter' }).hover();
    await page.getByRole('button', { name: 'Actions for Winter' }).click();
    await page.getByRole('menuitem', { name: 'Delete collection' }).click();
    await brands();
    await bulk.says(/^Collection “Winter” deleted\./);
    await bulk.undo.click();
    await bulk.says('Collection “Winter” is back.');
    await expect(page).toHaveURL(/\/brands$/);
  });
});

test('keys open panels that take the focus, and Escape gives it back and keeps the selection', async ({ page }) => {
  const { library, bulk } = await begin(page);
  const card = library.card(photos[1]);
  await card.focus();
  await page.keyboard.press('t');
  await bulk.counts('1');
  await expect(bulk.panel('Tags').getByLabel('Tag', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bulk.panel('Tags')).toBeHidden();
  await expect(card).toBeFocused();
  await bulk.counts('1');

  await page.keyboard.press('c');
  const collections = bulk.panel('Add to collection');
  await expect(collections.getByRole('button').first()).toBeFocused();
  // It stands at its button, within the window.
  const place = (await collections.boundingBox())!;
  const button = (await bulk.button('Add to collection (C)').boundingBox())!;
  expect(Math.abs(place.x - button.x)).toBeLessThan(4);
  expect(place.y + place.height).toBeLessThanOrEqual(button.y);
  await page.keyboard.press('Escape');
  await expect(card).toBeFocused();
  await bulk.counts('1');

  await test.step('every panel is left by Escape with the selection kept', async () => {
    const panels: [string, string][] = [
      ['Add to campaign', 'Add to campaign'],
      ['Move to brand', 'Move to brand'],
      ['Change status', 'Change status'],
      ['Rate', 'Rate (1 to 5)'],
    ];
    for (const [name, button] of panels) {
      await bulk.open(name, button);
      await expect(bulk.panel(name).getByRole('button').first()).toBeFocused();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await expect(bulk.panel(name)).toBeHidden();
      await expect(bulk.button(button)).toBeFocused();
      await bulk.counts('1');
    }
    await page.getByRole('button', { name: 'More', exact: true }).first().click();
    await expect(page.getByRole('group', { name: 'More filters' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('group', { name: 'More filters' })).toBeHidden();
    await page.getByRole('button', { name: 'Download all' }).click();
    await page.keyboard.press('Escape');
    await bulk.counts('1');
  });
  await page.keyboard.press('Escape');
  await expect(bulk.bar).toBeHidden();

  await test.step('Del, and Space with Shift', async () => {
    await library.card(photos[3]).focus();
    await page.keyboard.press('Space');
    await library.card(photos[1]).focus();
    await page.keyboard.press('Shift+Space');
    await bulk.counts('3');
    await page.keyboard.press('Delete');
    await bulk.says('3 assets deleted.');
    await bulk.undo.click();
    await expect(library.say).toHaveText('4 assets');
  });
});

test('pictures are picked by a pointer as files are', async ({ page, context }) => {
  const { library, bulk } = await begin(page);
  // Newest first.
  const [first, second, third, fourth] = [...photos].reverse();
  const opened = context.waitForEvent('page');
  await library.card(first).click({ modifiers: ['ControlOrMeta'] });
  await (await opened).close();
  await expect(bulk.bar).toBeHidden();
  await library.card(first).hover();
  await page.getByRole('checkbox', { name: `Select ${first}` }).check();
  await library.card(third).click({ modifiers: ['Shift'] });
  await bulk.counts('3');
  await library.card(second).click({ modifiers: ['ControlOrMeta'] });
  await bulk.counts('2');
  await library.card(fourth).click({ modifiers: ['ControlOrMeta'] });
  await bulk.counts('3');
  expect(context.pages()).toHaveLength(1);
  await expect(page).toHaveURL(/\/library\?/);
});

async function cards(page: Page): Promise<{ rating: number }[]> {
  const answer = await page.request.get('/api/library/page', { params: { query: 'brand=saltmarsh', start: 0, count: 60 } });
  return (await answer.json()).cards;
}
