import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live, scripted } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'toolbar' });

const files = ['bars-slide.png', 'bottle-studio.jpg', 'circles-poster.jpg', 'harbour-dawn.jpg'];

test('every filter narrows, says how many it would leave, and is cleared', async ({ page, context, server }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.upload(files.map(fixture));
  const cards = await seed.cards();
  const id = (name: string) => cards.find((card) => card.name === name)!.id;
  await seed.rate(id('bottle-studio.jpg'), 4);
  await seed.rate(id('harbour-dawn.jpg'), 5);
  await seed.tag(id('bottle-studio.jpg'), 'Still life');
  await seed.tag(id('bottle-studio.jpg'), 'glass');
  await seed.tag(id('harbour-dawn.jpg'), 'glass');
  await seed.approve([id('harbour-dawn.jpg')]);
  await seed.campaign('Low tide', '', [id('harbour-dawn.jpg')]);
  await context.addCookies((await seed.state()).cookies);

  const library = new LibraryPage(page);
  const narrow = test.info().project.name === 'mobile';
  const open = async (panel: 'Campaign' | 'Tag' | 'More' | 'Sort') => {
    const shown = page.getByRole('group', { name: { Campaign: 'Filter by campaign', Tag: 'Filter by tag', More: 'More filters', Sort: 'Sort' }[panel] });
    if (await shown.isVisible()) return shown;
    if (narrow) {
      if (!(await page.getByRole('group', { name: 'More filters' }).isVisible())) await page.getByRole('button', { name: /^Filters/ }).click();
      if (panel !== 'More') await page.getByRole('group', { name: 'More filters' }).getByRole('button', { name: panel }).click();
    } else {
      await page.getByRole('button', { name: panel === 'Sort' ? /, sort$/ : new RegExp(`^${panel}`) }).click();
    }
    await expect(shown).toBeVisible();
    return shown;
  };
  const close = async () => {
    while ((await page.locator('[popover]:popover-open').count()) > 0) await page.keyboard.press('Escape');
  };
  const say = (words: RegExp) => expect(library.say).toHaveText(words);
  const chip = (words: string) => page.locator('.result .chip').filter({ hasText: words });

  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await say(/^4 assets$/);

  let panel = await open('More');
  for (const [words, count] of [
    ['4 stars', 1],
    ['5 stars', 1],
    ['1 star', 0],
    ['Approved', 1],
    ['Draft', 3],
    ['Uploaded', 4],
    ['Images', 4],
    ['Last 7 days', 4],
    ['Studio Owner', 4],
  ] as const) {
    await expect(panel.getByRole('link', { name: `${words} ${count}`, exact: true })).toBeVisible();
  }
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/toolbar-more-${test.info().project.name}.png` });

  await panel.getByRole('link', { name: 'Draft 3' }).click();
  await say(/^3 of 4 assets$/);
  if (scripted()) {
    // The panel stays, and so does the focus on what was chosen.
    await expect(panel).toBeVisible();
    await expect(panel.getByRole('link', { name: /^Draft 3/ })).toBeFocused();
  }
  panel = await open('More');
  await expect(panel.getByRole('link', { name: 'Draft 3 chosen' })).toHaveAttribute('aria-current', 'true');
  await expect(panel.getByRole('link', { name: '5 stars 0', exact: true })).toBeVisible();
  await panel.getByRole('link', { name: '4 stars 1', exact: true }).click();
  await say(/^1 of 4 assets$/);
  await close();
  await expect(library.card('bottle-studio.jpg')).toBeVisible();
  await expect(page).toHaveURL(/rating=4&status=draft/);
  await expect(chip('Status: Draft')).toBeVisible();
  await expect(page.getByRole('button', { name: narrow ? 'Filters, 2 active' : 'More 2' })).toBeVisible();
  await page.getByRole('link', { name: 'Remove status filter' }).click();
  await say(/^1 of 4 assets$/);
  await page.getByRole('link', { name: 'Clear all' }).click();
  await say(/^4 assets$/);

  panel = await open('Campaign');
  await panel.getByRole('link', { name: 'Low tide 1' }).click();
  await say(/^1 of 4 assets$/);
  await close();
  await expect(chip('Campaign: Low tide')).toBeVisible();
  await page.getByRole('link', { name: 'Clear all' }).click();

  panel = await open('Tag');
  await page.screenshot({ path: `test-results/toolbar-tag-${test.info().project.name}.png` });
  await panel.getByRole('link', { name: 'glass 2' }).click();
  await say(/^2 of 4 assets$/);
  panel = await open('Tag');
  await panel.getByRole('link', { name: 'Still life 1' }).click();
  await say(/^2 of 4 assets$/);
  panel = await open('Tag');
  await panel.getByRole('link', { name: 'All', exact: true }).click();
  await say(/^1 of 4 assets$/);
  await close();
  await expect(chip('Tag: all of glass, Still life')).toBeVisible();
  await page.getByRole('link', { name: 'Clear all' }).click();
  await say(/^4 assets$/);

  panel = await open('Tag');
  await panel.getByLabel('Tag', { exact: true }).fill('sti');
  if (scripted()) {
    await expect(panel.getByRole('link', { name: 'glass 2' })).toBeHidden();
    await panel.getByRole('link', { name: 'Still life 1' }).click();
  } else {
    await panel.getByLabel('Tag', { exact: true }).fill('STILL LIFE');
    await panel.getByRole('button', { name: 'Add' }).click();
  }
  await say(/^1 of 4 assets$/);
  await close();
  await page.getByRole('link', { name: 'Clear all' }).click();

  panel = await open('More');
  await panel.getByLabel('To', { exact: true }).fill('2020-01-31');
  await panel.getByRole('button', { name: 'Apply' }).click();
  await say(/^0 of 4 assets$/);
  await close();
  await expect(chip('Added: to 31 Jan 2020')).toBeVisible();
  await expect(page.getByText('4 assets are here without filters.')).toBeVisible();
  await page.locator('.result').getByRole('link', { name: 'Clear all' }).click();

  panel = await open('Sort');
  await panel.getByRole('link', { name: 'Name' }).click();
  await expect(page).toHaveURL(/sort=name/);
  await close();
  await expect(library.grid.getByRole('link').first()).toHaveAccessibleName('bars-slide.png');
});
