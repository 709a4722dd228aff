import type { BrowserContext } from '@playwright/test';

/** Collects what browsers complain about, so that a test fails on a panic it did not look for. */
export class Guard {
  readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** A complaint this test provokes on purpose. */
  allow(pattern: RegExp) {
    this.allowed.push(pattern);
  }

  watch(context: BrowserContext) {
    context.on('console', (message) => {
      if (message.type() === 'error') this.note(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.note(`exception: ${error.error().stack ?? error.error()}`));
    context.on('page', (page) => page.on('crash', () => this.note('the page crashed')));
  }

  private note(text: string) {
    this.complaints.push(text);
  }

  unexpected(): string[] {
    return this.complaints.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
  }
}
