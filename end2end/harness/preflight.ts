import { existsSync, mkdirSync } from 'node:fs';
import { binary, logs } from './paths.ts';

/** Before any test: is there something to test? */
export default function preflight() {
  if (!existsSync(binary)) {
    throw new Error(`There is no server at ${binary}. Run \`make test-browser\`, which builds it.`);
  }
  mkdirSync(logs, { recursive: true });
}
