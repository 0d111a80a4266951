// Writing a review with scripts: from an empty draft to what readers see changed, without pressing save once.
import { expect, test } from '@playwright/test';

import { DeskSite, editorAwake } from '../../fixtures/desk';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'writing.spec.ts has the journey without scripts');

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

/** The next whole minute that is at least eight seconds away, as the form has it. */
function soon(): string {
  const minute = 60_000;
  return new Date(Math.ceil((Date.now() + 8_000) / minute) * minute).toISOString().slice(0, 16);
}

test('a review is written, scheduled, published on time, edited and moved', async ({ page, browser }, { project }) => {
  test.setTimeout(150_000);
  const title = `Low Ferry ${project.name}`;
  const slug = title.toLowerCase().replaceAll(' ', '-');
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  await editorAwake(page);
  const text = page.getByLabel('Review text, in Markdown');
  const state = page.locator('#editor-state');
  await page.getByLabel('Title', { exact: true }).first().fill(title);
  await page.getByLabel('Summary').fill('A crossing that takes its time.');
  await text.focus();
  await page.keyboard.type('There is something stubborn about ');
  await page.keyboard.press('Control+i');
  await page.keyboard.type('Low Ferry');
  await page.keyboard.press('Control+i');
  await page.keyboard.press('End');
  await page.keyboard.type(', and it begins with the weather.\n\n- Rain\nwind\n\n\n> Never paid.');
  await page.locator('#film').fill(`${title} (2019)`);
  await page.getByLabel('Credits in one line').fill('Director: Aud Lind. With: Tor Vik. Norway, 103 min. IMDb: 7.2.');
  await page.locator('#epigraph').fill('We were paid for the waiting.');
  await page.getByLabel('Spoken by').fill('The mate');
  await page.getByRole('radio', { name: 'Rated 2½ out of 4' }).press('Space');
  await page.getByRole('combobox', { name: 'Tags' }).fill('Ferries, Patience');
  await expect(state).toContainText('Saved at');
  const preview = page.getByRole('region', { name: 'Live preview' }).locator('.review-body');
  await expect(preview.locator('li')).toHaveCount(2);
  await expect(preview.locator('em')).toHaveText('Low Ferry');
  const previewed = await preview.innerHTML();

  const at = soon();
  await page.getByLabel('Publish at').fill(at);
  await page.getByRole('button', { name: 'Schedule' }).click();
  await expect(page.getByText('It is published at that time')).toBeVisible();
  const reader = await browser.newPage();
  const address = `${site.origin}/reviews/${slug}`;
  await expect
    .poll(async () => (await reader.goto(address))!.status(), { timeout: 90_000, intervals: [1_000] })
    .toBe(200);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(`${at}Z`));
  const published = await (await page.request.get(address)).text();
  expect(published).toContain(`<div class="review-body">${previewed}</div>`);

  await page.goto(page.url().replace(/\?.*/, ''));
  await editorAwake(page);
  await text.evaluate((area: HTMLTextAreaElement) => {
    const start = area.value.indexOf('stubborn');
    area.focus();
    area.setSelectionRange(start, start + 'stubborn'.length);
  });
  await page.keyboard.type('patient');
  await expect(state).toContainText('Readers still see the published text');
  await page.getByLabel('Address').fill(`the-${slug}`);
  await page.getByRole('button', { name: 'Publish changes' }).click();
  await expect(page.getByText('Readers see it as it is here')).toBeVisible();
  await reader.goto(address);
  expect(reader.url()).toBe(`${site.origin}/reviews/the-${slug}`);
  await reader.getByRole('link', { name: 'what changed' }).click();
  await expect(reader.locator('del')).toHaveText('stubborn');
  await expect(reader.locator('ins')).toHaveText('patient');
  await reader.close();
});
