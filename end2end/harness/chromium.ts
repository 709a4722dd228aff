import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The system's Chromium: `ATELIER_CHROMIUM`, or the first on the path. None is downloaded. */
export function chromium(): string {
  if (process.env.ATELIER_CHROMIUM) return process.env.ATELIER_CHROMIUM;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  throw new Error('No Chromium on the path. Run `make setup`, or set ATELIER_CHROMIUM.');
}
