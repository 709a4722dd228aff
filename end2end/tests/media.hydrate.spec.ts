import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { makeMedia } from '../harness/media.ts';
import { root, shared } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'media' });

interface Player {
  paused: boolean;
  currentTime: number;
  duration: number;
}

/** Where what plays on the page stands. */
const standing = (page: Page) =>
  page.locator('#player').evaluate((element) => {
    const { paused, currentTime, duration } = element as HTMLMediaElement;
    return { paused, currentTime, duration } as Player;
  });

test('films, sounds and documents from their arrival to a public page', async ({ page, context, server, guard }) => {
  test.setTimeout(240_000);
  const made = makeMedia();
  const seed = await Seed.of(server.url);
  await context.addCookies((await seed.state()).cookies);
  const library = new LibraryPage(page);
  const box = new Lightbox(page);
  const card = (name: string) => page.locator('.card').filter({ has: page.getByRole('link', { name, exact: true }) });

  await test.step('they arrive and show themselves', async () => {
    await page.goto('/library?brand=saltmarsh');
    await live(page);
    await library.files.setInputFiles(Object.values(made));
    await expect(library.tray.getByRole('heading')).toHaveText(/5 files uploaded/, { timeout: 60_000 });
    await library.tray.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await expect(card('waves.mp4').locator('.dur')).toHaveText(/0:12$/, { timeout: 60_000 });
    await expect(card('tide.mp3').locator('.dur')).toHaveText(/0:09$/, { timeout: 60_000 });
    await expect(card('waves.mp4').locator('.shot > img')).toBeVisible();
    await expect(card('tide.mp3').locator('.wave')).toBeVisible();
    await expect(card('brief.pdf').locator('.shot > img')).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page, undefined, 'the library');
  });

  await test.step('the pointer scrubs', async () => {
    const sheets: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/sheet')) sheets.push(request.url());
    });
    const shot = card('waves.mp4').locator('.shot');
    const place = (await shot.boundingBox())!;
    const at = (share: number) => page.mouse.move(place.x + place.width * share, place.y + place.height / 2);
    expect(sheets, 'nothing is fetched before').toEqual([]);
    await at(0.1);
    const frame = card('waves.mp4').locator('.frame');
    await expect(frame).toBeVisible();
    const first = await frame.evaluate((element) => getComputedStyle(element).backgroundPosition);
    await expect(card('waves.mp4').locator('.dur')).toHaveText(/0:01$/);
    await at(0.75);
    await expect(card('waves.mp4').locator('.dur')).toHaveText(/0:09$/);
    expect(await frame.evaluate((element) => getComputedStyle(element).backgroundPosition)).not.toBe(first);
    // It lies exactly where the poster was.
    const [over, under] = [await frame.boundingBox(), await card('waves.mp4').locator('.shot > img').boundingBox()];
    expect(Math.abs(over!.width / over!.height - 640 / 360)).toBeLessThan(0.03);
    expect(Math.abs(over!.x + over!.width / 2 - (under!.x + under!.width / 2))).toBeLessThan(1);
    await expect.poll(() => sheets.length, 'one sheet for all frames').toBe(1);
    await page.mouse.move(0, 0);
    await expect(frame).toHaveCount(0);
    await expect(card('waves.mp4').locator('.dur')).toHaveText(/0:12$/);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await at(0.5);
    await expect(card('waves.mp4').locator('.over')).toHaveCSS('opacity', '1');
    await expect(frame).toHaveCount(0);
    await page.emulateMedia({ reducedMotion: null });
  });

  await test.step('a film plays and seeks', async () => {
    await library.card('waves.mp4').click();
    await expect(box.name).toHaveText('waves.mp4');
    await expect(page.locator('video#player')).toBeVisible();
    await expect(box.room.getByText('0:12', { exact: true })).toBeVisible();
    await expect(box.room.getByText('H.264, AAC')).toBeVisible();
    await expect.poll(async () => Math.round((await standing(page)).duration)).toBe(12);
    await page.keyboard.press(' ');
    await expect.poll(async () => (await standing(page)).currentTime).toBeGreaterThan(0.2);
    await page.keyboard.press('k');
    expect((await standing(page)).paused).toBe(true);
    const before = (await standing(page)).currentTime;
    await page.keyboard.press('l');
    await expect.poll(async () => (await standing(page)).currentTime).toBeGreaterThan(before + 5);
    await page.keyboard.press('j');
    await expect.poll(async () => (await standing(page)).currentTime).toBeLessThan(before + 3);
    const here = (await standing(page)).currentTime;
    await page.keyboard.press('.');
    await expect.poll(async () => (await standing(page)).currentTime - here).toBeCloseTo(1 / 30, 2);
    // The player's own arrows are its own; elsewhere they turn to the neighbour.
    await page.locator('#player').focus();
    await page.keyboard.press('ArrowRight');
    await expect(box.name).toHaveText('waves.mp4');
    await expectAccessible(page, undefined, 'a film in the viewer');
  });

  await test.step('a film that stands upright is shown whole', async () => {
    await page.goto('/library?brand=saltmarsh');
    await live(page);
    await library.card('upright.mp4').click();
    const [film, stage] = [(await page.locator('#player').boundingBox())!, (await page.locator('.stage').boundingBox())!];
    expect(film.y).toBeGreaterThanOrEqual(stage.y);
    expect(film.y + film.height).toBeLessThanOrEqual(stage.y + stage.height + 0.5);
  });

  await test.step('a sound is a slider along its shape', async () => {
    await page.goto('/library?brand=saltmarsh');
    await live(page);
    await library.card('tide.mp3').click();
    await expect(box.name).toHaveText('tide.mp3');
    const bar = box.room.getByRole('slider', { name: 'Position in tide.mp3' });
    await expect(bar).toHaveAttribute('aria-valuetext', '0:00 of 0:09');
    await bar.focus();
    await page.keyboard.press('ArrowRight');
    await expect(bar).toHaveAttribute('aria-valuetext', '0:05 of 0:09');
    await expect(box.name, 'the arrow stays with the slider').toHaveText('tide.mp3');
    await page.keyboard.press('Home');
    await expect(bar).toHaveAttribute('aria-valuenow', '0');
    const place = (await bar.boundingBox())!;
    await page.mouse.click(place.x + place.width * 0.5, place.y + place.height / 2);
    await expect(bar).toHaveAttribute('aria-valuetext', '0:04 of 0:09');
    await box.button('Play (Space)').click();
    await expect(box.button('Pause (Space)')).toBeVisible();
    await expect.poll(async () => (await standing(page)).currentTime).toBeGreaterThan(4.7);
    await box.button('Pause (Space)').click();
    await expectAccessible(page, undefined, 'a sound in the viewer');
  });

  await test.step('a document shows its first page and can be read', async () => {
    await page.goto('/library?brand=saltmarsh');
    await live(page);
    await library.card('brief.pdf').click();
    await expect(page.locator('.stage > img')).toBeVisible();
    await expect(box.room.getByText('Pages', { exact: true })).toBeVisible();
    await expect(box.room.getByRole('link', { name: 'Read it all' })).toHaveAttribute('href', /\/original/);
  });

  await test.step('what this browser cannot play says so', async () => {
    await page.goto('/library?brand=saltmarsh');
    await live(page);
    await library.card('rushes.mov').click();
    await expect(box.room.getByText('This browser cannot play it')).toBeVisible();
    await expect(box.room.getByText('MOV with ProRes')).toBeVisible();
    await expect(box.room.getByRole('link', { name: 'Download' }).first()).toBeVisible();
  });

  await test.step('visitors play them too', async () => {
    const cards = (await seed.cards()).map((one) => one.id);
    await seed.approve(cards);
    const { link } = await seed.campaign('Low Tide', 'Moving pictures.', cards);
    await page.goto(link);
    const film = page.getByLabel('waves', { exact: true });
    await expect(film).toHaveAttribute('poster', /media/);
    await film.evaluate((element) => (element as HTMLVideoElement).play());
    await expect.poll(() => film.evaluate((element) => (element as HTMLVideoElement).currentTime)).toBeGreaterThan(0.1);
    await expect(page.getByRole('link', { name: 'Download waves' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Download brief' }), 'a PDF cannot be cleaned').toHaveCount(0);
    await expectAccessible(page, undefined, 'the public page');
  });
  expect(guard.unexpected()).toEqual([]);
});

/** Pictures of all of it, written on demand. */
test('a tour of what plays', async ({ page, context, server }) => {
  test.skip(process.env.ATELIER_SCREENS !== '1', 'pictures are taken on demand');
  test.setTimeout(600_000);
  const folder = join(root, 'target/test/media');
  mkdirSync(folder, { recursive: true });
  const seed = await Seed.of(server.url);
  const [video, formats] = [shared('video')!, shared('formats')!];
  const made = makeMedia();
  await seed.upload([
    join(formats, 'photo.avif'),
    join(formats, 'phone.heic'),
    made.document,
    join(formats, 'with-gps.mov'),
    made.sound,
    ...['bottle-detection.mp4', 'car-detection.mp4', 'one-by-one-person-detection.mp4'].map((name) => join(video, name)),
  ]);
  const cards = await seed.cards();
  const id = (name: string) => cards.find((card) => card.name === name)!.id;
  await context.addCookies((await seed.state()).cookies);
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    for (const [width, height] of [[1440, 900], [360, 780]] as const) {
      await page.setViewportSize({ width, height });
      const shoot = (name: string) => page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
      await page.goto('/library?brand=saltmarsh');
      await live(page);
      await page.waitForLoadState('networkidle');
      await shoot('cards');
      const shot = page.locator('.card').filter({ has: page.getByRole('link', { name: 'car-detection.mp4' }) }).locator('.shot');
      const place = (await shot.boundingBox())!;
      await page.mouse.move(place.x + place.width * 0.6, place.y + place.height * 0.4);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(300);
      await shoot('hover');
      for (const name of ['car-detection.mp4', 'with-gps.mov', 'tide.mp3', 'brief.pdf', 'phone.heic']) {
        await page.goto(`/library/${id(name)}?brand=saltmarsh`);
        await live(page);
        await page.waitForLoadState('networkidle');
        if (name === 'tide.mp3') {
          await page.getByRole('slider', { name: 'Position in' }).press('ArrowRight');
          await page.waitForTimeout(300);
        }
        await shoot(`viewer-${name}`);
      }
    }
  }
});
