import { expectAccessible } from '../harness/axe.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live, scripted } from '../harness/test.ts';
import { LibraryPage } from '../pages/library.ts';

test.use({ own: 'scrubber' });

const many = 600;

test('a long grid is gone through by its handle', async ({ page, context, server }) => {
  test.setTimeout(180_000);
  const seed = await Seed.of(server.url);
  await seed.tiles(many);
  await context.addCookies((await seed.state()).cookies);
  const phone = test.info().project.name === 'mobile';
  const library = new LibraryPage(page);
  const view = page.locator('.field-of-view');
  const handle = page.getByRole('slider', { name: 'Place in the results' });
  const card = (index: number) => library.grid.locator(`[data-index="${index}"] a.shot`);
  const shows = (index: number) => expect(card(index)).toBeInViewport({ timeout: 15_000 });
  const place = async () => Number((await handle.getAttribute('aria-valuenow'))!);
  const end = async () => Number((await handle.getAttribute('aria-valuemax'))!);

  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.say).toHaveText(`${many} assets`);
  if (!scripted()) {
    await expect(handle).toHaveCount(0);
    return;
  }
  /** It goes to rest a moment after the last scrolling. */
  const wake = () => view.evaluate((element) => element.scrollBy(0, element.clientHeight / 2));
  await expect(handle).toHaveCount(1);
  await expect(handle).toHaveCSS('opacity', '0');

  await test.step('scrolling shows it, and where one is', async () => {
    await view.evaluate((element) => (element.scrollTop = element.scrollHeight / 3));
    await expect(handle).toHaveCSS('opacity', '1');
    await expect(handle).toHaveAttribute('aria-valuetext', /^[A-Z][a-z]{2} \d{4}, \d+ of 600$/);
    expect(await place()).toBeGreaterThan(100);
    await expectAccessible(page);
    await expect(handle).toHaveCSS('opacity', '0');
  });

  await test.step('it is dragged to the end and to the beginning', async () => {
    await wake();
    await expect(handle).toHaveCSS('opacity', '1');
    const box = (await handle.boundingBox())!;
    const frame = (await view.boundingBox())!;
    const x = box.x + box.width - 12;
    await page.mouse.move(x, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(x, frame.y + frame.height * 0.7, { steps: 4 });
    await expect(page.locator('.scrubber')).toHaveClass(/dragged/);
    await page.mouse.move(x, frame.y + frame.height, { steps: 8 });
    await shows(many - 1);
    await page.mouse.move(x, frame.y - 20, { steps: 8 });
    await shows(0);
    await page.mouse.up();
    await expect(page.locator('.scrubber')).not.toHaveClass(/dragged/);
  });

  await test.step('keys lead on, to the end and back', async () => {
    await handle.focus();
    await expect(handle).toHaveCSS('opacity', '1');
    await page.keyboard.press('PageDown');
    await expect.poll(place).toBeGreaterThan(1);
    const first = await place();
    await page.keyboard.press('ArrowDown');
    await expect.poll(place).toBeGreaterThanOrEqual(first);
    await page.keyboard.press('End');
    await shows(many - 1);
    await expect.poll(async () => (await place()) === (await end())).toBe(true);
    await page.keyboard.press('Home');
    await shows(0);
    await expect.poll(place).toBe(1);
    await expect(handle).toBeFocused();
    await expectAccessible(page);
  });

  if (phone) {
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, 'pixels that reach out at the side').toBeLessThanOrEqual(0);
  }
});
