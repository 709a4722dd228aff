import { expect, type Page } from '@playwright/test';
import { live } from './test.ts';

/** The first person of a fresh studio, and its brand. */
export const owner = {
  studio: 'Northlight',
  name: 'Studio Owner',
  email: 'owner@example.com',
  password: 'correct horse battery',
  brand: 'Saltmarsh',
};

/** Gets the owner into the library: over the first visit where the studio is fresh, else over the door. */
export async function enter(page: Page) {
  await page.goto('/');
  await live(page);
  if (page.url().includes('/set-up')) {
    await page.getByLabel('Studio name').fill(owner.studio);
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('First brand').fill(owner.brand);
  }
  if (!page.url().includes('/library')) {
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    await page.getByRole('button', { name: /^(Set up the studio|Sign in)$/ }).click();
  }
  await page.waitForURL(/\/library/);
  await live(page);
  await expect(page.getByRole('main')).toBeVisible();
}
