import { expectAccessible } from '../harness/axe.ts';
import { Seed, test } from '../harness/seed.ts';
import { owner } from '../harness/studio.ts';
import { expect, live, scripted } from '../harness/test.ts';

test.use({ own: 'sign-in' });

test.beforeAll(async ({ server }) => {
  await Seed.of(server.url);
});

test('the door leads back to where one wanted to go, and out again', async ({ page, guard }) => {
  // A refused form is an answer like any other, which the console reports.
  guard.allow(/the server responded with a status of 4\d\d.*\/sign_in/);
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in\?back=/);
  await live(page);
  await expectAccessible(page);
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.');

  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await live(page);

  const sessions = page.getByRole('region', { name: 'Sessions' });
  await expect(sessions.getByText('This browser')).toHaveCount(1);
  if (scripted()) {
    const revoke = sessions.getByRole('button', { name: /^Revoke / });
    const others = await revoke.count();
    expect(others, 'the seed is signed in as well').toBeGreaterThan(0);
    await revoke.first().click();
    await expect(revoke).toHaveCount(others - 1);
  }
  await page.getByRole('region', { name: 'Account' }).getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/library');
  await expect(page).toHaveURL(/\/sign-in\?back=/);
});
