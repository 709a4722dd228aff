import { fixture } from '../harness/paths.ts';
import { test } from '../harness/seed.ts';
import { owner } from '../harness/studio.ts';
import { expect, live } from '../harness/test.ts';
import { CampaignPage } from '../pages/campaign.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'journey' });

const photos = ['harbour-dawn.jpg', 'bottle-studio.jpg', 'circles-poster.jpg'];

test('from the first visit to a public campaign link and its end', async ({ page, browser, context, guard, baseURL }) => {
  test.setTimeout(240_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL });
  // A name that is taken is refused by the server, which the browser's console reports.
  guard.allow(/the server responded with a status of 4\d\d.*\/campaigns\/create/);
  guard.allow(/status of 404.*\/c\//);

  await test.step('the first visit', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/set-up$/);
    await live(page);
    await page.getByLabel('Studio name').fill(owner.studio);
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    await page.getByLabel('First brand').fill(owner.brand);
    await page.getByRole('button', { name: 'Set up the studio' }).click();
    await expect(page).toHaveURL(/\/library/);
    await live(page);
    await expect(page.getByText('Bring in the first pictures')).toBeVisible();
  });

  const library = new LibraryPage(page);
  await test.step('photos arrive without a reload', async () => {
    await page.goto('/library?brand=saltmarsh');
    await live(page);
    await library.files.setInputFiles(photos.map(fixture));
    await expect(library.tray.getByRole('heading')).toHaveText(/3 files uploaded/, { timeout: 60_000 });
    for (const photo of photos) await expect(library.card(photo)).toBeVisible();
    await library.tray.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await expect(library.card(photos[0]).locator('img').first()).toBeVisible({ timeout: 60_000 });
  });

  await test.step('search by name', async () => {
    await library.search.fill('bottle');
    await expect(library.say).toHaveText(/^1 of 3 assets$/);
    await expect(page).toHaveURL(/q=bottle/);
    await expect(library.card('bottle-studio.jpg')).toBeVisible();
    await expect(library.card('harbour-dawn.jpg')).toBeHidden();
    await page.getByRole('link', { name: 'Clear all' }).click();
    await expect(library.say).toHaveText(/^3 assets$/);
  });

  const box = new Lightbox(page);
  await test.step('rate, tag, turn, return', async () => {
    await library.card('bottle-studio.jpg').click();
    await expect(box.name).toHaveText('bottle-studio.jpg');
    await expect(box.place).toHaveText(/^[123] of 3$/);
    await box.star(4).click({ force: true });
    await expect(box.star(4)).toBeChecked();
    await expect(page.getByText('1 asset rated 4 stars.')).toBeVisible();
    await box.star(4).click({ force: true });
    await expect(box.star(4)).not.toBeChecked();
    await expect(page.getByText('1 asset no longer rated.')).toBeVisible();
    await box.button('Add tag').click();
    await box.room.getByLabel('Tag', { exact: true }).fill('still life');
    await page.keyboard.press('Enter');
    await expect(box.button('Remove still life')).toBeVisible();
    await page.keyboard.press('Escape');

    const at = async () => Number((await box.place.textContent())?.split(' ')[0]);
    const [start, before] = [await at(), await box.name.textContent()];
    await box.name.click();
    const [there, back] = start < 3 ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
    await page.keyboard.press(there);
    await expect(box.name).not.toHaveText(before!);
    await page.keyboard.press(back);
    await expect(box.name).toHaveText(before!);
    await page.keyboard.press('Escape');
    await expect(box.room).toBeHidden();
    await expect(library.card('bottle-studio.jpg')).toBeFocused();
  });

  await test.step('submit and approve two of three', async () => {
    for (const photo of ['bottle-studio.jpg', 'harbour-dawn.jpg']) {
      await library.card(photo).click();
      await expect(box.name).toHaveText(photo);
      await box.button('Submit for review').click();
      await expect(box.status).toHaveText('In review');
      await box.button('Approve').click();
      await expect(box.status).toHaveText('Approved');
      await page.keyboard.press('Escape');
      await expect(box.room).toBeHidden();
    }
  });

  const campaign = new CampaignPage(page);
  await test.step('a campaign with a name of its own', async () => {
    await page.goto('/brands/saltmarsh/campaigns');
    await live(page);
    const dialog = page.getByRole('dialog', { name: 'New campaign' });
    await campaign.button('New campaign').first().click();
    await dialog.getByLabel('Name').fill('Low Tide');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Low Tide' })).toBeVisible();
    const address = page.url();

    await page.goto('/brands/saltmarsh/campaigns');
    await live(page);
    await campaign.button('New campaign').first().click();
    await dialog.getByLabel('Name').fill('low tide');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(dialog.getByText('A campaign with that name already exists.')).toBeVisible();
    await page.goto(address);
    await live(page);
    await campaign.add(photos);
    await expect(page.getByRole('list', { name: 'Assets of the campaign' }).getByRole('listitem')).toHaveCount(3);
  });

  const visitor = await browser.newContext();
  guard.watch(visitor);
  const open = await visitor.newPage();
  await test.step('public, seen signed out', async () => {
    await expect(campaign.visibility).toContainText('Only studio members can view this campaign.');
    await campaign.toggle.click();
    await expect(campaign.visibility).toContainText('Anyone with the link can view this campaign’s approved assets.');
    await expect(campaign.link).toHaveValue(/^http:\/\/127\.0\.0\.1:\d+\/c\/saltmarsh\//);
    await campaign.button('Copy').click();
    // After what was said before it.
    await expect(page.getByText('Link copied.', { exact: true })).toBeVisible({ timeout: 20_000 });
    const old = await campaign.link.inputValue();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(old);

    await campaign.button('Regenerate').click();
    await expect(campaign.link).not.toHaveValue(old);
    expect((await open.goto(old))?.status()).toBe(404);

    expect((await open.goto(await campaign.link.inputValue()))?.status()).toBe(200);
    await expect(open.getByRole('heading', { level: 1 })).toHaveText('Low Tide');
    await expect(open.getByRole('banner')).toContainText('Saltmarsh');
    await expect(open.getByRole('figure')).toHaveCount(2);
    await expect(open.getByRole('figure').filter({ hasText: 'bottle-studio' })).toContainText(owner.name);
    await expect(open.getByText('circles-poster')).toHaveCount(0);
    expect(await open.content()).not.toContain('<script');
    const download = open.waitForEvent('download');
    await open.getByRole('figure').getByRole('link', { name: 'Download harbour-dawn' }).click();
    expect((await download).suggestedFilename()).toBe('harbour-dawn.jpg');
  });

  await test.step('private again', async () => {
    const link = open.url();
    await campaign.button('Make private').click();
    await expect(campaign.visibility).toContainText('Only studio members can view this campaign.');
    expect((await open.goto(link))?.status()).toBe(404);
  });
  await visitor.close();
});
