// What the first view of a review weighs, as the browser counts it, against docs/budgets.toml. What
// was measured is written to target/weight.json, where `make bench` finds it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';

import type { Page, Request } from '@playwright/test';
import { parse } from 'smol-toml';

import { awake, expect, test as base } from '../../fixtures/test';
import { root, Site } from '../../fixtures/site';

type Budget = { what: string; unit: 'bytes' | 'requests'; must: number; aim: number; for_now?: number };
type Measured = Record<string, number>;

const budgets = parse(readFileSync(join(root, 'docs/budgets.toml'), 'utf8')) as unknown as Record<string, Budget>;
const pkg = join(root, 'target/site/pkg');
const deskPkg = join(root, 'target/desk/pkg');

const test = base.extend<{}, { site: Site }>({
  site: [
    async ({}, use) => {
      const site = await Site.start();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
});

test('the first view of a review stays within its budgets', async ({ page, site }, testInfo) => {
  const measured = {
    ...(await firstView(page)),
    ...(await lazyChunks(page, site.origin)),
    ...(await deskChunk(page, site.origin)),
  };
  const rows = Object.entries(budgets).map(([name, budget]) => ({ name, ...budget, value: measured[name] }));
  writeFileSync(join(root, 'target/weight.json'), `${JSON.stringify({ budgets: rows, measured }, null, 2)}\n`);
  for (const { what, unit, value, must, aim } of rows) {
    const over = value > must ? '  OVER BUDGET' : value > aim ? '  short of its aim' : '';
    console.log(`      ${what.padEnd(42)}${`${value}`.padStart(8)} ${unit.padEnd(8)} ≤ ${must}, aims at ${aim}${over}`);
  }
  testInfo.annotations.push({ type: 'weight', description: JSON.stringify(measured) });
  for (const { name, what, value, must, for_now } of rows) {
    expect.soft(value, `${name} was measured`).toBeGreaterThanOrEqual(name === 'lazy_chunk' ? 0 : 1);
    expect.soft(value, `${what} (docs/budgets.toml, ${name})`).toBeLessThanOrEqual(for_now ?? must);
  }
  const known = new Set([...Object.keys(budgets), 'first_view_headers', 'first_view_requests', 'pictures']);
  expect(Object.keys(measured).filter((name) => !known.has(name)), 'what has no budget').toEqual([]);
});

/** Opens the review in an empty browser and adds up what comes until the page is awake and rests. */
async function firstView(page: Page): Promise<Measured> {
  const finished: Request[] = [];
  let open = 0;
  const isStream = (request: Request) => request.resourceType() === 'eventsource';
  page.on('request', (request) => (open += isStream(request) ? 0 : 1));
  page.on('requestfailed', (request) => (open -= isStream(request) ? 0 : 1));
  page.on('requestfinished', (request) => {
    open -= isStream(request) ? 0 : 1;
    finished.push(request);
  });
  await page.goto('/reviews/a-house-on-loan');
  await awake(page, true);
  await page.evaluate(() => document.fonts.ready);
  // At rest: nothing is on its way, and nothing new has come since the last look.
  let seen = -1;
  await expect
    .poll(() => {
      const rests = open === 0 && finished.length === seen;
      seen = finished.length;
      return rests;
    }, { intervals: [500], message: 'requests are still on their way' })
    .toBe(true);

  const measured: Measured = {
    html: 0, css: 0, fonts: 0, js: 0, wasm_entry: 0, data: 0, pictures: 0,
    first_view: 0, first_view_headers: 0, first_view_requests: 0,
  };
  const bodies = new Map<string, number>();
  for (const request of finished) {
    const { responseBodySize: body, responseHeadersSize: headers } = await request.sizes();
    // What was preloaded and what is used of it is one transfer.
    if (body === 0 || bodies.has(request.url())) continue;
    bodies.set(request.url(), body);
    const kind = kindOf(request);
    measured[kind] = (measured[kind] ?? 0) + body;
    measured.first_view += body;
    measured.first_view_headers += headers;
    measured.first_view_requests += 1;
  }
  // A browser with a window fetches the icon as well.
  const icon = await page.locator('link[rel=icon]').getAttribute('href');
  measured.pictures += await sizeOf(new URL(icon!, page.url()).href);
  measured.first_view += measured.pictures;

  const blocking = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter((entry) => (entry as unknown as { renderBlockingStatus: string }).renderBlockingStatus === 'blocking')
      .map((entry) => entry.name),
  );
  const first = [page.url(), ...blocking];
  measured.before_reading = first.reduce((sum, url) => sum + bodies.get(url)!, 0);
  measured.requests_before_reading = first.length;
  return measured;
}

/** Finds the WASM that the page starts. */
async function wasmEntry(page: Page): Promise<string> {
  const html = await (await page.request.get(page.url())).text();
  const path = /\/pkg\/[^"'\s]+\.wasm/.exec(html);
  expect(path, 'the page names its WASM').not.toBeNull();
  return new URL(path![0], page.url()).href;
}

function kindOf(request: Request): string {
  const kinds: Record<string, string> = {
    document: 'html', stylesheet: 'css', font: 'fonts', script: 'js', image: 'pictures',
  };
  const { pathname } = new URL(request.url());
  // A chunk that a first view loads is not lazy: the reader waits for it as for the entry.
  if (pathname.endsWith('.wasm')) return 'wasm_entry';
  if (pathname.endsWith('.js')) return 'js';
  if (pathname.endsWith('.woff2')) return 'fonts';
  return kinds[request.resourceType()] ?? 'data';
}

/** Weighs the chunks of a build with `--split`; one without has none. */
async function lazyChunks(page: Page, origin: string): Promise<Measured> {
  const entry = new URL(await wasmEntry(page)).pathname.replace('/pkg/', '');
  const files = readdirSync(pkg).filter((name) => name.endsWith('.wasm'));
  expect(files, 'the release was built from this folder').toContain(entry);
  const chunks = files.filter((name) => name !== entry);
  const manifest = readdirSync(pkg).find((name) => /^__wasm_split_manifest.*\.json$/.test(name));
  const named = manifest ? Object.values(JSON.parse(readFileSync(join(pkg, manifest), 'utf8'))).flat() : [];
  for (const name of named as string[]) {
    const file = name.endsWith('.wasm') ? name : `${name}.wasm`;
    expect(chunks, 'every chunk that the manifest names is there').toContain(file.replace(/^.*\//, ''));
  }
  const sizes = await Promise.all(chunks.map((name) => sizeOf(`${origin}/pkg/${name}`)));
  return { lazy_chunk: Math.max(0, ...sizes) };
}

/** Weighs what the editor at the desk fetches besides what every page has. */
async function deskChunk(page: Page, origin: string): Promise<Measured> {
  const html = await (await page.request.get(page.url())).text();
  expect(html, 'a reader does not fetch the desk').not.toContain('/pkg/desk.');
  const files = readdirSync(deskPkg).filter((name) => /\.(js|wasm)$/.test(name));
  expect(files.length, 'the desk has a script and a module').toBe(2);
  const sizes = await Promise.all(files.map((name) => sizeOf(`${origin}/pkg/${name}`)));
  return { desk_chunk: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Returns how many bytes a file's body has on its way. */
function sizeOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      let size = 0;
      response.on('data', (part: Buffer) => (size += part.length));
      response.on('end', () =>
        response.statusCode === 200 ? resolve(size) : reject(new Error(`${response.statusCode}: ${url}`)),
      );
    }).on('error', reject);
  });
}
