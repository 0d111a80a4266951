import { expect, test } from '../../fixtures/test';
import { ReviewPage } from '../../pages/review';

const here = () => test.info().project.name;

test('a comment appears at once, and its writer is remembered only when asked', async ({ page, javaScriptEnabled }) => {
  const review = new ReviewPage(page);
  await review.open('inventory');
  const id = await review.say(`A first thought, ${here()}`, 'Row F');
  await expect(review.comment(id)).toHaveAttribute('data-parent', '');
  await expect(review.comment(id)).toHaveAttribute('data-depth', '1');
  // A page that was not loaded again still has the name in its field.
  const name = javaScriptEnabled === false ? '' : 'Row F';
  await expect(review.form.getByLabel('Name')).toHaveValue(name);
  await review.form.getByRole('checkbox', { name: 'Remember me' }).check();
  await review.say(`A second thought, ${here()}`, 'Row F');
  await page.reload();
  await expect(review.form.getByLabel('Name')).toHaveValue('Row F');
  await expect(review.form.getByRole('checkbox', { name: 'Remember me' })).toBeChecked();
});

test('a reply stands under the comment it answers', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('the-glass-orchard');
  const id = await review.say(`To be answered, ${here()}`, 'Row F');
  await review.comment(id).getByRole('link', { name: 'Reply to Row F' }).click();
  const form = page.getByRole('form', { name: 'Reply to Row F' });
  await review.post(form, `An answer, ${here()}`, 'Row G');
  const reply = await review.landed(`An answer, ${here()}`);
  await expect(review.comment(reply)).toHaveAttribute('data-parent', id);
  await expect(review.comment(reply)).toHaveAttribute('data-depth', '2');
});

test('beyond the drawn depth a reply is still offered and says whom it answers', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('the-salt-year', '?comments=all');
  const deepest = page.locator('article[data-depth="5"]').last();
  await expect(deepest.getByText(/in reply to/)).toBeVisible();
  const id = (await deepest.getAttribute('id'))!.replace('comment-', '');
  const name = (await deepest.getAttribute('aria-label'))!.replace('Comment by ', '');
  await deepest.getByRole('link', { name: `Reply to ${name}` }).click();
  await review.post(page.getByRole('form', { name: `Reply to ${name}` }), `Deeper still, ${here()}`, 'Row F');
  const reply = review.comment(await review.landed(`Deeper still, ${here()}`));
  await expect(reply).toHaveAttribute('data-parent', id);
  await expect(reply).toHaveAttribute('data-depth', '5');
  await expect(reply.getByRole('link', { name, exact: true })).toBeVisible();
});

test('a refused comment comes back with everything in it', async ({ page, expectedStatuses }) => {
  expectedStatuses.add(400);
  const review = new ReviewPage(page);
  await review.open('kilometre-zero');
  const text = '\n\n  First line\n\n</textarea><script>alert(1)</script> & *stars*\n';
  await review.form.getByLabel('Email').fill('not an address');
  await review.form.getByLabel('Website').fill('javascript://x.y/');
  await review.post(review.form, text, 'Row F');
  await expect(page.getByRole('alert')).toContainText('Everything you wrote is still here');
  await expect(page.getByRole('alert').getByRole('link', { name: 'the email address' })).toBeVisible();
  await expect(review.form.getByLabel('Comment')).toHaveValue(text);
  await expect(review.form.getByLabel('Name')).toHaveValue('Row F');
  await expect(review.form.getByLabel('Email')).toHaveValue('not an address');
  await expect(review.form.getByLabel('Website')).toHaveValue('javascript://x.y/');
  await expect(review.form.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await review.form.getByLabel('Email').fill('');
  await review.form.getByLabel('Website').fill('');
  await review.form.getByRole('button', { name: 'Post comment' }).click();
  await review.landed('First line');
});

test('the same comment sent twice is one comment', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('rooms-for-the-summer');
  const text = `Only once, ${here()}`;
  const first = await review.say(text, 'Row F');
  await page.goto('/reviews/rooms-for-the-summer');
  expect(await review.say(text, 'Row F')).toBe(first);
  await expect(page.getByText(text)).toHaveCount(1);
});

test('a writer changes an own comment, and takes it back where replies keep their place', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('saint-of-the-ring-road');
  const id = await review.say(`To be changed, ${here()}`, 'Row F');
  await review.comment(id).getByRole('link', { name: 'Edit your comment' }).click();
  const form = page.getByRole('form', { name: 'Edit your comment' });
  await expect(form.getByLabel('Comment')).toHaveValue(`To be changed, ${here()}`);
  await form.getByLabel('Comment').fill(`Changed, ${here()}`);
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(review.comment(id)).toContainText(`Changed, ${here()}`);
  await expect(review.comment(id)).toContainText('edited');

  await review.comment(id).getByRole('link', { name: 'Reply to Row F' }).click();
  await review.post(page.getByRole('form', { name: 'Reply to Row F' }), `Holds on, ${here()}`, 'Row G');
  await review.landed(`Holds on, ${here()}`);
  await review.comment(id).getByRole('link', { name: 'Take your comment back' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(review.comment(id)).toContainText('Its replies keep their place');
  await expect(page.getByText(`Changed, ${here()}`)).toHaveCount(0);
  await expect(page.getByText(`Holds on, ${here()}`)).toBeVisible();
});

test('a thread can be read in three orders', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('the-understudy');
  const order = page.getByRole('navigation', { name: 'Sort comments' });
  const first = () => page.getByRole('article', { name: /^Comment by/ }).first().getAttribute('id');
  const oldest = await first();
  await order.getByRole('link', { name: 'Newest' }).click();
  await expect(page).toHaveURL(/sort=newest/);
  await expect(order.getByRole('link', { name: 'Newest' })).toHaveAttribute('aria-current', 'true');
  expect(await first()).not.toBe(oldest);
  await order.getByRole('link', { name: 'Best liked' }).click();
  await expect(order.getByRole('link', { name: 'Best liked' })).toHaveAttribute('aria-current', 'true');
  await order.getByRole('link', { name: 'Oldest' }).click();
  await expect(page).not.toHaveURL(/sort=/);
  expect(await first()).toBe(oldest);
});

test('a long thread comes in pages, and permalinks find their comment', async ({ page, request }) => {
  const review = new ReviewPage(page);
  await review.open('telephone-for-mrs-bell');
  const id = await page.locator('form[aria-labelledby] input[name="review"]').last().inputValue();
  for (let n = 0; n < 30; n += 1) {
    await request.post('/reviews/telephone-for-mrs-bell', {
      form: { form: 'post-comment', review: id, comment: `Number ${n}, ${here()}`, name: 'Row F' },
      headers: { 'sec-fetch-site': 'same-origin' },
      maxRedirects: 0,
    });
  }
  await page.goto('/reviews/telephone-for-mrs-bell');
  await expect(page.getByRole('navigation', { name: 'Pages of comments' })).toContainText('Page 1 of');
  expect(await page.getByRole('article', { name: /^Comment by/ }).count()).toBeLessThanOrEqual(50);
  await page.getByRole('link', { name: 'More comments' }).click();
  await expect(page).toHaveURL(/comments=2/);
  const last = page.getByRole('article', { name: /^Comment by/ }).last();
  const target = await last.getAttribute('id');
  await page.goto(`/comments/${target!.replace('comment-', '')}`);
  await expect(page.locator(`#${target}`)).toBeInViewport();
});

test('a comment can be written without a mouse', async ({ page, javaScriptEnabled }) => {
  const review = new ReviewPage(page);
  await review.open('low-season');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.getByRole('link', { name: 'Leave a reply' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#leave-a-reply$/);
  const field = review.form.getByLabel('Comment');
  await field.focus();
  if (javaScriptEnabled !== false) {
    const outline = await field.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline, 'focus can be seen').not.toBe('none');
  }
  await page.keyboard.type(`By keyboard, ${here()}`);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Row F');
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('Tab');
  await expect(review.form.getByRole('button', { name: 'Post comment' })).toBeFocused();
  await page.keyboard.press('Enter');
  await review.landed(`By keyboard, ${here()}`);
});
