// Files that would unpack to far more than they are: refused, and in how much memory.
import { deflateSync } from 'node:zlib';

import { expect, test } from '@playwright/test';

import { DeskSite } from '../../fixtures/desk';
import { png } from '../../fixtures/pictures';

const MIB = 1024 * 1024;

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

/** The head of a lossless WebP, 40 bytes, that claims to be a square. */
function claim(side: number): Buffer {
  const head = Buffer.alloc(40);
  head.write('RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f', 'latin1');
  head.writeUInt32LE(((side - 1) | ((side - 1) << 14)) >>> 0, 21);
  return head;
}

test('pictures that claim or unpack to hundreds of megabytes are refused in less than 256 MiB', async ({ page }) => {
  test.skip(process.platform !== 'linux', 'memory is read from /proc');
  await site.signIn(page);
  const before = site.mostMemory;
  const zeros = deflateSync(Buffer.alloc(400 * MIB), { level: 9 });
  const bombs = {
    'a WebP that claims 16,383 × 16,383': claim(16_383),
    'a PNG that claims 30,000 × 30,000': png(30_000, 30_000, zeros),
    'a PNG of 400 MB that claims 100 × 100': png(100, 100, zeros),
    'a PNG of 7,000 × 7,000 with too little in it': png(7_000, 7_000, deflateSync(Buffer.alloc(90 * MIB))),
  };
  const send = async (buffer: Buffer) => {
    const answer = await page.request.post(`${site.origin}/desk/stills/upload`, {
      headers: { accept: 'application/json', origin: site.origin, 'sec-fetch-site': 'same-origin' },
      multipart: { file: { name: 'still.png', mimeType: 'image/png', buffer } },
    });
    return answer.status();
  };
  for (const [what, bomb] of Object.entries(bombs)) {
    const status = await send(bomb);
    console.log(`      ${what}, ${bomb.length} bytes: ${status}, ${site.mostMemory.toFixed(0)} MiB at most so far`);
    if (what.includes('100 × 100')) expect([200, 400]).toContain(status);
    else expect(status, what).toBe(400);
  }
  // All at once as well.
  await Promise.all(Object.values(bombs).flatMap((bomb) => [send(bomb), send(bomb)]));
  console.log(`      eight at once: ${site.mostMemory.toFixed(0)} MiB at most, ${before.toFixed(0)} before`);
  expect(site.mostMemory).toBeLessThan(256);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reviews');
});
