import { awake, expect, test } from '../../fixtures/test';
import { ReviewPage } from '../../pages/review';

test('a reader likes a comment once and takes it back', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('low-season');
  // A thought of one's own has no likes yet, whatever other tests do meanwhile.
  const text = `A thought to be liked, ${test.info().project.name}`;
  const id = await review.say(text, 'Row F');
  const likes = review.comment(id).getByRole('group', { name: 'Likes' });
  const button = likes.getByRole('button', { name: 'Like' });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(likes).not.toContainText('Liked by');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(likes).toContainText('Liked by 1 person');
  await page.reload();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(likes).not.toContainText('Liked by');
});

test('what one reader likes and says, another one sees', async ({ page, browser, baseURL, javaScriptEnabled, viewport }) => {
  const review = new ReviewPage(page);
  await review.open('a-field-twice');
  const text = `Said to be seen, ${test.info().project.name}`;
  const id = await review.say(text, 'Row F');
  await review.comment(id).getByRole('button', { name: 'Like' }).click();
  await expect(review.comment(id)).toContainText('Liked by 1 person');
  const context = await browser.newContext({ baseURL, javaScriptEnabled, viewport });
  const other = new ReviewPage(await context.newPage());
  await other.open('a-field-twice', '?comments=all');
  await expect(other.comment(id)).toContainText(text);
  // A number of likes may be a second old.
  await expect(async () => {
    await other.page.reload();
    await expect(other.comment(id)).toContainText('Liked by 1 person', { timeout: 200 });
  }).toPass({ timeout: 3_000 });
  await expect(other.comment(id).getByRole('link', { name: 'Edit your comment' })).toHaveCount(0);
  await context.close();
});

test('the number of likes leads to who they are, and back', async ({ page, javaScriptEnabled }) => {
  const review = new ReviewPage(page);
  await review.open('low-season');
  await awake(page, javaScriptEnabled);
  const text = `A thought for the list, ${test.info().project.name}`;
  const id = await review.say(text, 'Row F');
  const likes = review.comment(id).getByRole('group', { name: 'Likes' });
  await expect(likes.getByRole('link')).toHaveCount(0);
  await likes.getByRole('button', { name: 'Like' }).click();
  await likes.getByRole('link', { name: 'Liked by 1 person' }).click();
  await expect(page).toHaveURL(new RegExp(`/comments/${id}/likes$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who liked Row F’s comment on “Low Season”');
  // The link is there at once, the like is still on its way.
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('main')).toContainText('1 reader without a name', { timeout: 200 });
  }).toPass({ timeout: 3_000 });
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await expect(review.comment(id)).toContainText(text);
});
