import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect, live } from '../harness/test.ts';
import { Lightbox, LibraryPage } from '../pages/library.ts';

test.use({ own: 'rights' });

test('what may be done follows the roles without a reload', async ({ browser, context, page, server }) => {
  test.setTimeout(120_000);
  const seed = await Seed.of(server.url);
  await seed.upload([fixture('meadow.webp')]);
  const [{ id: asset }] = await seed.cards();
  await seed.campaign('Low tide', '', [asset]);
  const state = await seed.state();
  await context.addCookies(state.cookies);

  const library = new LibraryPage(page);
  await page.goto('/library?brand=saltmarsh');
  await live(page);
  await expect(library.files).toBeVisible();

  // No page changes a member's roles yet, so the studio's word for them is written here.
  let role: string | undefined;
  await page.route('**/api/session/who', async (route) => {
    const answer = await route.fetch();
    const who = await answer.json();
    const mine = who.brands.find((face: any) => face.brand.slug === 'saltmarsh').brand.id;
    if (role) who.actor = { ...who.actor, role: 'member', brands: [[mine, role]] };
    await route.fulfill({ response: answer, json: who });
  });
  const other = await browser.newContext({ storageState: state, baseURL: server.url });
  const admin = await other.newPage();
  await admin.goto('/brands');
  await live(admin);
  const makeBrand = async (name: string) => {
    await admin.goto('/brands');
    await live(admin);
    await admin.getByRole('button', { name: 'New brand' }).click();
    await admin.getByLabel('Name').fill(name);
    await admin.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await admin.waitForURL(/\/campaigns$/);
  };

  await test.step('a new brand is offered, and so is uploading to it', async () => {
    await makeBrand('Ostrea');
    await page.getByRole('button', { name: /brand/i }).first().click();
    await page.getByRole('menuitem', { name: /Ostrea/ }).click();
    await expect(page).toHaveURL(/brand=ostrea/);
    await expect(library.files).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/brand=saltmarsh/);
  });

  const rail = page.getByRole('complementary', { name: 'Buckets and collections' });
  await test.step('who only looks is offered no deed', async () => {
    role = 'viewer';
    await makeBrand('Fen');
    await expect(library.files).toHaveCount(0);
    await expect(rail.getByRole('button', { name: 'New' })).toHaveCount(0);
    await library.card('meadow.webp').click();
    const box = new Lightbox(page);
    await expect(box.name).toHaveText('meadow.webp');
    await expect(box.room.getByText('Campaigns')).toHaveCount(0);
    await expect(box.room.getByRole('button', { name: 'Add to campaign…' })).toHaveCount(0);

    role = 'creator';
    await makeBrand('Heron');
    await expect(box.room.getByRole('button', { name: 'Add to campaign…' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(library.files).toBeVisible();
    await expect(rail.getByRole('button', { name: 'New' })).toBeVisible();
  });
  await other.close();
});
