// The text area behaves: marks by button and by key, lists that go on, pasting, finding and replacing, undo.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { DeskSite, editorAwake } from '../../fixtures/desk';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts it is a plain text area');

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

const text = (page: Page) => page.getByLabel('Review text, in Markdown');
const button = (page: Page, name: string) => page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name, exact: true });

async function newDraft(page: Page, body = '') {
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  await editorAwake(page);
  await text(page).fill(body);
}

/** Selects a part of the text. */
async function select(page: Page, part: string) {
  await text(page).evaluate((area: HTMLTextAreaElement, part) => {
    const start = area.value.indexOf(part);
    area.focus();
    area.setSelectionRange(start, start + part.length);
  }, part);
}

/** Pastes something as another program would put it on the clipboard. */
async function paste(page: Page, data: Record<string, string>) {
  await text(page).evaluate((area, data) => {
    const clipboardData = new DataTransfer();
    for (const [kind, value] of Object.entries(data)) clipboardData.setData(kind, value);
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

test('words are marked by button and by key, and undo takes it back', async ({ page }) => {
  await newDraft(page, 'The salt of the sea');
  await select(page, 'salt');
  await page.keyboard.press('Control+b');
  await expect(text(page)).toHaveValue('The **salt** of the sea');
  await page.keyboard.press('Control+b');
  await expect(text(page)).toHaveValue('The salt of the sea');
  await button(page, 'Italic').click();
  await expect(text(page)).toHaveValue('The *salt* of the sea');
  await page.keyboard.press('Control+z');
  await expect(text(page)).toHaveValue('The salt of the sea');
  await page.keyboard.press('Control+Shift+z');
  await expect(text(page)).toHaveValue('The *salt* of the sea');
  await select(page, 'sea');
  await button(page, 'Spoiler').click();
  await expect(text(page)).toHaveValue('The *salt* of the ||sea||');
  await page.keyboard.press('End');
  await button(page, 'Footnote').click();
  await page.keyboard.type('Not quite.');
  await expect(text(page)).toHaveValue('The *salt* of the ||sea||[^1]\n\n[^1]: Not quite.');
  await expect(page.getByRole('region', { name: 'Live preview' }).getByText('Not quite.')).toBeVisible();
  await select(page, 'salt');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('https://salt.example/');
  await expect(text(page)).toHaveValue('The *[salt](https://salt.example/)* of the ||sea||[^1]\n\n[^1]: Not quite.');
});

test('what was begun by a key ends by the same key', async ({ page }) => {
  await newDraft(page, 'Of ');
  await text(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+i');
  await page.keyboard.type('Salt');
  await page.keyboard.press('Control+i');
  await page.keyboard.type(' and sea.');
  await expect(text(page)).toHaveValue('Of *Salt* and sea.');
  await expect(page.getByRole('region', { name: 'Live preview' }).locator('em')).toHaveText('Salt');
});

test('the toolbar is one stop of the tab key', async ({ page }) => {
  await newDraft(page, 'A line');
  await button(page, 'Italic').focus();
  await page.keyboard.press('ArrowRight');
  await expect(button(page, 'Bold')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(button(page, 'Heading')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(text(page)).toHaveValue('## A line');
  await expect(text(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(button(page, 'Heading')).toBeFocused();
  await page.keyboard.press('End');
  await expect(button(page, 'Whole screen')).toBeFocused();
});

test('lists go on, and end with an empty item', async ({ page }) => {
  await newDraft(page);
  await text(page).focus();
  await page.keyboard.type('1. rake\ncount\n\n\nThen:\n\n> a line\nand more');
  await expect(text(page)).toHaveValue('1. rake\n2. count\n\nThen:\n\n> a line\n> and more');
});

test('rich text comes in as Markdown', async ({ page }) => {
  await newDraft(page);
  await text(page).focus();
  await paste(page, {
    'text/plain': 'The tide It is severe.',
    'text/html': `<meta charset="utf-8"><b style="font-weight:normal"><h2>The tide</h2><p dir="ltr"><span style="font-weight:700">It is</span>
      <em>severe</em>, <a href="https://a.example/">she</a> says<br>twice.</p><ul><li><p>rakes</p></li><li>pans</li></ul></b><script>alert(1)</script>`,
  });
  await expect(text(page)).toHaveValue(
    '## The tide\n\n**It is** *severe*, [she](https://a.example/) says\\\ntwice.\n\n- rakes\n- pans',
  );
  await page.keyboard.press('Control+z');
  await expect(text(page)).toHaveValue('');
  // An address over words makes them a link.
  await text(page).fill('Read this first');
  await select(page, 'this');
  await paste(page, { 'text/plain': 'https://b.example/salt' });
  await expect(text(page)).toHaveValue('Read [this](https://b.example/salt) first');
});

test('words are found and replaced', async ({ page }) => {
  const filling = Array.from({ length: 80 }, (_, at) => `Line ${at}.`).join('\n\n');
  await newDraft(page, `Salt.\n\n${filling}\n\nSALT and salt.`);
  await text(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(0, 0));
  await text(page).press('Control+h');
  const panel = page.getByRole('group', { name: 'Find and replace' });
  await panel.getByLabel('Find').fill('salt');
  await expect(panel.getByRole('status')).toHaveText('1 of 3');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('status')).toHaveText('2 of 3');
  // The place that was found is in sight.
  expect(await text(page).evaluate((area) => area.scrollTop)).toBeGreaterThan(500);
  await panel.getByLabel('Find').fill('nowhere');
  await expect(panel.getByRole('status')).toHaveText('Not there');
  await panel.getByLabel('Find').fill('salt');
  await expect(panel.getByRole('status')).toHaveText('2 of 3');
  await page.keyboard.press('Shift+Enter');
  await expect(panel.getByRole('status')).toHaveText('1 of 3');
  await panel.getByLabel('Match case').check();
  await expect(panel.getByRole('status')).toHaveText('1 of 1');
  await panel.getByLabel('Match case').uncheck();
  await panel.getByLabel('Replace with').fill('Brine');
  await panel.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(text(page)).toHaveValue(/^Salt\.[^]*SALT and Brine\.$/);
  await expect(panel.getByRole('status')).toHaveText('1 of 2');
  await panel.getByRole('button', { name: 'Replace all' }).click();
  await expect(text(page)).toHaveValue(/^Brine\.[^]*Brine and Brine\.$/);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(text(page)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(text(page)).toHaveValue(/^Salt\.[^]*SALT and Brine\.$/);
});

test('the text takes the whole screen and gives it back', async ({ page }) => {
  await newDraft(page, 'A line');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByLabel('Summary')).toBeHidden();
  await expect(page.locator('#editor-state')).toBeVisible();
  await expect(text(page)).toBeFocused();
  await page.keyboard.type(' and more');
  await expect(page.locator('#editor-state')).toContainText('Saved at');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Summary')).toBeVisible();
});

test('saving by key stays on the page', async ({ page }) => {
  await newDraft(page, 'A line');
  const address = page.url();
  await page.keyboard.press('Control+s');
  await expect(page.locator('#editor-state')).toContainText('Saved at');
  expect(page.url()).toBe(address);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what the script adds can be used by everybody, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.emulateMedia({ colorScheme });
    await newDraft(page, 'One ||two|| three[^1].\n\n[^1]: Four.');
    await expect(page.locator('#editor-state')).toContainText('Saved at');
    await page.keyboard.press('Control+h');
    const complaints = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.map((found) => `${where}: ${found.id}: ${found.nodes[0].html}`);
    };
    expect(await complaints('find')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+Enter');
    expect(await complaints('whole screen')).toEqual([]);
    await page.keyboard.press('Escape');
    // Another text of the draft, as if somebody else had saved it.
    const editor = page.locator('#editor');
    const [review, version] = [await editor.getAttribute('data-review'), await editor.getAttribute('data-version')];
    const saved = await page.request.post(`${site.origin}/api/desk/save`, {
      headers: { origin: site.origin },
      data: { review: Number(review), version: Number(version), fields: { body: 'Another text.' } },
    });
    expect(saved.status()).toBe(200);
    await text(page).fill('This text.');
    await page.getByRole('button', { name: 'Put both together' }).click();
    expect(await complaints('two texts')).toEqual([]);
  });
}
