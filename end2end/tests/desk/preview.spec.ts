// The preview beside the text: rendered in the browser by the server's own code, to the byte.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test, type Page } from '@playwright/test';

import { DeskSite, editorAwake } from '../../fixtures/desk';
import { root } from '../../fixtures/site';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts there is no live preview');

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start('fixture');
});
test.afterAll(async () => {
  await site.stop();
});

const commonmark = join(root, '../shared/data/commonmark-0.31.2-tests.json');
const own: string[] = JSON.parse(readFileSync(join(root, 'end2end/fixtures/markdown.json'), 'utf8'));
const examples = existsSync(commonmark)
  ? [...own, ...JSON.parse(readFileSync(commonmark, 'utf8')).map((example: { markdown: string }) => example.markdown)]
  : own;

/** Opens the editor of a new draft and returns its number. */
async function newDraft(page: Page): Promise<string> {
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  await editorAwake(page);
  return page.locator('#editor').getAttribute('data-review').then((review) => review!);
}

/** Renders texts in the browser, with what the editor's page has loaded. */
function renderedHere(page: Page, sources: string[]): Promise<string[]> {
  return page.evaluate(async (sources) => {
    const script = document.querySelector<HTMLScriptElement>('script[src^="/pkg/desk."]')!;
    const desk = await import(script.src);
    return sources.map((source) => desk.render(source));
  }, sources);
}

/** Saves a text and returns the page that the server makes of it, from where the text begins. */
async function pageOf(page: Page, review: string, version: number, body: string): Promise<string> {
  const saved = await page.request.post(`${site.origin}/api/desk/save`, {
    headers: { origin: site.origin },
    data: { review: Number(review), version, fields: { body } },
  });
  expect(saved.status()).toBe(200);
  const html = await (await page.request.get(`${site.origin}/desk/reviews/${review}?preview=1`)).text();
  const start = '<div class="review-body">';
  return html.slice(html.lastIndexOf(start) + start.length);
}

test('every example has the bytes that the server makes of it', async ({ page }, { project }) => {
  test.skip(project.name !== 'desk', 'the renderer is the same on every screen');
  test.setTimeout(240_000);
  const review = await newDraft(page);
  const here = await renderedHere(page, examples);
  expect(here.length).toBeGreaterThanOrEqual(own.length);
  const different: string[] = [];
  for (const [at, html] of here.entries()) {
    const there = await pageOf(page, review, at, examples[at]);
    if (!there.startsWith(`${html}</div>`)) different.push(`${JSON.stringify(examples[at])}: ${html} ≠ ${there.slice(0, 400)}`);
  }
  expect(different).toEqual([]);
});

test('the fixture’s review has the bytes that readers get', async ({ page }) => {
  await site.signIn(page);
  await page.goto(`${site.origin}/desk?stage=published`);
  await page.getByRole('link', { name: 'A House on Loan', exact: true }).click();
  await editorAwake(page);
  const [html] = await renderedHere(page, [await page.getByLabel('Review text, in Markdown').inputValue()]);
  const published = await (await page.request.get(`${site.origin}/reviews/a-house-on-loan`)).text();
  expect(html.length).toBeGreaterThan(3_000);
  expect(published).toContain(`<div class="review-body">${html}</div>`);
  // And what stands in the preview is just that.
  const shown = page.getByRole('region', { name: 'Live preview' }).locator('.review-body');
  expect(await shown.innerHTML()).toBe(html);
});

test('the preview, the count and the place follow what is typed', async ({ page }) => {
  await newDraft(page);
  const text = page.getByLabel('Review text, in Markdown');
  const shown = page.getByRole('region', { name: 'Live preview' });
  const paragraphs = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of *many*, with some words to fill a line.`);
  await text.fill(paragraphs.join('\n\n'));
  await expect(shown.locator('p:has(em)')).toHaveCount(60);
  await expect(page.locator('#body-length')).toHaveText('660 words, about 4 min. ');

  // A block that did not change stays the very same element.
  const kept = await shown.locator('.review-body > p').nth(3).elementHandle();
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(0, 9));
  await page.keyboard.type('||Part||');
  await expect(shown.locator('.review-body > p').first().locator('label.spoiler')).toHaveCount(1);
  await expect(shown.locator('.review-body > p').first()).toContainText('Part 0 of many');
  expect(await kept!.evaluate((element) => element.isConnected)).toBe(true);

  // Both ends meet, whoever leads.
  const share = (element: Element) => element.scrollTop / (element.scrollHeight - element.clientHeight);
  await text.evaluate((area) => area.scrollTo(0, area.scrollHeight));
  await expect.poll(() => shown.evaluate(share)).toBeCloseTo(1, 1);
  await shown.evaluate((section) => section.scrollTo(0, section.scrollHeight / 4));
  const place = await shown.evaluate(share);
  await expect.poll(() => text.evaluate(share)).toBeCloseTo(place, 1);
});
