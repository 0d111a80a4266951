// Stills: sending one in from the editor, finding it, saying what it shows; without scripts and with them.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { DeskSite } from '../../fixtures/desk';
import { file, picture } from '../../fixtures/pictures';

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function send(page: Page, given: ReturnType<typeof file>, alt: string) {
  const form = page.getByRole('form', { name: 'A new picture' });
  await form.getByLabel('Picture').setInputFiles(given);
  await form.getByLabel('What it shows').fill(alt);
  await form.getByLabel('Credit').fill('Drawn for this test');
  await form.getByRole('button', { name: /Send it in/ }).click();
}

test('a still is sent in from the editor, which keeps what was typed', async ({ page }) => {
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  const editor = page.locator('#editor');
  await editor.getByLabel('Title', { exact: true }).first().fill('Night Ferry');
  await editor.getByLabel('Review text, in Markdown').fill('It leaves at *two*.');
  await editor.getByRole('button', { name: 'Choose or send in a still' }).click();
  await expect(page.getByText('Choose a picture for “Night Ferry”')).toBeVisible();
  await send(page, file('ferry.png', picture(1400, 700, 70)), 'A ferry leaves a harbour at night');

  await expect(page.getByRole('status').first()).toContainText('The still is in the draft');
  await expect(editor.getByLabel('What it shows')).toHaveValue('A ferry leaves a harbour at night');
  await expect(editor.getByLabel('Review text, in Markdown')).toHaveValue('It leaves at *two*.');
  const still = page.locator('.desk-group__still');
  await expect(still).toHaveJSProperty('naturalWidth', 1400);

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('link', { name: 'see it' }).click();
  const shown = page.getByRole('img', { name: 'A ferry leaves a harbour at night' });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => image.currentSrc)).toMatch(/\.webp$/);
  await expect(page.getByText('Drawn for this test')).toBeVisible();
});

test('what is no picture is refused in words, and what was typed beside it stays', async ({ page }) => {
  await site.signIn(page);
  await page.goto(`${site.origin}/desk/stills`);
  const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  await send(page, file('ferry.png', drawing), 'A drawing');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('#file-error')).toContainText('cannot be read as JPEG, PNG, GIF or WebP');
  const form = page.getByRole('form', { name: 'A new picture' });
  await expect(form.getByLabel('What it shows')).toHaveValue('A drawing');
  // One that is too large is told so, although all of it was sent.
  await send(page, file('large.png', Buffer.alloc(22 * 1024 * 1024, 7)), 'A large one');
  await expect(page.locator('#file-error')).toContainText('at most 20 MB');
});

test('a picture is found, described, and its centre moved', async ({ page, javaScriptEnabled }, { project }) => {
  const name = `pier-${project.name.replaceAll(/\W+/g, '-')}.png`;
  await site.signIn(page);
  await page.goto(`${site.origin}/desk/stills`);
  await send(page, file(name, picture(900, 1200, project.name.length)), '');
  await expect(page.getByRole('status')).toContainText('Say what it shows');
  await page.getByLabel('What it shows').fill(`A pier in the rain, ${name}`);
  await page.getByLabel('Centre, from the left').fill('20');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expect(page.getByLabel('To show it in a text')).toHaveValue(/^!\[A pier in the rain, .*\]\(media:[0-9a-f]{64}\/900x1200\.webp "Drawn for this test"\)$/);

  await page.getByRole('link', { name: 'Stills' }).click();
  await page.getByLabel('Find').fill(name.toUpperCase());
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.locator('.still-card')).toHaveCount(1);
  await page.getByRole('link', { name: /A pier in the rain/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('A pier in the rain');
  if (javaScriptEnabled === false) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of [page.url(), `${site.origin}/desk/stills`, `${site.origin}/desk/authors/ines-moreau`]) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      expect(violations.map((found) => `${path}: ${found.id}: ${found.nodes[0].html}`)).toEqual([]);
    }
  }
});

test('a picture that nothing uses is deleted, and put back', async ({ page }, { project }) => {
  await site.signIn(page);
  await page.goto(`${site.origin}/desk/stills`);
  const alt = `A buoy, ${project.name}`;
  await send(page, file('buoy.png', picture(640, 400, 90 + project.name.length)), alt);
  const card = page.locator('.still-card', { hasText: alt });
  const sheet = page.url().split('?')[0];
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page.getByRole('status')).toContainText('It can be put back until');
  await page.getByRole('link', { name: 'To the library' }).click();
  await expect(card).toHaveCount(0);

  await page.goto(sheet);
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.getByRole('status')).toHaveText('It is back in the library.');
  await page.goto(`${site.origin}/desk/stills`);
  await expect(card).toHaveCount(1);
});

test('an author is drawn until a portrait is sent in', async ({ page }, { project }) => {
  await site.signIn(page);
  await page.goto(`${site.origin}/desk/authors/petra-vance`);
  await page.getByRole('link', { name: 'Choose or send in a portrait' }).click();
  await send(page, file('petra.png', picture(700, 900, 30 + project.name.length)), 'Petra Vance');
  await expect(page.locator('img.portrait')).toBeVisible();
  await page.goto(`${site.origin}/authors/petra-vance`);
  await expect(page.locator('img.portrait')).toHaveJSProperty('naturalWidth', 640);
  await page.goto(`${site.origin}/desk/authors/petra-vance`);
  await page.getByRole('button', { name: 'Show the drawn one' }).click();
  await page.goto(`${site.origin}/authors/petra-vance`);
  await expect(page.locator('svg.portrait')).toHaveText('PV');
});
