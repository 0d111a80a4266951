// Many tabs of one browser share one stream.
import { awake, expect, test, watched } from '../../fixtures/test';
import { ReviewPage } from '../../pages/review';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts nothing is live');

const slugs = [
  'the-salt-year', 'the-understudy', 'rooms-for-the-summer', 'kilometre-zero', 'inventory',
  'saint-of-the-ring-road', 'low-season', 'a-field-twice', 'the-glass-orchard', 'telephone-for-mrs-bell',
];

test('ten reviews in ten tabs all load and stay live, over one stream', async ({ browser, baseURL }, info) => {
  test.skip(info.project.name !== 'desk', 'once is enough');
  test.setTimeout(90_000);
  const context = await browser.newContext({ baseURL });
  let streams = 0;
  context.on('request', (request) => {
    if (request.url().includes('/events?')) streams += 1;
  });
  context.on('requestfinished', (request) => {
    if (request.url().includes('/events?')) streams -= 1;
  });
  context.on('requestfailed', (request) => {
    if (request.url().includes('/events?')) streams -= 1;
  });
  const tabs: ReviewPage[] = [];
  const complaints: string[][] = [];
  for (const slug of slugs) {
    const tab = new ReviewPage(await context.newPage());
    complaints.push(watched(tab.page, baseURL!));
    await tab.open(slug);
    await awake(tab.page, true);
    tabs.push(tab);
  }
  await expect.poll(() => streams, { message: 'one stream for all tabs' }).toBe(1);

  const liked = async (tab: ReviewPage) =>
    Number((await tab.likes.innerText()).match(/\d+/)?.[0] ?? 0);
  const someone = await browser.newContext({ baseURL });
  /** Somebody else likes the review of a tab, or takes that back. */
  const press = async (tab: ReviewPage, form: 'like-review' | 'unlike-review') => {
    const id = await tab.likes.locator('input[name="id"]').inputValue();
    const answer = await someone.request.post(tab.page.url(), {
      form: { form, id },
      headers: { 'sec-fetch-site': 'same-origin', accept: 'application/json' },
    });
    expect(answer.ok()).toBe(true);
  };
  for (const tab of tabs) {
    const before = await liked(tab);
    await press(tab, 'like-review');
    await expect.poll(() => liked(tab), { message: tab.page.url() }).toBe(before + 1);
  }

  // The tab that holds the stream goes out of sight: another takes over, and all go on.
  const [first, second] = tabs;
  const show = (tab: ReviewPage, isShown: boolean) =>
    tab.page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, !isShown);
  await show(first, false);
  const [ofFirst, ofSecond] = [await liked(first), await liked(second)];
  await press(first, 'unlike-review');
  await press(second, 'unlike-review');
  await expect.poll(() => liked(second)).toBe(ofSecond - 1);
  expect(await liked(first), 'a tab out of sight is told nothing').toBe(ofFirst);

  // Shown again, it has caught up.
  await show(first, true);
  await expect.poll(() => liked(first)).toBe(ofFirst - 1);
  await expect.poll(() => streams, { message: 'still one stream' }).toBe(1);
  expect(complaints.flat(), 'what the browser complained about').toEqual([]);
  await someone.close();
  await context.close();
});
