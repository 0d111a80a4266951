// Two browsers side by side: what one does, the other sees, and nothing that is typed is touched.
import type { Browser, Page } from '@playwright/test';

import { OwnServer } from '../../fixtures/server';
import { awake, expect, test, watched } from '../../fixtures/test';
import { ReviewPage } from '../../pages/review';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts nothing is live');

const here = () => test.info().project.name;

/** Opens a review in a browser of somebody else. */
async function elsewhere(browser: Browser, slug: string, page: Page): Promise<ReviewPage> {
  const context = await browser.newContext({ viewport: page.viewportSize(), baseURL: new URL(page.url()).origin });
  const other = new ReviewPage(await context.newPage());
  const complaints = watched(other.page, new URL(page.url()).origin);
  other.page.on('close', () => expect(complaints, 'what the other browser complained about').toEqual([]));
  await other.open(slug);
  await awake(other.page, true);
  return other;
}

test('a like in one browser counts in the other, and back', async ({ page, browser }) => {
  const review = new ReviewPage(page);
  await review.open('the-glass-orchard');
  await awake(page, true);
  const other = await elsewhere(browser, 'the-glass-orchard', page);
  const before = Number((await review.likes.innerText()).match(/\d+/)![0]);
  const button = other.likes.getByRole('button', { name: 'Like' });
  const started = Date.now();
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(review.likes).toContainText(`Liked by ${before + 1} people`);
  expect(Date.now() - started).toBeLessThan(2_000);
  await expect(review.likes.getByRole('button')).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  await expect(review.likes).toContainText(`Liked by ${before} people`);
  await other.page.context().close();
});

test('a comment arrives in its place while somebody writes, and moves nothing', async ({ page, browser }) => {
  const review = new ReviewPage(page);
  await review.open('saint-of-the-ring-road');
  await awake(page, true);
  const root = await review.say(`To be answered twice, ${here()}`, 'Row F');
  const form = await review.answer(root, 'Row F');
  const field = form.getByLabel('Comment');
  await field.fill('Half a sent');
  const top = () => field.evaluate((element) => element.getBoundingClientRect().top);
  const before = await top();

  const other = await elsewhere(browser, 'saint-of-the-ring-road', page);
  const otherForm = await other.answer(root, 'Row F');
  await other.post(otherForm, `An answer from elsewhere, ${here()}`, 'Row G');
  await other.landed(`An answer from elsewhere, ${here()}`);

  const arrived = review.comment(await review.landed(`An answer from elsewhere, ${here()}`));
  await expect(arrived).toHaveAttribute('data-parent', root);
  await expect(arrived).toContainText('New');
  await expect(page.getByRole('status')).toContainText('New comment by Row G');
  await expect(field).toHaveValue('Half a sent');
  await expect(field).toBeFocused();
  expect(Math.abs((await top()) - before)).toBeLessThan(2);
  await field.pressSequentially('ence');
  await expect(field).toHaveValue('Half a sentence');
  await other.page.context().close();
});

test('a chip leads to what is new, and the mark goes once it was seen', async ({ page, browser }) => {
  const review = new ReviewPage(page);
  await review.open('kilometre-zero');
  await awake(page, true);
  await page.evaluate(() => window.scrollTo(0, 0));
  const other = await elsewhere(browser, 'kilometre-zero', page);
  const one = await other.say(`First of two, ${here()}`, 'Row G');
  await expect(page.getByRole('link', { name: 'New comment by Row G' })).toBeAttached();
  await other.page.context().clearCookies();
  await other.say(`Second of two, ${here()}`, 'Row H');
  const chip = page.getByRole('link', { name: '2 new comments' });
  await expect(chip).toBeAttached();
  await chip.click();
  await expect(review.comment(one)).toBeInViewport();
  await expect(review.comment(one).getByText('New', { exact: true })).toHaveCount(0, { timeout: 15_000 });
  await other.page.context().close();
});

test('an edit and a removal are seen elsewhere', async ({ page, browser }) => {
  const review = new ReviewPage(page);
  await review.open('a-field-twice');
  await awake(page, true);
  const id = await review.say(`Before the edit, ${here()}`, 'Row F');
  const other = await elsewhere(browser, 'a-field-twice', page);
  await review.comment(id).getByRole('link', { name: 'Edit your comment' }).click();
  const form = page.getByRole('form', { name: 'Edit your comment' });
  await form.getByLabel('Comment').fill(`After the edit, ${here()}`);
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(other.comment(id)).toContainText(`After the edit, ${here()}`);
  await expect(other.comment(id)).toContainText('edited');
  await review.comment(id).getByRole('link', { name: 'Take your comment back' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(review.comment(id)).toHaveCount(0);
  await expect(other.comment(id)).toHaveCount(0);
  await other.page.context().close();
});

test('what is written before the page listens arrives all the same', async ({ page, browser }) => {
  const review = new ReviewPage(page);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/events?**', async (route) => {
    await held;
    await route.continue();
  });
  await review.open('low-season');
  await awake(page, true);
  const other = await elsewhere(browser, 'low-season', page);
  await other.say(`Between page and stream, ${here()}`, 'Row G');
  await expect(page.getByText(`Between page and stream, ${here()}`)).toHaveCount(0);
  letGo();
  await review.landed(`Between page and stream, ${here()}`);
  await other.page.context().close();
});

test('network gone and back: the counts are right within five seconds', async ({ page, browser, expectedStatuses }) => {
  expectedStatuses.add(0);
  const review = new ReviewPage(page);
  await review.open('rooms-for-the-summer');
  await awake(page, true);
  const other = await elsewhere(browser, 'rooms-for-the-summer', page);
  const before = Number((await review.likes.innerText()).match(/\d+/)![0]);
  await page.context().setOffline(true);
  await other.likes.getByRole('button', { name: 'Like' }).click();
  await expect(other.likes).toContainText(`Liked by ${before + 1} people`);
  await page.context().setOffline(false);
  await expect(review.likes).toContainText(`Liked by ${before + 1} people`, { timeout: 5_000 });
  await other.likes.getByRole('button', { name: 'Like' }).click();
  await expect(review.likes).toContainText(`Liked by ${before} people`);
  await other.page.context().close();
});

test('a server that starts again finds its readers within five seconds', async ({ browser }, info) => {
  test.skip(info.project.name !== 'desk', 'once is enough');
  const server = await OwnServer.start();
  const context = await browser.newContext({ baseURL: server.origin });
  const reader = new ReviewPage(await context.newPage());
  await reader.open('inventory');
  await awake(reader.page, true);
  const before = Number((await reader.likes.innerText()).match(/\d+/)![0]);
  await server.stop();
  await server.resume();
  const writer = await browser.newContext({ baseURL: server.origin });
  const other = new ReviewPage(await writer.newPage());
  await other.open('inventory');
  await other.likes.getByRole('button', { name: 'Like' }).click();
  await expect(reader.likes).toContainText(`Liked by ${before + 1} people`, { timeout: 5_000 });
  await context.close();
  await writer.close();
  await server.end();
});
