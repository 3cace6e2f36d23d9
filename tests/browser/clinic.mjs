// Starts the real program on a demo clinic and a real browser; what every browser test stands on.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';

const program = process.env.FASCIA_PROGRAM ?? 'build/dev/fascia';

// The program takes every FASCIA_… for a setting of its own; what steers the tests is not handed on.
const { FASCIA_PROGRAM, FASCIA_PICTURES, ...serverEnv } = process.env;

// A demo clinic in a folder of its own, its clock in a file that the test can move.
export async function startClinic({ now = '2026-11-24T09:00:00-06:00', seed = '1', weeksBack = '1', empty = false, env = {} } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'fascia-'));
  const data = join(dir, 'data');
  const clock = join(dir, 'clock');
  writeFileSync(clock, now + '\n');
  const told = empty ? '' : execFileSync(program, ['demo', '--data', data, '--seed', seed, '--now', now.slice(0, 10), '--weeks-back', weeksBack], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  // The lines "  noelle  a-password   Noëlle Tremblay, therapist".
  const signIns = Array.from(told.matchAll(/^  (\S+)\s+(\S+)\s{3}(.+), (owner|desk|therapist)$/gm),
    ([, name, password, , role]) => ({ name, password, role }));
  const server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--clock', clock],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...serverEnv, ...env } });
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = line.match(/http:\/\/[^\s]+/);
      if (found) resolve(found[0].replace(/\/$/, ''));
    });
    server.on('exit', (code) => reject(new Error(`fascia serve ended with ${code}`)));
  });
  return {
    address, data, dir, signIns,
    setClock: (text) => writeFileSync(clock, text + '\n'),
    stop: async () => {
      const gone = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGTERM');
      const code = await gone;
      rmSync(dir, { recursive: true, force: true });
      assert.equal(code, 0, 'fascia serve stops cleanly on SIGTERM');
    },
  };
}

export const phone = { width: 390, height: 844 };
export const narrow = { width: 320, height: 640 };
export const desk = { width: 1280, height: 800 };

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// A page that fails the test on a script error or an answer of 500.
export async function openPage(browser, { viewport = desk, javaScriptEnabled = true, locale = 'en-CA', colorScheme = 'light' } = {}) {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('response', (response) => { if (response.status() >= 500) page.faults.push(`${response.status()} ${response.url()}`); });
  page.on('console', (message) => { if (message.type() === 'error' && /Content Security Policy/.test(message.text())) page.faults.push(message.text()); });
  return page;
}

// No axe violation (WCAG 2.2 AA and good practice), no sideways scroll, no fault so far. axe needs
// script in the page; where the test turned it off the layout is still measured.
export async function inspect(page, name) {
  assert.deepEqual(page.faults, [], `${name}: faults`);
  let violations = [];
  try {
    violations = (await new AxeBuilder({ page }).analyze()).violations;
  } catch (error) {
    if (!/javaScriptEnabled|evaluate|script/i.test(String(error))) throw error;
  }
  const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
  assert.deepEqual(told, [], `${name}: axe`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `${name}: scrolls sideways by ${wide} px`);
  if (process.env.FASCIA_PICTURES) {
    mkdirSync(process.env.FASCIA_PICTURES, { recursive: true });
    await page.screenshot({ path: join(process.env.FASCIA_PICTURES, `${name}.png`), fullPage: true });
  }
}
