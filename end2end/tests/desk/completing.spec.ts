// What is known is offered as one types: films, people, tags, reviews.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { DeskSite, editorAwake } from '../../fixtures/desk';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts the browser offers films itself');

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

const known = (page: Page) => page.getByRole('listbox', { name: 'Known already' });

async function newDraft(page: Page) {
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  await editorAwake(page);
}

test('a film is picked by keyboard, and saved', async ({ page }) => {
  await newDraft(page);
  const film = page.getByRole('combobox', { name: 'Title' });
  await film.pressSequentially('the salt');
  await expect(film).toHaveAttribute('aria-expanded', 'true');
  const option = known(page).getByRole('option', { name: /The Salt Year.*2010/ });
  await expect(option).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((found) => `${found.id}: ${found.nodes[0].html}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(known(page)).toHaveCount(0);
  await expect(film).toHaveValue('the salt');
  await page.keyboard.type(' year 2010');
  await expect(option).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(film).toHaveAttribute('aria-activedescendant', 'film-options-0');
  await expect(film).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(film).toHaveValue('the-salt-year');
  await expect(known(page)).toHaveCount(0);
  await expect(page.locator('#film-hint')).toContainText('The Salt Year');
  await expect(page.locator('#editor-state')).toContainText('Saved at');
  await page.reload();
  await expect(page.locator('.film-chip')).toContainText('The Salt Year');
});

test('tags, people and reviews are completed where one types', async ({ page }) => {
  await newDraft(page);
  const tags = page.getByRole('combobox', { name: 'Tags' });
  await tags.focus();
  await tags.pressSequentially('New one, thea');
  await known(page).getByRole('option', { name: 'Theatre', exact: true }).click();
  await expect(tags).toHaveValue('New one, Theatre, ');
  await expect(tags).toBeFocused();

  const credits = page.getByLabel('Credits in one line');
  await credits.pressSequentially('Director: Mari');
  await expect(known(page).getByRole('option', { name: 'Marit Kaldestad' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(credits).toHaveValue('Director: Marit Kaldestad');

  const also = page.getByLabel('Films, one a line');
  await also.pressSequentially('inven');
  await expect(known(page).getByRole('option', { name: /Inventory/ })).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(known(page).getByRole('option', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(also).toHaveValue(/^Inventory.* \| inventory \| $/);
});

test('the people of a film’s record are completed too', async ({ page }) => {
  await site.signIn(page);
  await page.goto(`${site.origin}/desk/films`);
  const directors = page.getByLabel('Directors');
  await expect(directors).toHaveAttribute('aria-controls', 'directors-options');
  await directors.pressSequentially('Somebody New\nmarit k');
  await expect(known(page).getByRole('option', { name: 'Marit Kaldestad' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(directors).toHaveValue('Somebody New\nMarit Kaldestad');
});
