// Moving about: nothing is loaded again, one comes back to where one was, and the theme stays.
import { awake, expect, test } from '../../fixtures/test';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts the browser does all this itself');

test('back leads to the same spot with the same link in focus, and forward to the review’s heading', async ({ page }) => {
  await page.goto('/');
  await awake(page, true);
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  const link = page.getByRole('link', { name: 'Low Season' }).first();
  await link.scrollIntoViewIfNeeded();
  await link.focus();
  const before = await page.evaluate(() => window.scrollY);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Low Season' })).toBeFocused();
  await expect(page).toHaveTitle(/^Low Season/);
  await page.goBack();
  await expect(link).toBeFocused();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 4);
  expect(await page.evaluate(() => window.scrollY)).toBeLessThan(before + 4);
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: 'Low Season' })).toBeVisible();
  expect(await page.evaluate(() => 'isSame' in window), 'the page was never loaded again').toBe(true);
});

test('the theme that was chosen stays, and nothing flashes in the other one', async ({ page, expectedStatuses }) => {
  expectedStatuses.add(0);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  const dark = await paper();
  expect(dark).not.toBe(light);
  // The theme stands before the style sheet is there, so before anything is drawn.
  await page.route('**/*.css', (route) => route.abort());
  await page.goto('/reviews/low-season', { waitUntil: 'commit' });
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await page.unroute('**/*.css');
  await page.goto('/');
  expect(await paper()).toBe(dark);
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  expect(await paper()).toBe(light);
  expect(await page.evaluate(() => localStorage.length), 'the system’s own theme needs no note').toBe(0);
});
