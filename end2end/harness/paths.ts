import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** What `scripts/build.sh dev` made. `ATELIER_BIN` puts another server in its place. */
export const binary = process.env.ATELIER_BIN ?? join(root, 'target/built/dev/atelier');
export const site = join(root, 'target/built/dev/site');

/** Servers' logs. */
export const logs = join(root, 'target/test');

/** The small pictures that are in the repository. */
export const fixture = (name: string) => join(root, 'end2end/fixtures', name);

/** A folder of the shared test photos beside the clone, or undefined where there is none. */
export function shared(name: string): string | undefined {
  const folder = resolve(root, '../shared/data', name);
  return existsSync(folder) ? folder : undefined;
}
