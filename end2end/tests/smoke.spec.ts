import { expectAccessible } from '../harness/axe.ts';
import { expect, live, test } from '../harness/test.ts';

test('the server is healthy', async ({ request }) => {
  const answer = await request.get('/healthz');
  expect(answer.status()).toBe(200);
});

test('the first page comes complete, without complaint and accessible', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await live(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
});
