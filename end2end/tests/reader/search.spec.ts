import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../../fixtures/test';

test('a reader finds a review, a film and a person by words', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Search' }).first().click();
  await page.getByRole('searchbox').fill('salt year');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\/search\?q=salt(\+|%20)year$/);
  const reviews = page.getByRole('region', { name: 'Reviews' });
  await expect(reviews.getByRole('article', { name: 'The Salt Year' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Films' }).getByRole('article', { name: 'The Salt Year' })).toBeVisible();
  await reviews.getByRole('link', { name: 'The Salt Year' }).first().click();
  await expect(page).toHaveURL(/\/reviews\/the-salt-year$/);
});

test('a slip in a title is put right, and a filter finds what is by somebody', async ({ page }) => {
  await page.goto('/search?q=salt+yaer');
  await expect(page.getByRole('article', { name: 'The Salt Year' }).first()).toBeVisible();
  await page.goto('/search?q=director%3A%22Marit+Kaldestad%22');
  await expect(page.getByRole('region', { name: 'Reviews' }).getByRole('article', { name: 'The Salt Year' })).toBeVisible();
  await page.goto('/search?q=zzzzqqqq');
  await expect(page.getByRole('status')).toHaveText('No results for zzzzqqqq');
});

test('results come as one types', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'without scripts the form is sent by its button');
  await page.goto('/search');
  const field = page.getByRole('searchbox');
  await field.pressSequentially('kaldestad', { delay: 20 });
  await expect(page.getByRole('region', { name: 'People' }).getByRole('article', { name: 'Marit Kaldestad' })).toBeVisible();
  await expect(page).toHaveURL(/\/search\?q=kaldestad$/);
  await expect(field).toHaveValue('kaldestad');
  await expect(field).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('search can be used by everybody', async ({ page, javaScriptEnabled }) => {
      test.skip(javaScriptEnabled === false, 'the checker is a script');
      for (const path of ['/search', '/search?q=salt']) {
        await page.goto(path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((found) => `${found.id}: ${found.nodes[0]?.html}`), path).toEqual([]);
      }
    });
  });
}
