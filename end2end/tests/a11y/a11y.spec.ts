import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../../fixtures/test';
import { ReviewPage } from '../../pages/review';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('every page can be used by everybody', async ({ page, javaScriptEnabled, expectedStatuses }) => {
      test.skip(javaScriptEnabled === false, 'the checker is a script; the pages are the same');
      test.setTimeout(120_000);
      expectedStatuses.add(404);
      for (const path of ['/', '/reviews/the-salt-year', '/reviews/the-salt-year?reply-to=1', '/reviews/inventory?sort=best', '/archive', '/archive?country=NO', '/films', '/films/the-salt-year', '/people/marit-kaldestad', '/tags/work', '/authors/ines-moreau', '/archive/2024', '/archive/2024/11', '/people', '/tags', '/authors', '/search?q=salt', '/reviews/the-salt-year/likes', '/comments/1/likes', '/nothing-here']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        expect(violations.map((found) => `${path}: ${found.id}: ${found.nodes[0].html}`)).toEqual([]);
      }
    });

    test('a refused form can be used by everybody', async ({ page, javaScriptEnabled, expectedStatuses }) => {
      test.skip(javaScriptEnabled === false, 'the checker is a script; the pages are the same');
      expectedStatuses.add(400);
      const review = new ReviewPage(page);
      await review.open('inventory');
      await review.form.getByLabel('Email').fill('no');
      await review.form.getByRole('button', { name: 'Post comment' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      expect(violations.map((found) => `${found.id}: ${found.nodes[0].html}`)).toEqual([]);
    });
  });
}

test('a comment, its likes and the form are what they are called', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('the-salt-year');
  await expect(review.comment('1')).toMatchAriaSnapshot(`
    - article "Comment by marginwalker":
      - heading "marginwalker" [level=3]
      - link "14 November, 19:02"
      - paragraph: /subtitles out of step/
      - group "Likes":
        - button "Like"
        - link "Liked by 1 person"
      - link "Reply to marginwalker"
  `);
  await expect(review.form).toMatchAriaSnapshot(`
    - form "Leave a reply":
      - heading "Leave a reply" [level=2]
      - text: Comment
      - textbox "Comment"
      - text: /Emphasis with \\*asterisks\\*/
      - textbox "Name"
      - text: Email
      - textbox "Email"
      - text: /Never shown to anyone/
      - textbox "Website"
      - text: /Your name will link to it/
      - checkbox "Remember me in this browser"
      - text: Remember me in this browser
      - button "Post comment"
      - paragraph: /No account needed/
  `);
});
