import { test as base, expect, type Page } from '@playwright/test';
import { Guard } from './guard.ts';
import { startServer, type Server } from './server.ts';

interface Fixtures {
  /** Fails the test on any console error or exception of any page; `guard.allow` excepts one. */
  guard: Guard;
}

interface WorkerFixtures {
  /** The worker's own server, with an empty data folder when the worker starts. */
  server: Server;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use, worker) => {
      const server = await startServer(`${worker.project.name}-${worker.workerIndex}`);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  guard: [
    async ({ context }, use) => {
      const guard = new Guard();
      guard.watch(context);
      await use(guard);
      expect(guard.unexpected(), 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
});

/** Does this project run scripts? */
export const scripted = () => test.info().project.use.javaScriptEnabled !== false;

/** Waits until the page is live: with scripts until it is hydrated, without at once. */
export async function live(page: Page) {
  if (scripted()) await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
}

export { expect };
