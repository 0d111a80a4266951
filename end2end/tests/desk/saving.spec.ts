// Nothing is lost: network gone, session over, server killed, tab closed, two tabs at one draft.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';

import { DeskSite, editorAwake } from '../../fixtures/desk';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts a draft is saved by its button');

let site: DeskSite;
test.beforeEach(async () => {
  site = await DeskSite.start();
});
test.afterEach(async () => {
  // Runs after a test that was skipped as well, for which no site was started.
  await site?.stop();
});

const text = (page: Page) => page.getByLabel('Review text, in Markdown');
const state = (page: Page) => page.locator('#editor-state');

async function newDraft(page: Page) {
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  await editorAwake(page);
}

/** Returns the draft as the server has it. */
async function onServer(page: Page): Promise<{ version: number; fields: Record<string, string> }> {
  const review = await page.locator('#editor').getAttribute('data-review');
  const answer = await page.request.get(`${site.origin}/api/desk/review?review=${review}`);
  return answer.json();
}

/** Counts the saves that reach the server. */
function saves(page: Page | BrowserContext): string[] {
  const bodies: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/desk/save')) bodies.push(request.postData()!);
  });
  return bodies;
}

test('what is typed is on the server within two seconds', async ({ page }) => {
  await newDraft(page);
  await text(page).pressSequentially('The tide goes out');
  const typed = Date.now();
  await expect(state(page)).toContainText('Saving…');
  await expect.poll(async () => (await onServer(page)).fields.body, { intervals: [50] }).toBe('The tide goes out');
  expect(Date.now() - typed).toBeLessThan(2_000);
  await expect(state(page)).toContainText('Saved at');
  expect(await page.locator('#editor').getAttribute('data-version')).toBe(`${(await onServer(page)).version}`);
  expect(await page.locator('input[name=version]').inputValue()).toBe(`${(await onServer(page)).version}`);
  // Every field is saved, also those that are chosen.
  await page.getByLabel('Title', { exact: true }).first().fill('Low Water');
  await page.getByRole('radio', { name: 'Rated 3 out of 4' }).press('Space');
  await page.getByLabel('Open for comments').uncheck();
  await expect.poll(async () => (await onServer(page)).fields).toMatchObject({ title: 'Low Water', rating: '6', comments_open: false });
  // The address that the title makes is told as it will be, and follows what is typed as the address.
  await expect(page.locator('#slug-hint')).toHaveText(`${site.origin}/reviews/low-water`);
  await page.getByLabel('Address').fill('tides');
  await expect(page.locator('#slug-hint')).toHaveText(`${site.origin}/reviews/tides`);
  await page.getByLabel('Address').fill('');
  await expect(page.locator('#slug-hint')).toHaveText(`${site.origin}/reviews/low-water`);
  // Nothing is left in the browser that the server has.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => /^foyer-desk:[^:]+:[^:]+$/.test(key)))).toEqual([]);
});

test('a server killed in the middle of typing costs no word', async ({ page }) => {
  test.setTimeout(60_000);
  await newDraft(page);
  await text(page).pressSequentially('One. ');
  await expect(state(page)).toContainText('Saved at');
  await text(page).pressSequentially('Two. ');
  await site.kill();
  await text(page).pressSequentially('Three. ');
  await expect(state(page)).toContainText('the server does not answer', { timeout: 10_000 });
  await text(page).pressSequentially('Four.');
  await site.resume();
  await expect(state(page)).toContainText('Saved at', { timeout: 40_000 });
  await expect.poll(async () => (await onServer(page)).fields.body).toBe('One. Two. Three. Four.');
});

test('what is written offline is sent later, once', async ({ page, context }) => {
  await newDraft(page);
  await text(page).fill('Begun with a network. ');
  await expect(state(page)).toContainText('Saved at');
  const before = (await onServer(page)).version;
  const sent = saves(page);
  await context.setOffline(true);
  await text(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Written without one.');
  await expect(state(page)).toContainText('Offline');
  await expect(state(page)).toContainText('kept in this browser');
  sent.length = 0;
  await context.setOffline(false);
  await expect(state(page)).toContainText('Saved at');
  const after = await onServer(page);
  expect(after.fields.body).toBe('Begun with a network. Written without one.');
  expect(after.version).toBe(before + 1);
  expect(sent.length).toBe(1);
});

test('an answer that is lost does not save twice', async ({ page }) => {
  await newDraft(page);
  await text(page).fill('First. ');
  await expect(state(page)).toContainText('Saved at');
  const before = (await onServer(page)).version;
  // The server saves, but its answer does not arrive.
  let lost = 0;
  await page.route('**/api/desk/save', async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  }, { times: 1 });
  await text(page).press('Control+End');
  await page.keyboard.type('Second. ');
  await expect.poll(() => lost).toBe(1);
  await page.keyboard.type('Third.');
  await expect(state(page)).toContainText('Saved at', { timeout: 15_000 });
  const after = await onServer(page);
  expect(after.fields.body).toBe('First. Second. Third.');
  expect(after.version).toBe(before + 2);
});

test('a tab closed and opened again has the text', async ({ page, context }) => {
  await newDraft(page);
  const address = page.url();
  // Nothing gets through, not even the last words of a page that goes away.
  await context.route('**/api/desk/save', (route) => route.abort());
  await text(page).fill('Not on the server yet.');
  await page.getByLabel('Summary').fill('Neither is this.');
  await expect(state(page)).toContainText('Not saved');
  await page.close();
  await context.unroute('**/api/desk/save');
  const again = await context.newPage();
  await again.goto(address);
  await editorAwake(again);
  await expect(text(again)).toHaveValue('Not on the server yet.');
  await expect(again.getByLabel('Summary')).toHaveValue('Neither is this.');
  await expect(again.getByText('It stands in the form again')).toBeVisible();
  await expect(again.getByRole('region', { name: 'Live preview' })).toContainText('Not on the server yet.');
  await expect.poll(async () => (await onServer(again)).fields.body).toBe('Not on the server yet.');
  // The saved text is one press away, and so is the way back.
  await again.getByRole('button', { name: 'Show the saved text instead' }).click();
  await expect(text(again)).toHaveValue('');
  await again.getByRole('button', { name: 'Show what was typed here' }).click();
  await expect(text(again)).toHaveValue('Not on the server yet.');
  // And what is saved is not offered once more.
  await expect(state(again)).toContainText('Saved at');
  await again.reload();
  await editorAwake(again);
  await expect(text(again)).toHaveValue('Not on the server yet.');
  await expect(again.getByText('It stands in the form again')).toHaveCount(0);
});

test('a session that ends elsewhere keeps the text', async ({ page, context }) => {
  await newDraft(page);
  const address = page.url();
  await text(page).fill('Before. ');
  await expect(state(page)).toContainText('Saved at');
  const cookies = await context.cookies();
  await context.clearCookies();
  await text(page).press('Control+End');
  await page.keyboard.type('After.');
  await expect(state(page)).toContainText('you are signed out');
  await expect(state(page)).toContainText('kept in this browser');
  await state(page).getByRole('link', { name: 'Sign in and come back' }).click();
  const form = page.getByRole('main');
  await form.getByLabel('Email').fill('owner@accounts.example');
  await form.getByLabel('Password').fill('salt year sluice wheel');
  await form.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(address);
  await editorAwake(page);
  await expect(text(page)).toHaveValue('Before. After.');
  await expect(state(page)).toContainText('Saved at');
  expect((await onServer(page)).fields.body).toBe('Before. After.');
  expect(cookies.length).toBeGreaterThan(0);
});

test('two browsers at one draft see both texts and choose', async ({ page, browser }) => {
  test.setTimeout(60_000);
  await newDraft(page);
  await text(page).fill('One.\n\nTwo.\n\nThree.');
  await expect(state(page)).toContainText('Saved at');
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await site.signIn(other);
  await other.goto(page.url());
  await editorAwake(other);
  await text(other).fill('One, theirs.\n\nTwo.\n\nThree.');
  await expect(state(other)).toContainText('Saved at');

  // Kept: the other text is among the revisions.
  await text(page).fill('One.\n\nTwo.\n\nThree, mine.');
  await expect(state(page)).toContainText('somebody else saved meanwhile');
  const both = page.getByRole('region', { name: 'Two texts' });
  await expect(both).toContainText('One, theirs.');
  await expect(both).toContainText('Three, mine.');
  expect((await onServer(page)).fields.body).toBe('One, theirs.\n\nTwo.\n\nThree.');
  await both.getByRole('button', { name: 'Put both together' }).click();
  await expect(both.getByLabel('Both texts in one')).toHaveValue('One, theirs.\n\nTwo.\n\nThree, mine.');
  await both.getByRole('button', { name: 'Save this text' }).click();
  await expect(both).toHaveCount(0);
  await expect(text(page)).toHaveValue('One, theirs.\n\nTwo.\n\nThree, mine.');
  await expect(state(page)).toContainText('Saved at');
  expect((await onServer(page)).fields.body).toBe('One, theirs.\n\nTwo.\n\nThree, mine.');

  // The other browser is told as well, and leaves its own.
  await text(other).fill('Something else.');
  const theirs = other.getByRole('region', { name: 'Two texts' });
  await theirs.getByRole('button', { name: 'Take theirs' }).click();
  await expect(text(other)).toHaveValue('One, theirs.\n\nTwo.\n\nThree, mine.');
  await expect(theirs).toHaveCount(0);

  // And once more, where both changed the same: mine stays.
  await text(other).fill('Only this.');
  await expect(state(other)).toContainText('Saved at');
  await expect.poll(async () => (await onServer(page)).fields.body).toBe('Only this.');
  await text(page).fill('No, this.');
  await both.getByRole('button', { name: 'Put both together' }).click();
  await expect(both.getByLabel('Both texts in one')).toHaveValue(/No, this\.[^]*Only this\./);
  await both.getByRole('button', { name: 'Keep mine' }).click();
  await expect(both).toHaveCount(0);
  await expect.poll(async () => (await onServer(page)).fields.body).toBe('No, this.');
  // What was left each time can be found again.
  await page.goto(`${page.url()}/revisions`);
  await expect(page.getByRole('link', { name: /^Revision/ })).toHaveCount(3);
  await elsewhere.close();
});

test('two tabs of one browser keep what is theirs', async ({ page, context }) => {
  test.setTimeout(60_000);
  await newDraft(page);
  await text(page).fill('Saved.');
  await expect(state(page)).toContainText('Saved at');
  await page.route('**/api/desk/save', (route) => route.abort());
  await text(page).fill('Only in the first tab.');
  await expect(state(page)).toContainText('Not saved');
  // A second tab does not take what an open one has not saved yet.
  const second = await context.newPage();
  await second.goto(page.url());
  await editorAwake(second);
  await expect(text(second)).toHaveValue('Saved.');
  await text(second).fill('From the second tab.');
  await expect(state(second)).toContainText('Saved at');
  // The first one, loaded again, has its own text beside the other.
  await page.unroute('**/api/desk/save');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.route('**/api/desk/save', (route) => route.abort());
  await page.reload();
  await page.unroute('**/api/desk/save');
  await editorAwake(page);
  const both = page.getByRole('region', { name: 'Two texts' });
  await expect(both).toContainText('From the second tab.');
  await expect(both).toContainText('Only in the first tab.');
  await expect(text(page)).toHaveValue('Only in the first tab.');
  expect((await onServer(page)).fields.body).toBe('From the second tab.');
  await both.getByRole('button', { name: 'Keep mine' }).click();
  await expect.poll(async () => (await onServer(page)).fields.body).toBe('Only in the first tab.');
});

test('publishing takes the newest text along', async ({ page }) => {
  await newDraft(page);
  await page.getByLabel('Title', { exact: true }).first().fill('Last Words');
  await text(page).fill('Typed a moment before it is published.');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Readers see it as it is here')).toBeVisible();
  await page.goto(`${site.origin}/reviews/last-words`);
  await expect(page.getByText('Typed a moment before it is published.')).toBeVisible();
});

test('a refused publication is mended and published, with no conflict with oneself', async ({ page }) => {
  await newDraft(page);
  await text(page).fill('A text without a title.');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await editorAwake(page);
  await page.getByLabel('Title', { exact: true }).first().fill('Now with One');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Readers see it as it is here')).toBeVisible();
});
