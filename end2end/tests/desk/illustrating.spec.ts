// Pictures in the text: dropped, pasted, chosen; on their way, broken off, refused, tried again.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page, type Route } from '@playwright/test';

import { DeskSite, editorAwake } from '../../fixtures/desk';
import { file, picture } from '../../fixtures/pictures';
import { awake, watched } from '../../fixtures/test';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts stills are sent in at /desk/stills');

// Pictures are read and encoded, several of them, while other tests do the same.
test.describe.configure({ timeout: 60_000 });

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const upload = '**/desk/stills/upload';
const stored = /media:[0-9a-f]{64}\/\d+x\d+\.webp/;

/** A number that makes pictures of different tests different files. */
let shade = 0;
function drawn(width = 900, height = 500): Buffer {
  shade += 1;
  return picture(width, height, (shade * 7 + process.pid) % 251);
}

async function write(page: Page, text: string) {
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  await editorAwake(page);
  const area = page.getByLabel('Review text, in Markdown');
  await area.fill(text);
  return area;
}

/** Brings files to the text as the browser does when they are dropped on it or pasted into it. */
async function bring(page: Page, event: 'drop' | 'paste', files: { name: string; bytes: Buffer }[], text = '') {
  const given = files.map(({ name, bytes }) => ({ name, bytes: bytes.toString('base64') }));
  await page.evaluate(
    ({ event, given, text }) => {
      const data = new DataTransfer();
      for (const { name, bytes } of given) {
        const raw = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        data.items.add(new File([raw], name, { type: 'image/png' }));
      }
      if (text) data.setData('text/plain', text);
      const area = document.getElementById('body')!;
      const box = area.getBoundingClientRect();
      const common = { bubbles: true, cancelable: true };
      const at = { clientX: box.right - 20, clientY: box.bottom - 10 };
      const made =
        event === 'drop'
          ? new DragEvent('drop', { ...common, ...at, dataTransfer: data })
          : new ClipboardEvent('paste', { ...common, clipboardData: data });
      area.dispatchEvent(made);
    },
    { event, given, text },
  );
}

/** Holds pictures back until they are let go. */
async function hold(page: Page) {
  const held: Route[] = [];
  await page.route(upload, (route) => void held.push(route));
  return {
    held,
    async letGo() {
      for (const route of held.splice(0)) await route.continue();
      await page.unroute(upload);
    },
  };
}

function sent(page: Page, name: string) {
  return page.locator('.still-sent').filter({ hasText: name });
}

test('a picture stands where it was dropped, however the text has changed meanwhile', async ({ page }) => {
  const area = await write(page, 'The ferry leaves.\n\nIt is late.\n\nNobody waves.');
  const way = await hold(page);
  await area.evaluate((text: HTMLTextAreaElement) => {
    text.focus();
    text.setSelectionRange(22, 22);
  });
  await bring(page, 'paste', [{ name: 'night.png', bytes: drawn() }]);
  await expect(sent(page, 'night.png')).toBeVisible();
  await expect(area).toHaveValue('The ferry leaves.\n\nIt is late.\n\nNobody waves.');

  // Its writer goes on at the beginning, and what it shows is said before it is there.
  await area.evaluate((text: HTMLTextAreaElement) => text.setSelectionRange(0, 0));
  await page.keyboard.type('At two. ');
  await sent(page, 'night.png').getByLabel('What it shows').fill('A pier [at night]');
  await area.focus();
  await way.letGo();
  await expect(sent(page, 'night.png')).toContainText('Stands in the text');
  await expect(area).toHaveValue(
    /^At two\. The ferry leaves\.\n\nIt is late\.\n\n!\[A pier \\\[at night\\\]\]\(media:[0-9a-f]{64}\/900x500\.webp\)\n\nNobody waves\.$/,
  );
  // Whoever was typing types on where they were.
  await expect(area).toBeFocused();
  await page.keyboard.type('Or three. ');
  await expect(area).toHaveValue(/^At two\. Or three\. The ferry/);
  // Taken back like anything that is typed.
  await expect(async () => {
    await page.keyboard.press('Control+z');
    await expect(area).not.toHaveValue(stored, { timeout: 100 });
  }).toPass();
});

test('several that are dropped at once come in their order and are published in widths', async ({ page }, { project }) => {
  const area = await write(page, 'The ferry leaves.');
  await page.getByLabel('Title', { exact: true }).first().fill(`Two stills ${project.name}`);
  await bring(page, 'drop', [
    { name: 'one.png', bytes: drawn(1300, 700) },
    { name: 'two.png', bytes: drawn(300, 200) },
  ]);
  await expect(sent(page, 'two.png')).toContainText('Stands in the text', { timeout: 20_000 });
  await expect(area).toHaveValue(/^The ferry leaves\.\n\n!\[\]\(media:\S+\/1300x700\.webp\)\n\n!\[\]\(media:\S+\/300x200\.webp\)\n\n$/);
  const one = sent(page, 'one.png');
  await one.getByLabel('What it shows').fill('A ferry "far" out');
  await one.getByLabel('Credit').fill('© Aud Lind_2024');
  await one.getByRole('button', { name: 'Done' }).click();
  await expect(one).toHaveCount(0);
  await expect(area).toHaveValue(/!\[A ferry "far" out\]\(media:\S+ "© Aud Lind\\_2024"\)/);
  const preview = page.getByRole('region', { name: 'Live preview' });
  await expect(preview.getByRole('img', { name: 'A ferry "far" out' })).toHaveJSProperty('complete', true);

  await expect(page.locator('#editor-state')).toContainText('Saved at');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const complaints = watched(page, site.origin);
  await page.getByRole('link', { name: 'see it' }).click();
  // A review with neither film nor tags, to which nobody has said anything, is as alive as any other.
  await awake(page, true);
  expect(complaints).toEqual([]);
  const shown = page.getByRole('img', { name: 'A ferry "far" out' });
  await shown.scrollIntoViewIfNeeded();
  await expect(shown).toHaveJSProperty('complete', true);
  const drawnAs = await shown.evaluate((image: HTMLImageElement) => ({
    source: image.currentSrc,
    srcset: image.srcset,
    ratio: image.width / image.height,
  }));
  expect(drawnAs.source).toMatch(/\/640\.webp$/);
  expect(drawnAs.srcset).toMatch(/\/640\.webp 640w, \S+\/1280\.webp 1280w, \S+\/1300\.webp 1300w$/);
  expect(Math.abs(drawnAs.ratio - 1300 / 700)).toBeLessThan(0.02);
  await expect(page.locator('figcaption')).toHaveText('© Aud Lind_2024');
  // What was said of it is in the library as well.
  await page.goto(`${site.origin}/desk/stills?q=far`);
  await expect(page.locator('.still-card').first()).toContainText('A ferry "far" out');
});

test('one on its way tells how far it is and is broken off without a trace', async ({ page, context }) => {
  const area = await write(page, 'The ferry leaves.');
  await expect(page.locator('#editor-state')).toContainText('Saved at');
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 40_000,
  });
  // Noise, which no format makes small.
  const noise = Buffer.alloc(600_000);
  for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 2_654_435_761) >>> 13;
  await bring(page, 'drop', [{ name: 'slow.png', bytes: Buffer.concat([drawn(), noise]) }]);
  const line = sent(page, 'slow.png');
  await expect(line).toContainText(/[1-9]\d? %/);
  await expect(line.getByRole('progressbar')).toHaveAttribute('value', /[1-9]/);
  await line.getByRole('button', { name: 'Cancel' }).click();
  await expect(line).toHaveCount(0);
  await expect(area).toBeFocused();
  await expect(area).toHaveValue('The ferry leaves.');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await page.goto(`${site.origin}/desk/stills?q=slow.png`);
  await expect(page.locator('.still-card')).toHaveCount(0);
});

test('what cannot be taken is told in words, and what can is tried again', async ({ page, context }) => {
  const area = await write(page, 'The ferry leaves.');
  await bring(page, 'drop', [{ name: 'letter.png', bytes: Buffer.from('Dear Aud') }]);
  const letter = sent(page, 'letter.png');
  await expect(letter).toContainText('cannot be read as JPEG, PNG, GIF or WebP');
  await expect(letter.getByRole('button', { name: 'Try again' })).toBeHidden();
  await letter.getByRole('button', { name: 'Cancel' }).click();

  await page.route(upload, (route) => route.abort('internetdisconnected'));
  await bring(page, 'paste', [{ name: 'lost.png', bytes: drawn() }]);
  const lost = sent(page, 'lost.png');
  await expect(lost).toContainText('It did not reach the server');
  await page.unroute(upload);
  // Signed out meanwhile: the picture waits until somebody is signed in again.
  const cookies = await context.cookies();
  await context.clearCookies();
  await lost.getByRole('button', { name: 'Try again' }).click();
  await expect(lost).toContainText('You are signed out');
  await context.addCookies(cookies);
  await lost.getByRole('button', { name: 'Try again' }).click();
  await expect(lost).toContainText('Stands in the text');
  await expect(area).toHaveValue(/^The ferry leaves\.\n\n!\[\]\(media:\S+\)\n\n$/);
});

test('text that brings a picture of itself is pasted as text', async ({ page }) => {
  const area = await write(page, 'The ferry leaves.');
  await area.focus();
  await bring(page, 'paste', [{ name: 'cells.png', bytes: drawn() }], 'A table of departures');
  await expect(page.locator('.still-sent')).toHaveCount(0);
});

test('a still is chosen by the button, from the disk or from the library', async ({ page }, { project }) => {
  const name = `quay-${project.name}.png`;
  const area = await write(page, 'The ferry leaves.');
  await area.focus();
  await page.keyboard.press('Control+End');
  await page.getByRole('button', { name: 'Still', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Stills for the text' });
  await expect(panel.getByLabel('Send stills in')).toBeFocused();
  await panel.getByLabel('Send stills in').setInputFiles(file(name, drawn()));
  await expect(sent(page, name)).toContainText('Stands in the text');
  await sent(page, name).getByLabel('What it shows').fill(`A quay, ${project.name}`);
  await page.keyboard.press('Enter');
  await expect(sent(page, name)).toHaveCount(0);
  await expect(area).toHaveValue(/A quay/);
  await expect(page.locator('#editor-state')).toContainText('Saved at');

  await area.fill('Another text.');
  await page.getByRole('button', { name: 'Still', exact: true }).click();
  await panel.getByLabel('Or take one from the library').fill('nothing is called so');
  await expect(panel.getByText('No still is described like that.')).toBeVisible();
  await panel.getByLabel('Or take one from the library').fill(`QUAY, ${project.name}`);
  const pick = panel.getByRole('button', { name: `A quay, ${project.name}` });
  await expect(pick).toHaveCount(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    expect(violations.map((found) => `${found.id}: ${found.nodes[0].html}`)).toEqual([]);
  }
  await pick.focus();
  await page.keyboard.press('Enter');
  await expect(area).toHaveValue(new RegExp(`^Another text\\.\\n\\n!\\[A quay, ${project.name}\\]\\(media:`));
  await expect(panel.getByLabel('Send stills in')).toBeHidden();
  await page.getByRole('button', { name: 'Still', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(panel.getByLabel('Send stills in')).toBeHidden();
  await expect(area).toBeFocused();
});
