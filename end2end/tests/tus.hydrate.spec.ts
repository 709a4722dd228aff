import { readFile } from 'node:fs/promises';
import { Upload, type UploadOptions } from 'tus-js-client';
import { fixture } from '../harness/paths.ts';
import { Seed, test } from '../harness/seed.ts';
import { expect } from '../harness/test.ts';

test.use({ own: 'tus' });

// The endpoint as a public client of the protocol meets it, without any page.

let headers: Record<string, string>;
let seed: Seed;

test.beforeAll(async ({ server }) => {
  seed = await Seed.of(server.url);
  const { cookies } = await seed.state();
  headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
});

/** A picture with a long tail, which decoders do not mind. */
async function long(name: string, length: number): Promise<Buffer> {
  const file = Buffer.alloc(length);
  (await readFile(fixture(name))).copy(file);
  for (let at = length - 4; at > length - 4_000; at -= 4) file.writeInt32LE(at, at);
  return file;
}

/** Sends; ends as the client ends, or once `enough` says so, with what the client needs to go on. */
function send(url: string, file: Buffer, name: string, options: UploadOptions = {}, enough = (_sent: number) => false) {
  return new Promise<{ upload: Upload; done: boolean; requests: string[] }>((resolve, reject) => {
    const requests: string[] = [];
    const upload = new Upload(file, {
      endpoint: `${url}/upload`,
      headers,
      metadata: { filename: name, brand: seed.brand },
      chunkSize: 1 << 20,
      retryDelays: [100, 300, 1_000],
      onBeforeRequest: (request) => void requests.push(request.getMethod()),
      onSuccess: () => resolve({ upload, done: true, requests }),
      onError: reject,
      onChunkComplete: (_size, sent) => {
        if (enough(sent)) void upload.abort().then(() => resolve({ upload, done: false, requests }));
      },
      ...options,
    });
    upload.start();
  });
}

test('a public tus client uploads, breaks off, and goes on where it stopped', async ({ server }) => {
  const file = await long('harbour-dawn.jpg', 12 << 20);
  const begun = await send(server.url, file, 'long.jpg', {}, (sent) => sent >= 4 << 20);
  expect(begun.done).toBe(false);
  expect((await seed.cards()).map((card) => card.name)).not.toContain('long.jpg');

  const rest = await send(server.url, file, 'long.jpg', { uploadUrl: begun.upload.url });
  expect(rest.done).toBe(true);
  // It asked how far it had come, and sent only what was missing.
  expect(rest.requests[0]).toBe('HEAD');
  expect(rest.requests.slice(1).length).toBeLessThanOrEqual(8);
  expect(rest.requests).not.toContain('POST');
  expect((await seed.cards()).map((card) => card.name)).toContain('long.jpg');
});

test('many travel side by side, and one that is taken back leaves nothing', async ({ server }) => {
  const names = ['one.jpg', 'two.jpg', 'three.jpg', 'four.jpg', 'five.jpg', 'six.jpg'];
  const files = await Promise.all(names.map((_, place) => long('bottle-studio.jpg', (2 << 20) + 4 * place)));
  const ends = await Promise.all(files.map((file, place) => send(server.url, file, names[place])));
  expect(ends.every(({ done }) => done)).toBe(true);
  const known = (await seed.cards()).map((card) => card.name);
  expect(known).toEqual(expect.arrayContaining(names));

  const begun = await send(server.url, await long('circles-poster.jpg', 8 << 20), 'gone.jpg', {}, (sent) => sent >= 2 << 20);
  await begun.upload.abort(true);
  const answer = await fetch(begun.upload.url!, { method: 'HEAD', headers: { ...headers, 'tus-resumable': '1.0.0' } });
  expect([404, 410]).toContain(answer.status);
});

test('what is no file of a studio is refused with the reason', async ({ server }) => {
  const refused = await send(server.url, Buffer.from('#!/bin/sh\nexit 0\n'), 'script.jpg', { retryDelays: [] }).catch((error: Error) => error);
  expect(String(refused)).toMatch(/response code: 4\d\d/);
  const stranger = await send(server.url, Buffer.from('x'), 'x.jpg', { headers: {}, retryDelays: [] }).catch((error: Error) => error);
  expect(String(stranger)).toMatch(/response code: 401/);
});
