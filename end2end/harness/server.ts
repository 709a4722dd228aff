import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { binary, logs, root, site } from './paths.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** A running Atelier with a data folder of its own. */
export interface Server {
  /** `http://127.0.0.1:PORT`, without a closing slash. */
  url: string;
  /** Where its database and files are. */
  data: string;
  /** Ends the process by SIGTERM, or after a while by SIGKILL, and removes the data. */
  stop(): Promise<void>;
}

interface Options {
  /** Environment over the harness's own. */
  env?: Record<string, string>;
  /** Commands to run on the empty data folder first, such as `['import', folder, '--brand', 'North']`. */
  prepare?: string[][];
}

/** Starts the built server on a free loopback port. `name` names its log in target/test. */
export async function startServer(name: string, { env = {}, prepare = [] }: Options = {}): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'atelier-e2e-'));
  const environment = {
    ...process.env,
    LEPTOS_SITE_ROOT: site,
    ATELIER_ADDR: '127.0.0.1:0',
    ATELIER_DATA: data,
    ...env,
  };
  const logFile = join(logs, `server-${name}.log`);
  const log = createWriteStream(logFile);
  for (const args of prepare) await run(args, environment);
  const child = spawn(binary, ['serve'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.pipe(log, { end: false });
  const exited = new Promise<void>((done) => child.once('close', () => done()));

  async function stop() {
    await end(child, exited);
    log.end();
    await rm(data, { recursive: true, force: true });
  }

  try {
    const url = await new Promise<string>((found, failed) => {
      const late = setTimeout(
        () => failed(new Error(`it did not say where it listens within ${START_LIMIT_MS} ms`)),
        START_LIMIT_MS,
      );
      createInterface({ input: child.stdout }).on('line', (line) => {
        log.write(`${line}\n`);
        const said = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line);
        if (!said) return;
        clearTimeout(late);
        found(said[1]);
      });
      child.once('error', failed);
      child.once('exit', (code, signal) => failed(new Error(`it ended with ${code ?? signal}`)));
    });
    return { url, data, stop };
  } catch (error) {
    await stop();
    const said = await readFile(logFile, 'utf8').catch(() => '');
    throw new Error(`The server did not start: ${error}\n${said.slice(-4000)}`);
  }
}

async function end(child: ChildProcess, exited: Promise<void>) {
  if (child.pid === undefined) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(late);
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(binary, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (part) => (said += part));
    child.stderr.on('data', (part) => (said += part));
    child.once('error', failed);
    child.once('close', (code) =>
      code === 0 ? done() : failed(new Error(`atelier ${args.join(' ')} ended with ${code}\n${said}`)),
    );
  });
}
