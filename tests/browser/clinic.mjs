// Starts the real program on a demo clinic and a real browser; what every browser test stands on.
import { spawn, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const program = process.env.FASCIA_PROGRAM ?? 'build/dev/fascia';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The program takes every FASCIA_… for a setting of its own; what steers the tests is not handed on.
const { FASCIA_PROGRAM, FASCIA_PICTURES, ...serverEnv } = process.env;

// What a demo clinic is made of: another program, or other clinical data read from disk, makes another.
function demoKey(args) {
  const made = [resolve(program)];
  if (process.env.FASCIA_ASSETS)
    for (const folder of ['protocols', 'demo', 'catalogue/en', 'catalogue/fr']) {
      const at = join(process.env.FASCIA_ASSETS, folder);
      if (existsSync(at)) made.push(...readdirSync(at).map((name) => join(at, name)));
    }
  const seen = made.map((file) => { const { size, mtimeMs } = statSync(file); return [file, size, mtimeMs]; });
  return createHash('sha256').update(JSON.stringify([seen, args])).digest('hex').slice(0, 24);
}

// Making a demo clinic takes long in a debug build, so each one is made once and copied from then on.
// It is made under a name of its own and renamed when it is whole: two runs at once do not clash.
function keptDemo({ seed, now, weeksBack }) {
  const args = ['--seed', seed, '--now', now.slice(0, 10), '--weeks-back', weeksBack];
  const store = join(tmpdir(), 'fascia-demos');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const kept = join(store, demoKey(args));
  if (!existsSync(kept)) {
    forgetOldDemos(store);
    const making = mkdtempSync(join(store, 'making-'));
    const told = execFileSync(program, ['demo', '--data', join(making, 'data'), ...args], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
    writeFileSync(join(making, 'told'), told);
    try {
      renameSync(making, kept);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      if (!existsSync(kept)) throw error;
    }
  }
  utimesSync(kept, new Date(), new Date());
  return kept;
}

function forgetOldDemos(store) {
  const aDayAgo = Date.now() - 24 * 3600 * 1000;
  for (const name of readdirSync(store)) {
    const folder = join(store, name);
    if (statSync(folder, { throwIfNoEntry: false })?.mtimeMs < aDayAgo) rmSync(folder, { recursive: true, force: true });
  }
}

// Copies a kept demo clinic into `dir`; what the program said when it was made.
function copyDemo(dir, options) {
  const kept = keptDemo(options);
  for (const name of ['data', 'data.key']) cpSync(join(kept, name), join(dir, name), { recursive: true });
  return readFileSync(join(kept, 'told'), 'utf8');
}

// Runs SQL on a clinic's database before a server has it.
export function runSql(data, sql) {
  execFileSync('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])', join(data, 'fascia.db'), sql]);
}

// A demo clinic in a folder of its own, its clock in a file that the test can move. `before` changes
// its data; what is no demo any more has the machine's clock (`ownClock: false`).
export async function startClinic({ now = '2026-11-24T09:00:00-06:00', seed = '1', weeksBack = '1', empty = false, env = {}, before = () => {}, ownClock = true } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'fascia-'));
  const data = join(dir, 'data');
  const clock = join(dir, 'clock');
  writeFileSync(clock, now + '\n');
  const told = empty ? '' : copyDemo(dir, { seed, now, weeksBack });
  before(data);
  // The lines "  noelle  a-password   Noëlle Tremblay, therapist".
  const signIns = Array.from(told.matchAll(/^  (\S+)\s+(\S+)\s{3}(.+), (owner|desk|therapist)$/gm),
    ([, name, password, person, role]) => ({ name, password, person, role }));
  const serve = (listen) => new Promise((resolve, reject) => {
    const server = spawn(program, ['serve', '--data', data, '--listen', listen, ...(ownClock ? ['--clock', clock] : [])],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...serverEnv, ...env } });
    const failed = (code) => {
      rmSync(dir, { recursive: true, force: true });
      reject(new Error(`fascia serve ended with ${code}`));
    };
    server.once('exit', failed);
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = line.match(/http:\/\/[^\s]+/);
      if (!found) return;
      server.off('exit', failed);
      resolve({ server, address: found[0].replace(/\/$/, '') });
    });
  });
  let { server, address } = await serve('127.0.0.1:0');
  const off = async () => {
    const gone = new Promise((resolve) => server.on('exit', resolve));
    server.kill('SIGTERM');
    assert.equal(await gone, 0, 'fascia serve stops cleanly on SIGTERM');
  };
  return {
    address, data, dir, signIns,
    setClock: (text) => writeFileSync(clock, text + '\n'),
    // The connection is lost, and comes back at the same address.
    off,
    on: async () => { ({ server } = await serve(address.replace(/^.*\/\//, ''))); },
    stop: async () => {
      try { await off(); } finally { rmSync(dir, { recursive: true, force: true }); }
    },
  };
}

export const phone = { width: 390, height: 844 };
export const narrow = { width: 320, height: 640 };
export const desk = { width: 1280, height: 800 };

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// Signs somebody of this role in, with the sign-in that the demo told.
export async function signIn(page, clinic, role) {
  const who = clinic.signIns.find((one) => one.role === role);
  await page.goto(`${clinic.address}/sign-in`);
  await page.fill('#name', who.name);
  await page.fill('#password', who.password);
  await page.click('main button[type=submit]');
}

// A page that fails the test on a script error or an answer of 500.
export async function openPage(browser, { viewport = desk, javaScriptEnabled = true, locale = 'en-CA', colorScheme = 'light' } = {}) {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.faults = [];
  page.withoutScript = !javaScriptEnabled;
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('response', (response) => { if (response.status() >= 500) page.faults.push(`${response.status()} ${response.url()}`); });
  page.on('console', (message) => { if (message.type() === 'error' && /Content Security Policy/.test(message.text())) page.faults.push(message.text()); });
  return page;
}

async function violationsOf(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }));
  });
}

// No axe violation (WCAG 2.2 AA and good practice), no sideways scroll, no fault so far. axe is a
// script and would wait for ever where the test turned script off: there the layout alone is measured.
// No page holds a frame, so axe need not be put into each, and what passed is not listed.
export async function inspect(page, name) {
  assert.deepEqual(page.faults, [], `${name}: faults`);
  const violations = page.withoutScript ? [] : await violationsOf(page);
  const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
  assert.deepEqual(told, [], `${name}: axe`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `${name}: scrolls sideways by ${wide} px`);
  if (process.env.FASCIA_PICTURES) {
    mkdirSync(process.env.FASCIA_PICTURES, { recursive: true });
    // What floats in the treatment room would stand in the middle of a picture of the whole page.
    const floats = await page.locator('.room').count();
    if (floats) await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: join(process.env.FASCIA_PICTURES, `${name}.png`), fullPage: !floats });
  }
}

// The text of a body part as it was written: quoted-printable, base64, or plain.
function decoded(body, encoding) {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(encoding)) return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

// RFC 2047 words of a header line: "=?UTF-8?B?…?=" and "=?UTF-8?Q?…?=".
function headerText(raw) {
  return raw.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how, text) =>
    (how.toLowerCase() === 'b' ? decoded(text, 'base64') : decoded(text.replaceAll('_', ' '), 'quoted-printable')));
}

function parsePart(raw) {
  const end = raw.search(/\r?\n\r?\n/);
  const head = (end < 0 ? raw : raw.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  const body = end < 0 ? '' : raw.slice(end).replace(/^\r?\n\r?\n/, '');
  const headers = {};
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = headerText(line.slice(colon + 1).trim());
  }
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = type.match(/^multipart\/.*boundary="?([^";]+)"?/i)?.[1];
  if (!boundary) return { headers, type, text: decoded(body, headers['content-transfer-encoding'] ?? ''), parts: [] };
  const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => parsePart(part.replace(/^\r?\n/, '')));
  return { headers, type, text: '', parts };
}

// One message of the outbox folder: whom, what about, its text, and the calendar file if it has one.
export function readMail(file) {
  const raw = readFileSync(file, 'latin1');
  const mail = parsePart(raw);
  const all = [mail, ...mail.parts, ...mail.parts.flatMap((part) => part.parts)];
  const text = all.find((part) => /^text\/plain/i.test(part.type) && part.text)?.text ?? '';
  const calendar = all.find((part) => /^text\/calendar/i.test(part.type))?.text ?? '';
  return { file, to: mail.headers.to ?? '', subject: mail.headers.subject ?? '', text, calendar, at: statSync(file).mtimeMs };
}

// All that the clinic sent so far, newest first.
export function mails(clinic) {
  const folder = join(clinic.data, 'outbox');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => readMail(join(folder, name)))
    .sort((a, b) => b.at - a.at);
}

// The newest message for which `wanted` says yes, once the clinic has sent it.
export async function awaitMail(clinic, wanted, { seconds = 20 } = {}) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const found = mails(clinic).find(wanted);
    if (found) return found;
    await new Promise((wake) => setTimeout(wake, 200));
  }
  return assert.fail(`no such message in ${seconds} s; there are: ${mails(clinic).map((m) => `${m.to}: ${m.subject}`).join('; ')}`);
}

// The first address in a message whose path begins with `path`, as an address of this clinic.
export function linkIn(mail, clinic, path = '/') {
  const found = Array.from(mail.text.matchAll(/https?:\/\/[^\s<>"]+/g), ([url]) => new URL(url)).find((url) => url.pathname.startsWith(path));
  assert.ok(found, `a link to ${path} in “${mail.subject}”: ${mail.text}`);
  return clinic.address + found.pathname + found.search;
}
