import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { fixture } from '../harness/paths.ts';
import { enter } from '../harness/studio.ts';
import { expect, test } from '../harness/test.ts';

const field = (page: Page) => page.getByRole('complementary').getByLabel('Upload to library');
const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' });
const row = (page: Page, name: string) => tray(page).getByRole('listitem').filter({ hasText: name });

/** A picture that no other test sends, of any length: decoders stop before its tail. */
async function picture(name: string, bytes = 0) {
  const picture = await readFile(fixture('meadow.webp'));
  const tail = Buffer.alloc(Math.max(64, bytes - picture.length), `${name} ${Math.random()} `);
  return { name, mimeType: 'image/webp', buffer: Buffer.concat([picture, tail]) };
}

test('chosen files are sent, refused with the reason, and known again', async ({ page }) => {
  await enter(page);
  const files = ['harbour-dawn.jpg', 'mark-transparent.png', 'not-a-picture.jpg'];
  await field(page).setInputFiles(files.map(fixture));
  await expect(row(page, 'harbour-dawn.jpg')).toContainText('Uploaded');
  await expect(row(page, 'mark-transparent.png')).toContainText('Uploaded');
  await expect(row(page, 'not-a-picture.jpg')).toContainText('Atelier takes images, videos, audio and PDF.');
  await expect(tray(page).getByRole('heading')).toHaveText('2 files uploaded into Saltmarsh');
  await expectAccessible(page);

  await tray(page).getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(tray(page)).toBeHidden();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/upload')) sent.push(request.method());
  });
  await field(page).setInputFiles(fixture('harbour-dawn.jpg'));
  await expect(row(page, 'harbour-dawn.jpg')).toContainText('Already here');
  expect(sent, 'known bytes do not travel').toEqual([]);
  await row(page, 'harbour-dawn.jpg').getByRole('link', { name: 'Show' }).click();
  await expect(page).toHaveURL(/\/library\/[0-9a-z]{26}\?brand=saltmarsh/);
});

test('a long file travels in parts and goes on where a break left it', async ({ page, guard }) => {
  guard.allow(/net::ERR_/);
  await enter(page);
  const long = await picture('long.webp', 20_000_000);
  const parts: number[] = [];
  let broken = false;
  await page.route('**/upload/*', async (route) => {
    const request = route.request();
    const offset = Number(request.headers()['upload-offset'] ?? -1);
    if (request.method() === 'PATCH' && offset > 0 && !broken) {
      broken = true;
      return route.abort('connectionreset');
    }
    if (request.method() === 'PATCH') parts.push(offset);
    return route.continue();
  });
  await field(page).setInputFiles(long);
  await expect(row(page, 'long.webp')).toContainText('Uploaded', { timeout: 45_000 });
  expect(broken).toBe(true);
  expect(parts, 'nothing travelled twice').toEqual([0, 8_388_608, 16_777_216]);
});

test('a cancelled file is forgotten and can be sent after all', async ({ page, guard }) => {
  guard.allow(/net::ERR_/);
  await enter(page);
  let held = true;
  await page.route('**/upload', async (route) => {
    // As a slow line: never answered until cancelled.
    if (held) return;
    await route.continue();
  });
  await field(page).setInputFiles(await picture('slow.webp'));
  await row(page, 'slow.webp').getByRole('button', { name: 'Cancel slow.webp' }).click();
  await expect(row(page, 'slow.webp')).toContainText('Cancelled');
  held = false;
  await row(page, 'slow.webp').getByRole('button', { name: 'Retry' }).click();
  await expect(row(page, 'slow.webp')).toContainText('Uploaded');
});

/** Gives files to the page as a drop or a paste does. */
async function give(page: Page, kind: 'drop' | 'paste', name: string) {
  const { buffer } = await picture(name);
  await page.evaluate(
    ([kind, name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes as number[])], name as string, { type: 'image/webp' }));
      const event = (of: string) =>
        of === 'paste'
          ? new ClipboardEvent(of, { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent(of, { dataTransfer: data, bubbles: true, cancelable: true });
      const steps = kind === 'paste' ? ['paste'] : ['dragenter', 'dragover'];
      for (const step of steps) document.body.dispatchEvent(event(step));
      (window as unknown as { drop: () => void }).drop = () => document.body.dispatchEvent(event('drop'));
    },
    [kind, name, [...buffer]] as const,
  );
}

test('files are dropped anywhere and pasted', async ({ page }) => {
  await enter(page);
  await give(page, 'drop', 'dropped.webp');
  await expect(page.getByText('Drop to upload into Saltmarsh')).toBeVisible();
  await page.evaluate(() => (window as unknown as { drop: () => void }).drop());
  await expect(page.getByText('Drop to upload into Saltmarsh')).toBeHidden();
  await expect(row(page, 'dropped.webp')).toContainText('Uploaded');
  await give(page, 'paste', 'pasted.webp');
  await expect(row(page, 'pasted.webp')).toContainText('Uploaded');
});

test('many files at once leave the page at ease', async ({ page }) => {
  test.setTimeout(240_000);
  await enter(page);
  const many = await Promise.all(Array.from({ length: 372 }, (_, n) => picture(`many-${n}.webp`, 60_000)));
  await field(page).setInputFiles(many);
  await expect(tray(page).getByRole('heading')).toHaveText('Uploading 372 files into Saltmarsh');
  expect(await tray(page).getByRole('listitem').count()).toBeLessThanOrEqual(40);
  await tray(page).getByRole('button', { name: 'Fold away' }).click();
  await expect(tray(page).getByRole('listitem')).toHaveCount(0);
  await expect(tray(page).getByRole('heading')).toHaveText('372 files uploaded into Saltmarsh', { timeout: 160_000 });
});
