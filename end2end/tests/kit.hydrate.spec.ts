import type { Locator, Page } from '@playwright/test';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';

test.use({ own: 'kit' });

// The parts of the kit where they are used, as the keyboard meets them.
let seed: Seed;

test.beforeAll(async ({ server }) => {
  seed = await Seed.of(server.url);
  await seed.upload(['harbour-dawn.jpg', 'bottle-studio.jpg'].map(fixture));
});

test.beforeEach(async ({ context }) => {
  await context.addCookies((await seed.state()).cookies);
});

const holdsFocus = (within: Locator) => within.evaluate((element) => element.contains(document.activeElement));

/** Where the focus is: within, in the browser's own frame (the body), or out in the page. */
const whereabouts = (within: Locator) =>
  within.evaluate((element) => {
    const active = document.activeElement;
    return element.contains(active) ? 'within' : active === document.body ? 'browser' : 'outside';
  });

async function open(page: Page, path: string) {
  await page.goto(path);
  await live(page);
}

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  await open(page, '/brands/saltmarsh/campaigns');
  const opener = page.getByRole('button', { name: 'New campaign' }).first();
  const dialog = page.getByRole('dialog', { name: 'New campaign' });

  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveJSProperty('open', true);
  expect(await dialog.evaluate((element) => element.matches(':modal'))).toBe(true);
  await expect(dialog.getByLabel('Name')).toBeFocused();
  for (const key of ['Tab', 'Shift+Tab']) {
    let within = 0;
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press(key);
      const at = await whereabouts(dialog);
      expect(at, `after ${press + 1} × ${key}`).not.toBe('outside');
      if (at === 'within') within += 1;
    }
    expect(within).toBeGreaterThan(6);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  // By its own button, too; and what a page key would do does not happen behind it.
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await dialog.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(page).toHaveURL(/\/campaigns$/);
});

test('the dialog of keys opens by its key and gives the focus back', async ({ page }) => {
  await open(page, '/library?brand=saltmarsh');
  const card = page.getByRole('link', { name: 'harbour-dawn.jpg' });
  await card.focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog).toBeVisible();
  expect(await holdsFocus(dialog)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(card).toBeFocused();
});

test('a menu is stepped through, and leaves the focus on its button', async ({ page }) => {
  await open(page, '/library?brand=saltmarsh');
  const button = page.getByRole('button', { name: /, account$/ });
  const menu = page.getByRole('menu', { name: 'Account' });
  const items = menu.getByRole('menuitem');

  await button.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();

  // The focus follows the menu a moment after it is shown; a key before that is meant for the button.
  await page.keyboard.press('Enter');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(menu).toBeHidden();

  await button.click();
  await expect(menu).toBeVisible();
  await page.getByRole('searchbox').click();
  await expect(menu).toBeHidden();
});

test('a popover is shown by its button, entered by Tab, and hidden by Escape', async ({ page }) => {
  await open(page, '/library?brand=saltmarsh');
  const button = page.getByRole('button', { name: 'More', exact: true });
  const panel = page.getByRole('group', { name: 'More filters' });

  await button.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  expect(await panel.evaluate((element) => element.matches(':popover-open'))).toBe(true);
  await expect(button).toBeFocused();
  expect(await holdsFocus(panel)).toBe(false);
  await page.keyboard.press('Tab');
  await expect.poll(() => holdsFocus(panel)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await page.getByRole('searchbox').click();
  await expect(panel).toBeHidden();
});

test('Escape closes one thing at a time', async ({ page }) => {
  await open(page, '/library?brand=saltmarsh');
  const viewer = page.getByRole('dialog', { name: 'Viewer' });
  await page.getByRole('link', { name: 'harbour-dawn.jpg' }).click();
  await expect(viewer).toBeVisible();
  await viewer.getByRole('button', { name: 'Add tag' }).click();
  const field = viewer.getByLabel('Tag', { exact: true });
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(viewer).toBeVisible();
  await viewer.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(viewer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(page.getByRole('link', { name: 'harbour-dawn.jpg' })).toBeFocused();
});

test('the view is rotated for looking alone', async ({ page }) => {
  await open(page, '/library?brand=saltmarsh');
  await page.getByRole('link', { name: 'harbour-dawn.jpg' }).click();
  const viewer = page.getByRole('dialog', { name: 'Viewer' });
  const image = viewer.locator('.stage > img');
  const box = async () => {
    const { width, height } = (await image.boundingBox())!;
    return width > height ? 'wide' : 'tall';
  };
  await expect(image).toBeVisible();
  expect(await box()).toBe('wide');
  await viewer.getByRole('button', { name: 'Rotate the view (R)' }).click();
  expect(await box()).toBe('tall');
  const [picture, stage] = [(await image.boundingBox())!, (await viewer.locator('.stage').boundingBox())!];
  expect(picture.height).toBeLessThanOrEqual(stage.height + 1);
  expect(picture.y).toBeGreaterThanOrEqual(stage.y - 1);
  await viewer.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('r');
  expect(await box()).toBe('wide');
  await page.keyboard.press('r');
  expect(await box()).toBe('tall');
  const name = await viewer.getByRole('heading', { level: 1 }).textContent();
  await page.keyboard.press(name === 'harbour-dawn.jpg' ? 'ArrowLeft' : 'ArrowRight');
  await expect(viewer.getByRole('heading', { level: 1 })).not.toHaveText(name!);
  await expect(image).not.toHaveAttribute('style', /rotate/);
  await page.reload();
  await expect(image).not.toHaveAttribute('style', /rotate/);
});
