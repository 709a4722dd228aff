import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails when axe finds anything on the page as it is now, or in the part of it that `within` selects. */
export async function expectAccessible(page: Page, within?: string, of = 'the page') {
  if (test.info().project.use.javaScriptEnabled === false) {
    await onCopy(page, (copy) => inspect(copy, within, of));
  } else {
    await inspect(page, within, of);
  }
}

async function inspect(page: Page, within: string | undefined, of: string) {
  // By evaluation, not by a script element: the page's content security policy forbids those.
  await page.evaluate(source);
  const found = await page.evaluate(
    async ([scope, tags]) => {
      const axe = (window as any).axe;
      const { violations } = await axe.run(scope ?? document, {
        runOnly: { type: 'tag', values: tags },
        // Experimental: it takes initials in an avatar and "Preparing…" on a tile for the label of their link.
        rules: { 'label-content-name-mismatch': { enabled: false } },
      });
      return violations.map((violation: any) => ({
        rule: violation.id,
        help: violation.help,
        nodes: violation.nodes.slice(0, 5).map((node: any) => `${node.target.join(' ')}: ${node.failureSummary}`),
      }));
    },
    [within ?? null, rules] as const,
  );
  // Soft, so that one run tells everything.
  expect.soft(found, `what axe found on ${of}`).toEqual([]);
}

/**
 * axe needs timers, which a page without scripts does not have. So it looks at a copy of the
 * document in a context that has them, under a policy that keeps the page's own scripts from running.
 */
async function onCopy(page: Page, look: (copy: Page) => Promise<void>) {
  const html = (await page.content()).replace(/<\/?noscript[^>]*>/g, '');
  const context = await page.context().browser()!.newContext({
    javaScriptEnabled: true,
    viewport: page.viewportSize(),
    storageState: await page.context().storageState(),
  });
  try {
    const copy = await context.newPage();
    const address = page.url();
    await copy.route(address, (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': "script-src 'none'" },
        body: html,
      }),
    );
    await copy.goto(address);
    await look(copy);
  } finally {
    await context.close();
  }
}
