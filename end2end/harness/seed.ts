import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, request, type APIRequestContext } from '@playwright/test';
import { owner } from './studio.ts';
import { startServer, type Server } from './server.ts';
import { test as base } from './test.ts';

/** A studio that was filled over its plain interface, so that tests without scripts find something. */
export class Seed {
  private constructor(
    private readonly at: APIRequestContext,
    /** Slug of the team brand. */
    readonly brand: string,
  ) {}

  /** Makes the studio, or signs in where it is made. */
  static async of(url: string): Promise<Seed> {
    const at = await request.newContext({ baseURL: url });
    const { studio, name, email, password, brand } = owner;
    await at.post('/api/session/set_up', { form: { studio, name, email, password, brand } });
    await at.post('/api/session/sign_in', { form: { email, password, back: '/library' } });
    return new Seed(at, brand.toLowerCase());
  }

  private async call<T>(name: string, data: unknown): Promise<T> {
    const answer = await this.at.post(`/api/${name}`, { data });
    expect(answer.ok(), `${name}: ${await answer.text()}`).toBe(true);
    return answer.json();
  }

  /** Cards of the brand, the latest first. */
  async cards(): Promise<{ id: string; name: string; renditions: unknown }[]> {
    const params = { query: `brand=${this.brand}`, start: 0, count: 240 };
    const answer = await this.at.get('/api/library/page', { params });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).cards;
  }

  private async send(name: string, bytes: Buffer) {
    const coded = (text: string) => Buffer.from(text).toString('base64');
    const answer = await this.at.post('/upload', {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `brand ${coded(this.brand)},filename ${coded(name)}`,
        'content-type': 'application/offset+octet-stream',
      },
      data: bytes,
    });
    expect(answer.status(), await answer.text()).toBe(201);
  }

  /** Uploads files, under their own name or another, and waits until each has its pictures. */
  async upload(files: (string | { path: string; name: string })[]) {
    for (const file of files) {
      const { path, name } = typeof file === 'string' ? { path: file, name: basename(file) } : file;
      await this.send(name, await readFile(path));
    }
    await expect
      .poll(async () => (await this.cards()).filter((card) => card.renditions === 'pending').length, { timeout: 400_000 })
      .toBe(0);
  }

  /** Uploads so many tiny pictures, each of its own colours; their renditions may come later. */
  async tiles(count: number) {
    let next = 0;
    const send = async () => {
      while (next < count) {
        const number = next++;
        await this.send(`tile-${String(number).padStart(5, '0')}.bmp`, tile(number));
      }
    };
    await Promise.all(Array.from({ length: 8 }, send));
  }

  /** Submits and approves. */
  async approve(assets: string[]) {
    const move = (step: string, from: string) =>
      this.call('review/move', { assets: assets.map((id) => [id, from]), step, note: '' });
    await move('submit', 'draft');
    await move('approve', 'in_review');
  }

  async rate(asset: string, rating: number) {
    await this.call('assets/rate', { assets: [asset], rating });
  }

  async tag(asset: string, tag: string) {
    await this.call('assets/add_tags', { assets: [asset], tags: [tag] });
  }

  /** Another team brand: its slug. */
  async secondBrand(name: string): Promise<string> {
    return this.call<string>('brands/create', { name });
  }

  /** A collection at the top. */
  async collection(name: string, brand = this.brand): Promise<string> {
    return this.call<string>('collections/create', { brand, name, parent: null });
  }

  async file(assets: string[], collection: string) {
    await this.call('assets/file', { assets, collection });
  }

  async trash(assets: string[]) {
    await this.call('assets/trash', { assets });
  }

  /** Deletes from the trash, for good. */
  async purge(assets: string[]) {
    await this.call('assets/purge', { assets });
  }

  /** Another team brand; answers with its slug. */
  async makeBrand(name: string): Promise<string> {
    return this.call<string>('brands/create', { name });
  }

  /** A public campaign with these assets: its id and the path of its public page. */
  async campaign(name: string, description: string, assets: string[]): Promise<{ id: string; link: string }> {
    const id = await this.call<string>('campaigns/create', { brand: this.brand, name, description });
    await this.call('campaigns/add', { campaign: id, assets });
    const { link } = await this.call<{ link: string }>('campaigns/set_public', { campaign: id, public: true });
    return { id, link: new URL(link, 'http://studio').pathname };
  }

  /** Cookies and all, for a browser that shall be signed in. */
  state() {
    return this.at.storageState();
  }
}

/** A bitmap of 8 × 8 pixels, unlike that of any other number below 16 million. */
function tile(number: number): Buffer {
  const [head, side] = [54, 8];
  const file = Buffer.alloc(head + side * side * 3);
  file.write('BM');
  for (const [place, value] of [[2, file.length], [10, head], [14, 40], [18, side], [22, side], [34, side * side * 3]]) {
    file.writeUInt32LE(value, place);
  }
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let at = head; at < file.length; at += 3) file.writeUIntLE((number * 2_654_435 + at * 97) & 0xff_ffff, at, 3);
  file.writeUIntLE(number, head, 3);
  return file;
}

/**
 * The same test with a server of this file's own, with an empty data folder. Workers go from file to file
 * unless something asks for another: say `test.use({ own: 'name of the file' })`.
 */
export const test = base.extend<object, { own: string; server: Server }>({
  own: ['', { option: true, scope: 'worker' }],
  server: [
    async ({ own }, use, worker) => {
      const server = await startServer(`own-${own}-${worker.project.name}-${worker.workerIndex}`);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
