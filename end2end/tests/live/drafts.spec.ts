// Text that cannot be lost.
import { awake, expect, test } from '../../fixtures/test';
import { ReviewPage } from '../../pages/review';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'drafts are the script’s');

const here = () => test.info().project.name;

test('what was typed stands again after a reload, in the form it was typed in', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('inventory');
  await awake(page, true);
  const id = await review.say(`A place to answer, ${here()}`, 'Row F');
  const form = await review.answer(id, 'Row F');
  await form.getByLabel('Comment').fill('An answer, not sent');
  await review.form.getByLabel('Comment').fill('A thought, not sent');
  await review.form.getByLabel('Name').fill('Row K');
  await page.reload();
  await awake(page, true);
  await expect(form.getByLabel('Comment')).toHaveValue('An answer, not sent');
  await expect(review.form.getByLabel('Comment')).toHaveValue('A thought, not sent');
  await expect(review.form.getByLabel('Name')).toHaveValue('Row K');

  // Sorting and going back and forward keep it too.
  const order = page.getByRole('navigation', { name: 'Sort comments' });
  await order.getByRole('link', { name: 'Newest' }).click();
  await expect(order.getByRole('link', { name: 'Newest' })).toHaveAttribute('aria-current', 'true');
  await expect(form.getByLabel('Comment')).toHaveValue('An answer, not sent');
  await page.goBack();
  await expect(order.getByRole('link', { name: 'Oldest' })).toHaveAttribute('aria-current', 'true');
  await expect(form.getByLabel('Comment')).toHaveValue('An answer, not sent');
  await page.getByRole('link', { name: 'Foyer', exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goBack();
  await expect(form.getByLabel('Comment')).toHaveValue('An answer, not sent');
  await expect(review.form.getByLabel('Comment')).toHaveValue('A thought, not sent');

  // So does a change of an own comment that was begun.
  await review.comment(id).getByRole('link', { name: 'Edit your comment' }).click();
  const edit = page.getByRole('form', { name: 'Edit your comment' });
  await edit.getByLabel('Comment').fill('A change, not saved');
  await page.reload();
  await awake(page, true);
  await expect(edit.getByLabel('Comment')).toHaveValue('A change, not saved');
  await edit.getByLabel('Comment').fill('A change, saved');
  await edit.getByRole('button', { name: 'Save changes' }).click();
  await expect(review.comment(id)).toContainText('A change, saved');

  // It goes when it is sent, or emptied.
  await expect(form.getByLabel('Comment')).toHaveValue('An answer, not sent');
  await review.post(form, 'An answer, sent', 'Row K');
  await review.landed('An answer, sent');
  await review.form.getByLabel('Comment').fill('');
  await page.reload();
  await awake(page, true);
  await expect(form).toHaveCount(0);
  await expect(review.form.getByLabel('Comment')).toHaveValue('');
});

test('a text that could not be sent stays, says why, and is sent once in the end', async ({ page, expectedStatuses }) => {
  expectedStatuses.add(0);
  const review = new ReviewPage(page);
  await review.open('the-understudy');
  await awake(page, true);
  await page.route('**/reviews/the-understudy', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  const text = `Sent into the dark, ${here()}`;
  await review.post(review.form, text, 'Row F');
  await expect(page.getByRole('alert')).toContainText('could not be reached');
  await expect(review.form.getByLabel('Comment')).toHaveValue(text);
  await page.unroute('**/reviews/the-understudy');
  await review.form.getByRole('button', { name: 'Post comment' }).click();
  await review.landed(text);
  await expect(page.getByRole('article').filter({ hasText: text })).toHaveCount(1);
  await expect(review.form.getByLabel('Comment')).toHaveValue('');
});

test('a comment stands in its place while it is on its way', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('the-understudy');
  await awake(page, true);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/reviews/the-understudy', async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  const text = `On its way, ${here()}`;
  await review.post(review.form, text, 'Row F');
  const pending = page.getByRole('article', { name: 'Comment by Row F' }).filter({ hasText: text });
  await expect(pending).toContainText('on its way');
  await expect(review.form.getByLabel('Comment')).toHaveValue(text);
  letGo();
  await expect(pending).not.toContainText('on its way');
  await expect(pending).toHaveCount(1);
});

test('a like that was not kept goes back and says why', async ({ page, expectedStatuses }) => {
  expectedStatuses.add(0);
  const review = new ReviewPage(page);
  await review.open('the-understudy');
  await awake(page, true);
  const before = await review.likes.innerText();
  await page.route('**/reviews/the-understudy', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  const button = review.likes.getByRole('button', { name: 'Like' });
  await button.click();
  await expect(page.getByRole('status')).toContainText('Your like was not kept');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  expect(await review.likes.innerText()).toBe(before);
});

test('a page of an older release is loaded again, but never while something is typed', async ({ page }) => {
  const review = new ReviewPage(page);
  await page.route('**/events?**', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: 'retry: 60000\nevent: build\ndata: {"build":"another"}\n\n',
    }),
  );
  const isNews = (answer: { url(): string }) => answer.url().includes('/events?');
  const news = page.waitForResponse(isNews);
  await review.open('a-field-twice');
  await review.form.getByLabel('Comment').fill('Typed before the news');
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  await news;
  await expect(review.form.getByLabel('Comment')).toHaveValue('Typed before the news');
  expect(await page.evaluate(() => 'isSame' in window)).toBe(true);

  // A page on which nothing is typed is loaded a second time by itself, and no third time.
  await review.form.getByLabel('Comment').fill('');
  let loads = 0;
  page.on('framenavigated', () => (loads += 1));
  await page.goto('/reviews/a-field-twice?comments=all', { waitUntil: 'commit' });
  await expect.poll(() => loads, { message: 'loaded again' }).toBe(2);
  await awake(page, true);
  await page.waitForResponse(isNews);
  expect(loads).toBe(2);
});
