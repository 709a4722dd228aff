import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'thousands' });

/** `ATELIER_THOUSANDS` sets another number, for trying things out. */
const many = Number(process.env.ATELIER_THOUSANDS ?? 10_000);
/** Cards in the document at once; the grid may be as long as it likes. */
const most = 300;

test('ten thousand assets: few in the document, each within reach, the place kept', async ({ page, context, server }) => {
  test.setTimeout(1_500_000);
  const seed = await Seed.of(server.url);
  const began = Date.now();
  await test.step('seed', () => seed.tiles(many));
  test.info().annotations.push({ type: 'seeding', description: `${many} uploads in ${Date.now() - began} ms` });
  await context.addCookies((await seed.state()).cookies);

  const library = new LibraryPage(page);
  const cards = library.grid.getByRole('listitem');
  const view = page.locator('.field-of-view');
  const few = async () => expect(await cards.count()).toBeLessThan(most);
  const drawn = () => expect(library.grid.locator('.skel')).toHaveCount(0, { timeout: 15_000 });
  const top = () => view.evaluate((element) => Math.round(element.scrollTop));
  const atEnd = (asset: number) => library.grid.locator(`[data-index="${asset}"]`);

  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.say).toHaveText(`${many.toLocaleString('en')} assets`);
  await few();
  await expect(cards.first()).toHaveAttribute('aria-setsize', String(many));

  await test.step('by the keyboard', async () => {
    await cards.first().locator('a.shot').focus();
    await page.keyboard.press('End');
    await expect(atEnd(many - 1).locator('a.shot')).toBeFocused({ timeout: 15_000 });
    await expect(atEnd(many - 1).locator('a.shot')).toBeInViewport();
    await few();
    await page.keyboard.press('Home');
    await expect(atEnd(0).locator('a.shot')).toBeFocused({ timeout: 15_000 });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await few();
  });

  await test.step('every one by scrolling', async () => {
    const { names, fullest } = await view.evaluate(async (element, last) => {
      const pause = (wait: number) => new Promise((done) => setTimeout(done, wait));
      const names = new Set<string>();
      let fullest = 0;
      element.scrollTop = 0;
      for (let idle = 0; idle < 2; ) {
        // Until the screen is full of cards, and none of them waits for its data any more.
        for (let tries = 0; tries < 400; tries++) {
          await pause(25);
          const frame = element.getBoundingClientRect();
          const cells = [...element.querySelectorAll<HTMLElement>('li[data-index]')].map((cell) => ({
            ...{ top: cell.getBoundingClientRect().top, bottom: cell.getBoundingClientRect().bottom },
            last: Number(cell.dataset.index) === last,
            waits: !!cell.querySelector('.skel'),
          }));
          const shown = cells.filter(({ top, bottom }) => bottom > frame.top && top < frame.bottom);
          const full =
            shown.some(({ top }) => top <= frame.top + 40) && shown.some(({ bottom, last }) => last || bottom >= frame.bottom - 40);
          if (full && !shown.some(({ waits }) => waits)) break;
        }
        fullest = Math.max(fullest, element.querySelectorAll('li').length);
        for (const link of element.querySelectorAll('li a.shot')) names.add(link.getAttribute('aria-label')!);
        const before = element.scrollTop;
        element.scrollTop += element.clientHeight;
        idle = element.scrollTop === before ? idle + 1 : 0;
      }
      return { names: names.size, fullest };
    }, many - 1);
    expect(names).toBe(many);
    expect(fullest).toBeLessThan(most);
  });

  await test.step('the place is kept over the viewer and over another page', async () => {
    await view.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await drawn();
    await few();
    const place = await top();
    const middle = (await view.boundingBox())!;
    const name = await page.evaluate(
      ([x, y]) => document.elementsFromPoint(x, y).find((element) => element.matches('a.shot'))!.getAttribute('aria-label')!,
      [middle.x + 80, middle.y + middle.height / 2],
    );
    await library.card(name).click();
    const box = new Lightbox(page);
    await expect(box.name).toHaveText(name);
    await page.goBack();
    await expect(box.room).toBeHidden();
    await expect(library.card(name)).toBeFocused();
    expect(Math.abs((await top()) - place)).toBeLessThan(4);

    await page.getByRole('link', { name: 'Brands' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Brands' })).toBeVisible();
    await page.goBack();
    await expect(library.card(name)).toBeInViewport({ timeout: 15_000 });
    await few();
  });
});
