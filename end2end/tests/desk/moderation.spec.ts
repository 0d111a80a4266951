// Moderating in the thread: whatever a writer calls themselves, with scripts and without.
import { expect, test } from '@playwright/test';

import { DeskSite } from '../../fixtures/desk';
import { awake, watched } from '../../fixtures/test';

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

test('an owner holds a comment and puts it back, whatever its writer is called', async ({ page, browser, javaScriptEnabled }, { project }) => {
  const name = `Row "F" title="${project.name}" <b>`;
  const reader = await browser.newPage({ javaScriptEnabled });
  await reader.goto(`${site.origin}/reviews/inventory`);
  await awake(reader, javaScriptEnabled);
  const form = reader.getByRole('form', { name: 'Leave a reply' });
  await form.getByLabel('Comment').fill(`A thought from ${project.name}`);
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Post comment' }).click();
  await expect(reader.getByRole('article', { name: `Comment by ${name}` })).toBeVisible();
  await reader.close();

  const complaints = watched(page, site.origin);
  await site.signIn(page);
  await page.goto(`${site.origin}/reviews/inventory?sort=newest`);
  await awake(page, javaScriptEnabled);
  if (javaScriptEnabled === false) {
    // The page of whoever has sent a form is their own from then on.
    await page.getByRole('group', { name: 'Likes' }).first().getByRole('button').click();
    await page.goto(`${site.origin}/reviews/inventory?sort=newest`);
  }
  const comment = page.getByRole('article', { name: `Comment by ${name}` });
  const moderate = comment.locator('summary');
  await expect(moderate).toHaveAccessibleName(`Moderate comment by ${name}`);
  expect(await moderate.evaluate((element) => element.getAttributeNames().sort())).toEqual(['aria-label', 'class']);
  await moderate.focus();
  await page.keyboard.press('Enter');
  await comment.getByRole('button', { name: 'Hold' }).click();
  await expect(comment).toHaveCount(0);
  const held = page.getByRole('region', { name: 'Out of sight' });
  await expect(held).toContainText(`A thought from ${project.name}`);
  await held.getByRole('button', { name: `Put back the comment by ${name}` }).click();
  await page.goto(`${site.origin}/reviews/inventory?sort=newest`);
  await expect(comment).toBeVisible();
  expect(complaints).toEqual([]);
});
