// Writing a review by hand without scripts: from an empty draft to what readers see changed.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { DeskSite } from '../../fixtures/desk';

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

const body = `There is something stubborn about *Slow Ferry*, and it begins with the weather.

Nothing in the first half hour happens that the sky has not suggested.[^1]

> We were never paid for the crossing.

||When the engine stops||, the film has an event as large as its frames.

[^1]: It lasts six minutes.`;

/** The next whole minute that is at least five seconds away, as the form has it. */
function soon(): string {
  const minute = 60_000;
  const at = new Date(Math.ceil((Date.now() + 5_000) / minute) * minute);
  return at.toISOString().slice(0, 16);
}

async function fill(page: Page, title: string) {
  const form = page.locator('#editor');
  await form.getByLabel('Title', { exact: true }).first().fill(title);
  await form.getByLabel('Summary').fill('A crossing that takes its time.');
  await form.getByLabel('Review text, in Markdown').fill(body);
  await form.locator('#film').fill(`${title} (2019)`);
  await form.getByLabel('Credits in one line').fill(
    'Director: Aud Lind. With: Tor Vik, Liv Dahl. Norway, 103 min. IMDb: 7.2.',
  );
  await form.getByLabel('Quotation').fill('We were paid for the waiting.');
  await form.getByLabel('Spoken by').fill('The mate');
  await form.getByLabel('Films, one a line').fill('Inventory | inventory | Another *list*.');
  await form.getByLabel('Tags').fill('Ferries, Patience');
}

test.describe('without scripts', () => {
  test.beforeEach(({ javaScriptEnabled }) => {
    test.skip(javaScriptEnabled !== false, 'the journey with scripts is another one');
  });

  test('a review is written, scheduled, published on time, edited and moved', async ({ page, browser }, { project }) => {
    test.setTimeout(150_000);
    const title = `Slow Ferry ${project.name.split(' ')[0]}`;
    const slug = title.toLowerCase().replaceAll(' ', '-');
    await site.signIn(page);
    await page.getByRole('button', { name: 'Write a review' }).click();
    await fill(page, title);
    // The rating is chosen by keyboard alone.
    await page.getByRole('radio', { name: 'No rating' }).focus();
    await page.keyboard.press('ArrowRight');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: 'Rated 2½ out of 4' })).toBeChecked();
    await page.getByRole('button', { name: 'Preview' }).click();
    const preview = page.getByRole('region', { name: 'Preview' });
    await expect(preview.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    const previewed = await preview.locator('.review-body').innerHTML();

    const at = soon();
    await page.getByLabel('Publish at').fill(at);
    await page.getByRole('button', { name: 'Schedule' }).click();
    await expect(page.getByText('It is published at that time')).toBeVisible();

    const reader = await browser.newPage({ javaScriptEnabled: false });
    const address = `${site.origin}/reviews/${slug}`;
    expect((await reader.goto(address))!.status()).toBe(404);
    await expect
      .poll(async () => (await reader.goto(address))!.status(), { timeout: 90_000, intervals: [1_000] })
      .toBe(200);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(`${at}Z`));
    expect(await reader.locator('.review-body').innerHTML()).toBe(previewed);
    await expect(reader.getByText('2½/4').first()).toBeVisible();
    await expect(reader.getByRole('link', { name: 'what changed' })).toHaveCount(0);

    await page.getByRole('navigation', { name: 'Stages' }).or(page.getByRole('link', { name: 'Reviews' })).first().waitFor();
    await page.goto(`${site.origin}/desk?stage=published`);
    await page.getByRole('link', { name: title, exact: true }).click();
    await page.getByLabel('Review text, in Markdown').fill(body.replace('stubborn', 'patient'));
    await page.getByLabel('Address').fill(`the-${slug}`);
    await page.getByRole('button', { name: 'Publish changes' }).click();
    await expect(page.getByText('Readers see it as it is here')).toBeVisible();

    const moved = await reader.goto(address);
    expect(reader.url()).toBe(`${site.origin}/reviews/the-${slug}`);
    expect(moved!.status()).toBe(200);
    await reader.getByRole('link', { name: 'what changed' }).click();
    await expect(reader.locator('del')).toHaveText('stubborn');
    await expect(reader.locator('ins')).toHaveText('patient');
    await reader.close();
  });

  test('two who write at one draft lose no word', async ({ page }, { project }) => {
    const title = `Two Pens ${project.name.split(' ')[0]}`;
    await site.signIn(page);
    await page.getByRole('button', { name: 'Write a review' }).click();
    await fill(page, title);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('Review text, in Markdown').fill('What the other one wrote.');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByLabel('Review text, in Markdown').fill('What this one wrote.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const both = page.getByRole('region', { name: 'Two texts' });
    await expect(both.getByText('What the other one wrote.')).toBeVisible();
    await expect(page.getByLabel('Review text, in Markdown')).toHaveValue('What this one wrote.');
    await both.getByRole('button', { name: 'Save what is in the form' }).click();
    await expect(page.getByLabel('Review text, in Markdown')).toHaveValue('What this one wrote.');
    await page.getByRole('link', { name: /Revisions/ }).click();
    await page.getByRole('link', { name: 'Revision 1' }).click();
    await expect(page.locator('del')).toContainText('other');
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the desk can be used by everybody, ${colorScheme}`, async ({ page, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false, 'the checker is a script; the pages are the same');
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme });
    await site.signIn(page);
    for (const path of ['/desk', '/desk?stage=trashed', '/desk/reviews/1', '/desk/reviews/1?preview=1', '/desk/reviews/1/revisions', '/desk/films/1', '/desk/films', '/reviews/the-salt-year/changes']) {
      await page.goto(`${site.origin}${path}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((found) => `${path}: ${found.id}: ${found.nodes[0].html}`)).toEqual([]);
    }
  });
}
