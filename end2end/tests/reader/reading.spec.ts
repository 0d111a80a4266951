import { awake, expect, test } from '../../fixtures/test';
import { ReviewPage } from '../../pages/review';

test('a reader opens the newest review and finds what it is made of', async ({ page, javaScriptEnabled }) => {
  await page.goto('/');
  await expect(page).toHaveTitle(/^Foyer/);
  const woken = awake(page, javaScriptEnabled);
  await page.getByRole('region', { name: 'Latest review' }).getByRole('link', { name: 'The Salt Year' }).click();
  const review = page.getByRole('article', { name: 'The Salt Year', exact: true });
  await expect(review.getByRole('heading', { level: 1 })).toHaveText('The Salt Year');
  await expect(page).toHaveTitle('The Salt Year · Foyer');
  await woken;
  await expect(review).toContainText('2½/4');
  await expect(review).toContainText('Demo 7.2/10, read 12 November 2024');
  await expect(review).toContainText('A town that lived on salt');
  await expect(review.getByRole('term').filter({ hasText: 'Director' })).toBeVisible();
  await expect(review.getByRole('definition').filter({ hasText: 'Marit Kaldestad' }).first()).toBeVisible();
  await expect(review.getByRole('definition').filter({ hasText: '$4 million' })).toBeVisible();
  await expect(review.getByRole('figure').filter({ hasText: 'The foreman’s widow' })).toContainText('We were never paid');
  await expect(review.getByRole('heading', { name: 'Watch also' })).toBeVisible();
  await expect(review.getByRole('link', { name: 'Kilometre Zero' })).toBeVisible();
  await expect(review).toContainText('By Ines Moreau');
  await expect(review.getByRole('img', { name: /lone figure/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Comments' }).getByRole('heading', { level: 2 }).first())
    .toHaveText(/^\d+ thoughts on “The Salt Year”$/);
  await page.getByRole('navigation', { name: 'Other reviews' }).getByRole('link', { name: /The Understudy/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Understudy');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Salt Year');
});

test('moving between pages needs no reload once the page is awake', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'without scripts every page is loaded');
  const review = new ReviewPage(page);
  const woken = awake(page, javaScriptEnabled);
  await review.open('the-salt-year');
  await woken;
  let loads = 0;
  page.on('request', (request) => { if (request.resourceType() === 'document') loads += 1; });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Foyer');
  await page.getByRole('link', { name: 'Inventory' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inventory');
  await expect(page).toHaveTitle('Inventory · Foyer');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Foyer');
  expect(loads).toBe(0);
});

test('a hidden ending stays hidden until it is asked for', async ({ page }) => {
  const review = new ReviewPage(page);
  await review.open('the-salt-year');
  const box = page.getByRole('checkbox', { name: 'Show spoiler' }).first();
  const text = page.getByText(/When the sluices are opened by night/);
  await expect(text).not.toBeVisible();
  await box.focus();
  await page.keyboard.press('Space');
  await expect(box).toBeChecked();
  await expect(text).toBeVisible();
});

test('an address with nothing behind it says what to do', async ({ page, expectedStatuses }) => {
  expectedStatuses.add(404);
  for (const path of ['/nothing-here', '/reviews/never-written', '/comments/99999999']) {
    const answer = await page.goto(path);
    expect(answer!.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This reel is missing');
    await expect(page.getByRole('link', { name: 'Latest reviews' })).toBeVisible();
  }
});

test('no page can be moved sideways', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'measuring takes a script; the layout is the same');
  for (const width of [320, 360, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/', '/reviews/the-salt-year', '/reviews/the-salt-year?reply-to=10']) {
      await page.goto(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(width);
    }
  }
});
