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

  /** Posts a thought of its own and returns its id once the page stands at it. */
  async say(text: string, name: string): Promise<string> {
    await this.post(this.form, text, name);
    return this.landed(text);
  }

  /** Waits until the page stands at the comment with a text; returns its id. */
  async landed(text: string): Promise<string> {
    const comment = this.page.getByRole('article', { name: /^Comment by/ }).filter({ hasText: text });
    await expect(comment.last()).toBeVisible();
    await expect(this.page).toHaveURL(/#comment-\d+$/);
    return this.page.url().split('#comment-')[1];
  }
}
