import { defineConfig, devices } from '@playwright/test';
import { chromium } from './harness/chromium.ts';
import { flags } from './harness/flags.mjs';

const plain = /\/[a-z0-9_-]+\.spec\.ts$/;

/**
 * Which file runs where: `name.spec.ts` in every project, with scripts, without, and on a phone;
 * `name.hydrate.spec.ts` only with scripts, `name.no-js.spec.ts` only without,
 * `name.mobile.spec.ts` only on a phone.
 */
const onlyIn = (project: string) => [plain, new RegExp(`\\.${project}\\.spec\\.ts$`)];

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  forbidOnly: !!process.env.CI,
  fullyParallel: false,
  workers: 2,
  // A machine that stalls for seconds must not keep a change out; what passes only the second time is called flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalSetup: './harness/preflight.ts',
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/report.json' }],
  ],
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: flags,
    },
  },
  projects: [
    {
      name: 'hydrate',
      testMatch: onlyIn('hydrate'),
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'no-js',
      testMatch: onlyIn('no-js'),
      use: { viewport: { width: 1440, height: 900 }, javaScriptEnabled: false },
    },
    {
      name: 'mobile',
      testMatch: onlyIn('mobile'),
      use: {
        userAgent: devices['Pixel 7'].userAgent,
        viewport: { width: 360, height: 780 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
      },
    },
  ],
});
