// Typing in a long review: no key waits, measured in the browser.
import { expect, test } from '@playwright/test';

import { DeskSite, editorAwake } from '../../fixtures/desk';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts nothing is done at a key');

let site: DeskSite;
test.beforeAll(async () => {
  site = await DeskSite.start();
});
test.afterAll(async () => {
  await site.stop();
});

test('a key takes less than 16 ms in a review of 10,000 words', async ({ page }, { project }) => {
  test.skip(project.name !== 'desk', 'a long review is written at a desk');
  test.setTimeout(120_000);
  await site.signIn(page);
  await page.getByRole('button', { name: 'Write a review' }).click();
  await editorAwake(page);
  const sentence = 'The light comes in *low* over the pans and goes out again, and the film watches it go. ';
  const paragraphs = Array.from({ length: 100 }, (_, at) => `${at}: ${sentence.repeat(6).trim()}`);
  const text = page.getByLabel('Review text, in Markdown');
  await text.fill(paragraphs.join('\n\n'));
  await expect(page.locator('#body-length')).toHaveText(/^1\d,\d{3}|1\d{4} words/);
  await expect(page.locator('#editor-state')).toContainText('Saved at');
  await text.evaluate((area: HTMLTextAreaElement) => {
    const middle = area.value.indexOf('50: ') + 4;
    area.focus();
    area.setSelectionRange(middle, middle);
  });
  // From the key to the frame that shows it: what the page does at the key, and what the browser then draws.
  await page.evaluate(() => {
    const measured: { work: number; frame: number }[] = [];
    Object.assign(window, { measured });
    let begun = 0;
    addEventListener('keydown', () => (begun = performance.now()), { capture: true });
    addEventListener('input', () => {
      const work = performance.now() - begun;
      requestAnimationFrame(() => {
        const drawing = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => measured.push({ work, frame: work + performance.now() - drawing });
        port2.postMessage(0);
      });
    });
  });
  // Slower than a burst and faster than a pause, so that preview and saving run in between.
  for (const letter of 'And nobody on the pans has said a word about it since the spring, or will. ') {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter, { delay: 20 });
    await page.waitForTimeout(letter === ' ' ? 250 : 40);
  }
  const measured = await page.evaluate(() => (window as unknown as { measured: { work: number; frame: number }[] }).measured);
  expect(measured.length).toBeGreaterThan(60);
  const by = (part: 'work' | 'frame') => measured.map((key) => key[part]).sort((a, b) => a - b);
  const at = (values: number[], share: number) => values[Math.floor((values.length - 1) * share)].toFixed(1);
  const told = (name: string, values: number[]) => `${name} ${at(values, 0.5)} / ${at(values, 0.95)} / ${at(values, 1)} ms`;
  console.log(`      a key at 10,000 words, median / 95 % / longest: ${told('work', by('work'))}, ${told('with its frame', by('frame'))}`);
  expect(Number(at(by('work'), 1)), 'the longest work at a key').toBeLessThan(16);
  expect(Number(at(by('frame'), 0.95)), 'work and frame of 95 of 100 keys').toBeLessThan(16);
});
