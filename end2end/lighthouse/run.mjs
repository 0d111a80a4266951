// Measures pages of a site with Lighthouse as a phone would see them: each several times, of each figure the
// middle one. Prints a table and writes target/lighthouse.json.
// Usage: FOYER_CHROMIUM=… node run.mjs ORIGIN
import { writeFileSync } from 'node:fs';

import * as launcher from 'chrome-launcher';
import lighthouse from 'lighthouse';

const origin = process.argv[2];
const runs = 3;
const pages = [
  { name: 'review', path: '/reviews/the-salt-year' },
  { name: 'home', path: '/' },
  { name: 'film', path: '/films/the-salt-year' },
  // It is answered with 404, which search engines must see and Lighthouse takes points off for.
  { name: 'not found', path: '/nothing/is/here', isMissing: true },
];
const figures = [
  { name: 'performance', of: (lhr) => 100 * lhr.categories.performance.score, must: 95, aim: 100 },
  { name: 'accessibility', of: (lhr) => 100 * lhr.categories.accessibility.score, must: 95, aim: 100 },
  { name: 'best practices', of: (lhr) => 100 * lhr.categories['best-practices'].score, must: 95, aim: 100 },
  { name: 'SEO', of: (lhr) => 100 * lhr.categories.seo.score, must: 95, aim: 100 },
  { name: 'total blocking time, ms', of: (lhr) => lhr.audits['total-blocking-time'].numericValue, must: 100, aim: 50 },
  { name: 'layout shift', of: (lhr) => lhr.audits['cumulative-layout-shift'].numericValue, must: 0.02, aim: 0 },
];

const chrome = await launcher.launch({
  chromePath: process.env.FOYER_CHROMIUM,
  chromeFlags: [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
try {
  const results = [];
  for (const page of pages) {
    results.push({ ...page, ...(await measure(page)) });
  }
  writeFileSync('../../target/lighthouse.json', `${JSON.stringify({ runs, results }, null, 2)}\n`);
  show(results);
} finally {
  await chrome.kill();
}

async function measure(page) {
  const seen = [];
  const complaints = new Set();
  for (let run = 0; run < runs; run += 1) {
    const flags = { port: chrome.port, output: 'json', logLevel: 'error', ignoreStatusCode: page.isMissing ?? false };
    const { lhr } = await lighthouse(origin + page.path, flags);
    if (lhr.runtimeError) {
      throw new Error(`${page.path}: ${lhr.runtimeError.message}`);
    }
    seen.push(Object.fromEntries(figures.map(({ name, of }) => [name, of(lhr)])));
    for (const id of failed(lhr)) {
      complaints.add(id);
    }
  }
  const median = (name) => seen.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(runs / 2)];
  const values = Object.fromEntries(figures.map(({ name }) => [name, round(median(name))]));
  return { values, complaints: [...complaints], seen };
}

/** Lists the audits that took points off. */
function failed(lhr) {
  const weighed = Object.values(lhr.categories).flatMap((category) => category.auditRefs.filter((ref) => ref.weight > 0));
  return weighed.map((ref) => lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 0.9).map((audit) => audit.id);
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}

function verdict({ name, must, aim }, value, page) {
  if (page.isMissing && name === 'SEO') return 'not judged: a 404';
  const isBetterHigh = must < aim;
  const holds = (bound) => (isBetterHigh ? value >= bound : value <= bound);
  return holds(aim) ? 'reaches its aim' : holds(must) ? 'passes' : 'FALLS SHORT';
}

function show(results) {
  const lines = [['page', 'figure', 'result', 'must', 'aims at', '']];
  for (const page of results) {
    for (const figure of figures) {
      const sign = figure.must < figure.aim ? '≥' : '≤';
      const value = page.values[figure.name];
      lines.push([page.name, figure.name, `${value}`, `${sign} ${figure.must}`, `${figure.aim}`, verdict(figure, value, page)]);
    }
  }
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)));
  for (const line of lines) {
    console.log(`| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
  }
  for (const { name, complaints } of results) {
    console.log(`${name}: ${complaints.length ? `points off for ${complaints.join(', ')}` : 'no points off'}`);
  }
}
