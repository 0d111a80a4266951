// What a reader finds on a review's page, by role and name.
import { expect, type Locator, type Page } from '@playwright/test';

export class ReviewPage {
  constructor(readonly page: Page) {}

  async open(slug: string, query = '') {
    await this.page.goto(`/reviews/${slug}${query}`);
  }

  /** The group of the review's own likes; those of comments come after it. */
  get likes(): Locator {
    return this.page.getByRole('group', { name: 'Likes' }).first();
  }

  get comments(): Locator {
    return this.page.getByRole('region', { name: 'Comments' });
  }

  get form(): Locator {
    return this.page.getByRole('form', { name: 'Leave a reply' });
  }

  comment(id: string): Locator {
    return this.page.locator(`#comment-${id}`);
  }

  /** Fills a comment form and sends it. */
  async post(form: Locator, text: string, name: string) {
    await form.getByLabel('Comment').fill(text);
    await form.getByLabel('Name').fill(name);
    await form.getByRole('button', { name: 'Post comment' }).click();
  }

  /** Opens the form that answers a comment. */
  async answer(id: string, name: string): Promise<Locator> {
    await this.comment(id).getByRole('link', { name: `Reply to ${name}` }).click();
    return this.page.getByRole('form', { name: `Reply to ${name}` });
  }

  /** Posts a thought of its own and returns its id once it stands on the page. */
  async say(text: string, name: string): Promise<string> {
    await this.post(this.form, text, name);
    return this.landed(text);
  }

  /** Waits until the comment with a text stands on the page; returns its id. */
  async landed(text: string): Promise<string> {
    const comment = this.page
      .locator('article[id]:not([id^="comment--"])')
      .and(this.page.getByRole('article', { name: /^Comment by/ }))
      .filter({ hasText: text })
      .last();
    await expect(comment).toBeVisible();
    return (await comment.getAttribute('id'))!.replace('comment-', '');
  }
}
