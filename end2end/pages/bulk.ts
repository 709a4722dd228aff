import { expect, type Locator, type Page } from '@playwright/test';

/** The bar under the grid, its panels, and what it says. */
export class BulkBar {
  readonly bar: Locator;
  readonly undo: Locator;

  constructor(readonly page: Page) {
    this.bar = page.getByRole('toolbar', { name: /^With / });
    this.undo = page.locator('.toasts').getByRole('button', { name: 'Undo' });
  }

  button(name: string) {
    return this.bar.getByRole('button', { name });
  }

  panel(name: string) {
    return this.page.getByRole('group', { name, exact: true });
  }

  /** Opens a panel by its button, which is named like it or otherwise. */
  async open(name: string, button = name) {
    await this.button(button).click();
    await expect(this.panel(name)).toBeVisible();
    return this.panel(name);
  }

  /** Chooses in a panel. */
  async choose(panel: string, choice: string | RegExp) {
    await (await this.open(panel)).getByRole('button', { name: choice }).click();
    await expect(this.panel(panel)).toBeHidden();
  }

  async counts(count: string) {
    await expect(this.bar.locator('.sum')).toHaveText(`${count} selected`);
  }

  async says(words: string | RegExp) {
    await expect(this.page.locator('.toasts').getByText(words)).toBeVisible({ timeout: 30_000 });
  }
}
