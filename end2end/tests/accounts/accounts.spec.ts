// Whose publication it is: from an empty folder to a published text, and the people who come after.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

import { Secret, TOTP } from 'otpauth';

import { MailServer } from '../../fixtures/mail';
import { NewSite, owner } from '../../fixtures/new-site';
import { watched } from '../../fixtures/test';

let site: NewSite;
let mail: MailServer;
test.beforeEach(async () => {
  mail = await MailServer.start();
  site = await NewSite.start(mail.options);
});
test.afterEach(async () => {
  await site.stop();
  await mail.stop();
});

test('from the first start to the first published text it takes minutes', async ({ page }) => {
  const began = Date.now();
  const complaints = watched(page, site.origin);
  await site.own(page);
  await page.goto(`${site.origin}/desk`);
  await page.getByRole('button', { name: 'Write a review' }).click();
  const editor = page.locator('#editor');
  await editor.getByLabel('Title', { exact: true }).first().fill('The Tide Table');
  await editor.getByLabel('Review text, in Markdown').fill('A *quiet* film about counting.');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('status').first()).toContainText('Published');
  await page.goto(site.origin);
  await expect(page.getByRole('banner')).toContainText('Salt');
  await page.getByRole('link', { name: 'The Tide Table' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Tide Table');
  await expect(page.getByRole('main')).toContainText(owner.name);
  expect(Date.now() - began).toBeLessThan(60_000);
  expect(complaints).toEqual([]);
});

test('somebody invited gets an account with the role they were given, and is signed out everywhere', async ({ page, browser, javaScriptEnabled }) => {
  await site.own(page);
  await page.goto(`${site.origin}/desk/people`);
  const invite = page.getByRole('form', { name: 'Invite somebody' });
  await invite.getByLabel('For whom').fill('Nora');
  await invite.getByLabel('Role').selectOption('editor');
  await invite.getByRole('button', { name: 'Make an invitation' }).click();
  const link = await page.locator('#invitations').getByLabel(/Works once/).inputValue();

  const guest = await (await browser.newContext({ javaScriptEnabled })).newPage();
  await guest.goto(link);
  await expect(guest.getByRole('main')).toContainText('You are to be an editor of Salt');
  await guest.getByLabel('Your name').fill('Nora New');
  await guest.getByLabel('Email').fill('nora@salt.example');
  await guest.getByRole('main').getByLabel('Password').fill('tide table at noon');
  await guest.getByRole('button', { name: 'Make my account' }).click();
  await guest.waitForURL(`${site.origin}/desk`);
  await guest.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Pages' }).click();
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Pages');

  await page.reload();
  await page.getByRole('button', { name: 'Sign out everywhere: Nora New' }).click();
  await expect(page.getByRole('status')).toContainText('signed out everywhere');
  await guest.reload();
  await expect(guest).toHaveURL(/\/sign-in\?next=/);
  await guest.context().close();
});

test('what the owner sets is on every page, and a refusal keeps what was typed', async ({ page }) => {
  await site.own(page);
  await page.goto(`${site.origin}/desk/settings`);
  const form = page.locator('form.settings');
  await form.getByLabel('Name', { exact: true }).fill('Salt & Light');
  await form.getByLabel('Accent colour').fill('#ffee00');
  await form.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByRole('alert')).toContainText('Accent colour');
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Salt & Light');
  await form.getByLabel('Accent colour').fill('#8a1c2b');
  await form.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  await page.goto(`${site.origin}/films`);
  await expect(page.getByRole('banner')).toContainText('Salt & Light');
  const colour = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim());
  expect(colour).toBe('#8a1c2b');
});

test('a passkey signs in without a password', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a passkey is asked for by a script; without one the page says so');
  const complaints = watched(page, site.origin);
  await site.own(page);
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${site.origin}/account`);
  const add = page.getByRole('form', { name: 'Add a passkey' });
  await add.getByLabel('What you call it').fill('Laptop');
  await add.getByLabel('Your password').fill(owner.password);
  await add.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The passkey is added' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Passkeys' })).toContainText('Laptop');

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.goto(`${site.origin}/sign-in?next=/desk/settings`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await page.goto(`${site.origin}/account`);
  const passkeys = page.getByRole('region', { name: 'Passkeys' });
  await expect(passkeys).toContainText('last used');

  await passkeys.getByLabel('Your password, to remove one').fill(owner.password);
  await passkeys.getByRole('button', { name: 'Remove Laptop' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'no longer works' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.goto(`${site.origin}/sign-in`);
  const refused = page.waitForResponse((answer) => answer.url().endsWith('/sign_in_with_passkey'));
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  expect((await refused).status()).toBe(400);
  await expect(page.getByText('This passkey is not known here.')).toBeVisible();
  expect(complaints.filter((told) => !told.includes('400'))).toEqual([]);
});

test('a forgotten password is replaced by a link that is mailed, once', async ({ page, browser, javaScriptEnabled }) => {
  await site.own(page);
  const forgetful = await (await browser.newContext({ javaScriptEnabled })).newPage();
  await forgetful.goto(`${site.origin}/sign-in`);
  await forgetful.getByRole('link', { name: 'Password forgotten?' }).click();
  await forgetful.getByLabel('Email').fill(owner.email);
  await forgetful.getByRole('button', { name: 'Send the link' }).click();
  await expect(forgetful.getByRole('status')).toContainText('is on its way');
  await expect.poll(() => mail.messages.length).toBe(1);
  const link = /http\S+\/reset\?key=\S+/.exec(mail.messages[0])![0];
  expect(mail.messages[0]).toContain(owner.email);

  await forgetful.goto(link);
  await forgetful.getByLabel('New password', { exact: true }).fill('short');
  await forgetful.getByRole('button', { name: 'Take this password' }).click();
  await expect(forgetful.getByRole('alert')).toBeVisible();
  await forgetful.getByLabel('New password', { exact: true }).fill('tide table at noon');
  await forgetful.getByRole('button', { name: 'Take this password' }).click();
  await forgetful.goto(`${site.origin}/account`);
  await expect(forgetful.getByRole('main')).toContainText('You are the owner here.');
  // Who was signed in before is not any more, and the link is spent.
  await page.goto(`${site.origin}/account`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Take this password' })).toHaveCount(0);
  await site.signIn(page, owner.email, 'tide table at noon');
  await forgetful.context().close();
});

test('a second factor is set up, asked for, and replaced by a code that was put aside', async ({ page }) => {
  await site.own(page);
  await page.goto(`${site.origin}/account`);
  const section = page.getByRole('region', { name: 'Second factor' });
  await section.getByLabel('Your password').fill(owner.password);
  await section.getByRole('button', { name: 'Set it up' }).click();
  await expect(section.getByRole('img', { name: /QR code/ })).toBeVisible();
  const letters = (await section.locator('.account__secret').innerText()).replaceAll(/\s/g, '');
  const app = new TOTP({ secret: Secret.fromBase32(letters) });
  await section.getByLabel('Code').fill(app.generate());
  await section.getByRole('button', { name: 'Confirm' }).click();
  const aside = await section.locator('.account__codes li').allInnerTexts();
  expect(aside).toHaveLength(10);

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  const password = async () => {
    await page.goto(`${site.origin}/sign-in?next=/desk/pages`);
    const form = page.getByRole('main');
    await form.getByLabel('Email').fill(owner.email);
    await form.getByLabel('Password').fill(owner.password);
    await form.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await password();
  const code = page.getByLabel('Code');
  await code.fill('000000');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  // The code of the next half minute is good already; that of this one was used.
  await code.fill(app.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pages');

  await page.goto(`${site.origin}/account`);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await password();
  await code.fill(aside[0]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pages');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the screens of accounts can be used by everybody', async ({ page, javaScriptEnabled }) => {
      test.skip(javaScriptEnabled === false, 'the checker is a script; the pages are the same');
      test.setTimeout(90_000);
      const check = async (path: string) => {
        await page.goto(`${site.origin}${path}`);
        const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        expect(violations.map((found) => `${path}: ${found.id}: ${found.nodes[0].html}`)).toEqual([]);
      };
      await check(new URL(site.setUp).pathname + new URL(site.setUp).search);
      await check('/sign-in');
      await check('/forgotten');
      await site.own(page);
      await page.goto(`${site.origin}/desk/people`);
      await page.getByRole('button', { name: 'Make an invitation' }).click();
      const link = await page.locator('#invitations').getByLabel(/Works once/).inputValue();
      await page.goto(`${site.origin}/desk/pages`);
      await page.getByRole('button', { name: 'Begin a privacy page' }).click();
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await expect(page.getByRole('status').first()).toContainText('Published');
      for (const path of ['/account', '/desk', '/desk/pages', '/desk/people', '/desk/settings', '/desk/authors/aud-lind', '/pages/privacy', new URL(link).pathname + new URL(link).search]) {
        await check(path);
      }
    });
  });
}
