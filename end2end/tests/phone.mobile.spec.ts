import type { Locator, Page } from '@playwright/test';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'phone' });

test('the library and the viewer serve on a phone', async ({ page, context, server }) => {
  test.setTimeout(120_000);
  const seed = await Seed.of(server.url);
  await seed.upload(['harbour-dawn.jpg', 'bottle-studio.jpg'].map(fixture));
  await context.addCookies((await seed.state()).cookies);
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  const library = new LibraryPage(page);
  await expect(library.card('harbour-dawn.jpg')).toBeVisible();

  const rail = page.getByRole('complementary', { name: 'Buckets and collections' });
  await expect(rail).toBeHidden();
  await page.getByRole('button', { name: 'All', exact: false }).and(page.locator('[popovertarget=rail]')).click();
  await expect(rail).toBeVisible();
  await rail.getByRole('link', { name: /Trash/ }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await page.goto('/library?brand=saltmarsh');
  await live(page);

  const box = new Lightbox(page);
  await library.card('harbour-dawn.jpg').tap();
  await expect(box.file).toHaveValue('harbour-dawn.jpg');
  await expect(box.name).toHaveText('harbour-dawn.jpg');
  await expect(box.name).toBeInViewport();

  await test.step('the neighbours are within a finger’s reach', async () => {
    const back = box.room.getByRole('link', { name: 'Previous (←)' });
    const { width, height } = (await back.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    await back.tap();
    await expect(box.name).toHaveText('bottle-studio.jpg');
    await swipe(page, box.room.locator('.stage'), -140);
    await expect(box.name).toHaveText('harbour-dawn.jpg');
    await swipe(page, box.room.locator('.stage'), 140);
    await expect(box.name).toHaveText('bottle-studio.jpg');
    await swipe(page, box.room.locator('.stage'), -140);
    await expect(box.name).toHaveText('harbour-dawn.jpg');
  });

  await test.step('two fingers come near, and one moves the picture', async () => {
    const near = () => box.room.locator('.stage > img').evaluate((image) => new DOMMatrix(getComputedStyle(image).transform).a);
    expect(await near()).toBe(1);
    await pinch(page, box.room.locator('.stage'), 60, 180);
    expect(await near()).toBeCloseTo(3, 0);
    await pinch(page, box.room.locator('.stage'), 180, 40);
    expect(await near()).toBe(1);
    await expect(box.name).toHaveText('harbour-dawn.jpg');
  });

  await box.drawnStar(3).tap();
  await expect(box.star(3)).toBeChecked();
  await test.step('nothing shows below the actions, which cover nothing at the end', async () => {
    const acts = box.room.locator('.acts');
    const end = async () => {
      const { y, height } = (await acts.boundingBox())!;
      return Math.round(y + height);
    };
    expect(await end()).toBe(780);
    await box.room.evaluate((room) => room.scrollTo(0, room.scrollHeight));
    expect(await end()).toBe(780);
    const last = (await box.room.getByRole('complementary', { name: 'Info' }).boundingBox())!;
    expect(last.y + last.height).toBeLessThanOrEqual((await acts.boundingBox())!.y + 1);
  });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider, 'pixels that reach out at the side').toBeLessThanOrEqual(0);
  await box.room.getByRole('link', { name: 'Close (Esc)' }).tap();
  await expect(box.room).toHaveCount(0);
});

/** One finger over the middle of an element, so many pixels to the right. */
async function swipe(page: Page, over: Locator, across: number) {
  await fingers(page, over, (part) => [[across * (part - 0.5), 0]]);
}

/** Two fingers, so many pixels apart in the beginning and in the end. */
async function pinch(page: Page, over: Locator, from: number, to: number) {
  await fingers(page, over, (part) => {
    const apart = from + (to - from) * part;
    return [[-apart / 2, 0], [apart / 2, 0]];
  });
}

async function fingers(page: Page, over: Locator, at: (part: number) => number[][]) {
  const { x, y, width, height } = (await over.boundingBox())!;
  const [left, top] = [x + width / 2, y + height / 2];
  const browser = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', part: number) =>
    browser.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: at(part).map(([right, down], id) => ({ x: left + right, y: top + down, id })),
    });
  await touch('touchStart', 0);
  for (let part = 0.1; part < 1.05; part += 0.1) await touch('touchMove', part);
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await browser.detach();
}
