import type { Page } from '@playwright/test';

import { expect, test } from '../../fixtures/test';

/** Chooses a value in the archive; on a phone the values of a facet are folded. */
async function choose(page: Page, facet: string, value: string) {
  const ways = page.getByRole('navigation', { name: 'Narrow the archive' });
  const link = ways.getByRole('link', { name: value, exact: true }).first();
  if (!(await link.isVisible())) {
    await ways.getByText(facet, { exact: true }).click();
  }
  await link.click();
}

test('a reader wanders from a review to its film, a person and a tag, and back', async ({ page }) => {
  await page.goto('/reviews/the-salt-year');
  await page.getByRole('link', { name: 'Marit Kaldestad' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Marit Kaldestad' })).toBeVisible();
  await page.getByRole('region', { name: 'Directed' }).getByRole('link', { name: 'The Salt Year' }).click();
  await expect(page).toHaveURL(/\/films\/the-salt-year$/);
  await expect(page.getByRole('heading', { level: 1, name: 'The Salt Year' })).toBeVisible();
  await page.getByRole('link', { name: /Ines Moreau, 14 November 2024/ }).click();
  await expect(page).toHaveURL(/\/reviews\/the-salt-year$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/films\/the-salt-year$/);
  await expect(page.getByRole('heading', { level: 1, name: 'The Salt Year' })).toBeVisible();
});

test('the archive is narrowed down by links, and the back button takes one back', async ({ page }) => {
  await page.goto('/archive');
  await expect(page.getByText('10 reviews')).toBeVisible();
  await choose(page, 'Country', 'Norway');
  await expect(page).toHaveURL(/country=NO/);
  await choose(page, 'Tag', 'Work');
  await expect(page).toHaveURL(/country=NO&tag=work/);
  await expect(page.getByRole('article', { name: 'The Salt Year' })).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/tag=work/);
  await page.getByRole('link', { name: 'Remove Country: Norway' }).click();
  await expect(page.getByText('10 reviews')).toBeVisible();
});

test('a reader rates a film and takes it back', async ({ page }) => {
  await page.goto('/films/low-season');
  await page.getByLabel('Rate it').selectOption('2½ out of 4');
  await page.getByRole('button', { name: 'Rate', exact: true }).click();
  await expect(page).toHaveURL(/\/films\/low-season#readers$/);
  await expect(page.getByText('Yours, 2½, is marked.')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Readers’ ratings of Low Season' })).toBeVisible();
  await expect(page.getByLabel('Your rating')).toHaveValue('5');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Yours, 2½, is marked.')).toHaveCount(0);
});

test('no page is wider than the window', async ({ page }) => {
  for (const path of ['/', '/archive', '/films', '/people', '/tags/work', '/films/the-salt-year', '/people/marit-kaldestad', '/authors/ines-moreau', '/archive/2024/11']) {
    await page.goto(path);
    const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(content, path).toBeLessThanOrEqual(width);
  }
});
