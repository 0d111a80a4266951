// Runs the browser tests against the release: every journey with scripts on and off, on a phone and
// on a desk.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

const port = process.env.FOYER_PORT ?? '3917';
const origin = `http://127.0.0.1:${port}`;

// The file is read again by every worker; only the first one makes the folder.
process.env.FOYER_TEST_FOLDER ??= mkdtempSync(join(tmpdir(), 'foyer-e2e-'));
const folder = process.env.FOYER_TEST_FOLDER;
const settings = join(folder, 'settings.toml');
writeFileSync(settings, '[limits]\ncomment_every_seconds = 0\n');

const launchOptions = {
  executablePath: process.env.FOYER_CHROMIUM,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
};
const phone = { viewport: { width: 360, height: 740 } };
const desk = { viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 30_000,
  reporter: [['list']],
  use: { baseURL: origin, launchOptions },
  // What is measured is the same for everybody, and scripts/e2e.sh runs it with nothing beside it.
  testIgnore: 'measured/**',
  projects: [
    { name: 'measured', use: desk, testMatch: 'measured/**', testIgnore: [] },
    { name: 'phone', use: phone },
    { name: 'desk', use: desk },
    { name: 'phone without scripts', use: { ...phone, javaScriptEnabled: false } },
    { name: 'desk without scripts', use: { ...desk, javaScriptEnabled: false } },
  ],
  webServer: {
    command: `"${process.env.FOYER_BIN}" serve --demo --data "${join(folder, 'data')}" --config "${settings}" --addr 127.0.0.1:${port}`,
    url: `${origin}/readyz`,
    reuseExistingServer: false,
    timeout: 20_000,
  },
});
