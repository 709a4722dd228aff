import type { APIRequestContext, Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { Seed, test } from '../harness/seed.ts';
import { enter } from '../harness/studio.ts';
import { expect, live } from '../harness/test.ts';

test.use({ own: 'tokens' });

const section = (page: Page) => page.getByRole('region', { name: 'API tokens' });
const row = (page: Page, name: string) => section(page).getByRole('listitem').filter({ hasText: name });
const secret = (page: Page) => section(page).getByRole('textbox', { name: 'New token' });

/** The section, with the owner signed in. */
async function open(page: Page) {
  await enter(page);
  await page.goto('/settings#tokens');
  await live(page);
}

/** What the API says to a program that shows this token, and nothing else. */
async function ask(program: APIRequestContext, token: string, method: string, path: string, data?: unknown) {
  const answer = await program.fetch(`/api/v1${path}`, { method, data, headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status(), told: await answer.json().catch(() => undefined) };
}

test('a token is made with scopes, shown once, copied, used and revoked', async ({ page, context, server, playwright }) => {
  const name = `Nightly import ${Math.random()}`;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const program = await playwright.request.newContext({ baseURL: server.url });
  await open(page);
  const form = section(page).getByRole('form', { name: 'New token' });

  await test.step('a name is asked for', async () => {
    await form.getByRole('button', { name: 'Create token' }).click();
    await expect(form.getByLabel('Name')).toBeFocused();
    await expect(secret(page)).toHaveCount(0);
    await expectAccessible(page);
  });

  let token = '';
  await test.step('made, shown and copied', async () => {
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('Expires').selectOption({ label: 'After 30 days' });
    await form.getByRole('switch', { name: 'Turn public links on and off' }).check();
    await form.getByRole('switch', { name: 'Upload, change, review, and delete to the trash' }).uncheck();
    await form.getByRole('button', { name: 'Create token' }).click();
    await expect(secret(page)).toHaveValue(/^atl_[\w-]{20,}$/);
    token = await secret(page).inputValue();
    await expect(form.getByLabel('Name')).toHaveValue('');
    await expect(row(page, name)).toContainText('read');
    await expect(row(page, name)).toContainText('publish');
    await expect(row(page, name)).not.toContainText('write');
    await expect(row(page, name)).toContainText(/Never used, made .*, expires \d+ \w+ \d{4}/);
    await expectAccessible(page);
    await section(page).getByRole('button', { name: 'Copy' }).click();
    await expect(page.getByText('Token copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
  });

  await test.step('it does what its scopes say', async () => {
    const me = await ask(program, token, 'GET', '/me');
    expect([me.status, me.told.email]).toEqual([200, 'owner@example.com']);
    expect((await ask(program, token, 'GET', '/assets?brand=saltmarsh')).status).toBe(200);
    const write = await ask(program, token, 'POST', '/campaigns', { brand: 'saltmarsh', name: 'Tide' });
    expect([write.status, write.told.type]).toEqual([403, '/api/v1/docs#problem-denied']);
  });

  await test.step('it is never shown again', async () => {
    await page.reload();
    await live(page);
    await expect(row(page, name)).toContainText(/Used .*, made/);
    await expect(secret(page)).toHaveCount(0);
    expect(await page.content()).not.toContain(token);
    await expectAccessible(page);
  });

  await test.step('revoked, it is refused', async () => {
    await row(page, name).getByRole('button', { name: `Revoke ${name}` }).click();
    await expect(page.getByText('The token is revoked. It no longer works.')).toBeVisible();
    await expect(row(page, name)).toHaveCount(0);
    const refused = await ask(program, token, 'GET', '/me');
    expect([refused.status, refused.told.type]).toEqual([401, '/api/v1/docs#problem-signed-out']);
  });
  await program.dispose();
});

test('all of it by keyboard', async ({ page, context, server }) => {
  const name = `By hand ${Math.random()}`;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await open(page);
  const form = section(page).getByRole('form', { name: 'New token' });
  await form.getByLabel('Name').focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await expect(form.getByLabel('Expires')).toBeFocused();
  for (const words of ['Upload, change, review, and delete to the trash', 'Turn public links on and off', 'Delete for good']) {
    await page.keyboard.press('Tab');
    await expect(form.getByRole('switch', { name: words })).toBeFocused();
  }
  await page.keyboard.press('Space');
  await expect(form.getByRole('switch', { name: 'Delete for good' })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(form.getByRole('button', { name: 'Create token' })).toBeFocused();
  await page.keyboard.press('Enter');
  // The token stands before the form that made it, and takes the focus, selected, to be copied by hand as well.
  await expect(secret(page)).toBeFocused();
  const token = await secret(page).inputValue();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(token);
  await expect(row(page, name)).toContainText('purge');
  await page.keyboard.press('Tab');
  await expect(section(page).getByRole('button', { name: 'Copy' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Token copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);

  // A button goes with its row; the keyboard stays in the section.
  await row(page, name).getByRole('button', { name: `Revoke ${name}` }).focus();
  await page.keyboard.press('Enter');
  await expect(row(page, name)).toHaveCount(0);
  await expect(section(page).getByRole('heading', { name: 'API tokens' })).toBeFocused();
});

test('another browser is signed out by keyboard', async ({ page, server }) => {
  await enter(page);
  await Seed.of(server.url);
  await page.goto('/settings');
  await live(page);
  const sessions = page.getByRole('region', { name: 'Sessions' });
  const others = sessions.getByRole('button', { name: /^Revoke / });
  const before = await others.count();
  expect(before).toBeGreaterThan(0);
  await others.first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('That browser is signed out.')).toBeVisible();
  await expect(others).toHaveCount(before - 1);
  await expect(sessions.getByRole('heading', { name: 'Sessions' })).toBeFocused();
});
