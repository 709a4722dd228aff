import type { Locator, Page } from '@playwright/test';

/** One campaign, as its manager sees it. */
export class CampaignPage {
  readonly visibility: Locator;
  readonly toggle: Locator;
  readonly link: Locator;
  readonly picker: Locator;

  constructor(readonly page: Page) {
    this.visibility = page.getByRole('region', { name: 'Visibility' });
    this.toggle = this.visibility.getByRole('switch');
    this.link = this.visibility.getByLabel('Public link');
    this.picker = page.getByRole('dialog', { name: 'Add assets' });
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Opens the picker, picks by name, adds. */
  async add(names: string[]) {
    await this.button('Add assets').first().click();
    for (const name of names) await this.picker.getByRole('checkbox', { name: `Select ${name}` }).check({ force: true });
    await this.picker.getByRole('button', { name: 'Add to campaign' }).click();
    await this.picker.waitFor({ state: 'hidden' });
  }
}
