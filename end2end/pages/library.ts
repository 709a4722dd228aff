import type { Locator, Page } from '@playwright/test';

/** The library and what stands around its grid. */
export class LibraryPage {
  readonly grid: Locator;
  readonly search: Locator;
  readonly say: Locator;
  readonly tray: Locator;
  readonly files: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('list', { name: 'Assets', exact: true });
    this.search = page.getByRole('searchbox', { name: 'Search name, prompt or tag' });
    this.say = page.locator('.result .say');
    this.tray = page.getByRole('region', { name: 'Uploads' });
    this.files = page.getByRole('complementary').getByLabel('Upload to library');
  }

  /** The picture of a card, which leads to the viewer. */
  card(name: string) {
    return this.grid.getByRole('link', { name, exact: true });
  }
}

/** The viewer over the library. */
export class Lightbox {
  readonly room: Locator;
  readonly name: Locator;
  readonly place: Locator;
  /** The field with its name, which a phone shows in place of the heading. */
  readonly file: Locator;

  constructor(readonly page: Page) {
    this.room = page.getByRole('dialog', { name: 'Viewer' });
    this.name = this.room.getByRole('heading', { level: 1 });
    this.place = this.room.locator('.place');
    this.file = this.room.getByLabel('File name');
  }

  star(stars: number) {
    return this.room.getByRole('radio', { name: `${stars} of 5` });
  }

  /** A star as a finger meets it: the drawing and not the field. */
  drawnStar(stars: number) {
    return this.room.getByTitle(`${stars} of 5`, { exact: true });
  }

  /** A picture of the filmstrip. */
  frame(name: string) {
    return this.room.getByRole('navigation', { name: 'Filmstrip' }).getByRole('link', { name, exact: true });
  }

  button(name: string) {
    return this.room.getByRole('button', { name, exact: true });
  }

  /** The word of its status in the panel. */
  get status() {
    return this.room.locator('.verdict .status');
  }
}
