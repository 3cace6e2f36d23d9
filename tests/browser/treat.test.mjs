// The therapist's way through one visit: the day, the client, consent, the room, the chart.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, inspect } from './clinic.mjs';

const tablet = { width: 1180, height: 820 };
const upright = { width: 820, height: 1180 };
const phone = { width: 390, height: 844 };

async function signIn(page, clinic, who) {
  await page.goto(`${clinic.address}/sign-in`);
  await page.fill('#name', who.name);
  await page.fill('#password', who.password);
  await page.click('form[action^="/sign-in"] button[type="submit"]');
  await page.waitForLoadState('load');
}

// Signs in as a therapist who has somebody to treat today; the address of that visit.
async function findVisit(page, clinic) {
  for (const who of clinic.signIns.filter((s) => s.role === 'therapist')) {
    await signIn(page, clinic, who);
    await page.goto(`${clinic.address}/treat`);
    const visits = await page.$$eval('.treat-rows a[href^="/treat/"]', (all) => all
      .filter((a) => a.textContent.includes('Ask the questions of the day'))
      .map((a) => a.getAttribute('href')));
    if (visits.length) return visits[0];
    await page.context().clearCookies();
  }
  return assert.fail('the demo has no visit to treat today');
}

// The clock goes to the begin of the visit that is open; what comes back sets it minutes later.
async function comeToTheHour(page, clinic) {
  const begins = (await page.textContent('.treat-bar .soft')).match(/(\d+):(\d+) (am|pm)–/);
  const hour = (Number(begins[1]) % 12) + (begins[3] === 'pm' ? 12 : 0);
  const two = (n) => String(n).padStart(2, '0');
  const set = (minutes) => {
    const all = hour * 60 + Number(begins[2]) + minutes;
    clinic.setClock(`2026-11-24T${two(Math.floor(all / 60))}:${two(all % 60)}:00-06:00`);
  };
  set(0);
  return set;
}

// Heat lies on a place: what is made sure of first, its time, the look after five minutes; nothing
// ends while it is on.
async function putOnHeat(page, visit, clinic, setMinutes) {
  const heat = page.locator('details[data-keep^="modality-"]', { has: page.locator('form') }).first();
  await heat.locator('summary').click();
  await inspect(page, 'treat-modality-tablet');
  await heat.locator('button[name="put_on"]').click();
  assert.equal(await page.$('[data-on]'), null, 'nothing goes on before the skin was tested');
  for (const box of await heat.locator('input[type="checkbox"]').all()) await box.check();
  await heat.locator('button[name="put_on"]').click();
  await page.waitForSelector('[data-on]');
  await inspect(page, 'treat-on-tablet');
  await measureTargets(page, 'tablet with heat on');
  await page.setViewportSize(phone);
  await inspect(page, 'treat-on-phone');
  await measureTargets(page, 'phone with heat on');
  await page.setViewportSize(tablet);
  setMinutes(6);
  await page.reload();
  await page.waitForFunction(() => /Look at the skin now/.test(document.querySelector('[data-on-note]').textContent));
  assert.match(await page.textContent('[data-on-alarm]'), /Look at the skin now/, 'it is said at the head, which stays in sight');
  await inspect(page, 'treat-on-due-tablet');
  await page.click('button[name="look"]');
  await page.waitForFunction(() => !document.querySelector('button[name="look"]'));
  await page.goto(`${clinic.address}${visit}/finish`);
  await page.check('#pain_now input[value="3"]', { force: true });
  await page.click('.tap.finish');
  assert.match(await page.textContent('main'), /still on\. Go back and take them off first/);
  await inspect(page, 'treat-finish-on-tablet');
  await page.goto(`${clinic.address}${visit}/session`);
  await page.click('button[name="take_off"][value="fine"]');
  await page.waitForFunction(() => !document.querySelector('[data-on]'));
}

// Says no to all that the day asks.
async function answerDay(page) {
  for (let round = 0; round < 3; round += 1) {
    for (const field of await page.$$('#day fieldset')) {
      const none = await field.$('input[value="none"], input[value="no"]');
      if (none) { await none.check({ force: true }); continue; }
      const number = await field.$('input[inputmode="decimal"]');
      if (number) await number.fill((await field.getAttribute('id')).includes('diastolic') ? '78' : (await field.getAttribute('id')).includes('systolic') ? '122' : '6');
    }
    const spoken = await page.$('#day input[name="spoken"]');
    if (spoken) await spoken.check();
    await page.click('#day form button[type="submit"]');
    await page.waitForLoadState('load');
    if (await page.$('#day .treat-state')) return;
  }
}

async function consent(page) {
  for (const item of ['treatment', 'draping', 'pressure', 'tender', 'stop_word', 'support']) await page.check(`#${item}`);
  for (const own of await page.$$('.treat-own')) {
    await (await own.$('input[value="yes"]')).check({ force: true });
    await (await own.$('input[name^="signed."]')).fill('M. R.');
  }
  await page.fill('#signed_by', 'A Client');
  await page.click('#consent form[action$="/consent"] button[type="submit"]');
  await page.waitForLoadState('load');
}

// The client has said name and birth date; the findings are read.
async function begin(page) {
  await page.check('#identity');
  await page.click('form[action$="/start"] button[type="submit"]');
}

// Targets of the room: 64 px at least, 10 px apart (look.md, R29).
async function measureTargets(page, name) {
  const small = await page.evaluate(() => Array.from(document.querySelectorAll('.room .tap, .room summary'))
    .filter((e) => e.offsetParent).map((e) => { const r = e.getBoundingClientRect(); return [e.textContent.trim(), Math.round(r.width), Math.round(r.height)]; })
    .filter(([, w, h]) => w < 64 || h < 64));
  assert.deepEqual(small, [], `${name}: targets under 64 px`);
  const near = await page.evaluate(() => {
    const out = [];
    for (const row of document.querySelectorAll('.room-buttons')) {
      const boxes = Array.from(row.children, (e) => e.getBoundingClientRect()).filter((b) => b.width);
      for (const a of boxes) for (const b of boxes) {
        if (a === b) continue;
        const dx = Math.max(a.left - b.right, b.left - a.right);
        const dy = Math.max(a.top - b.bottom, b.top - a.bottom);
        if (Math.max(dx, dy) < 9.5) out.push([dx, dy]);
      }
    }
    return out;
  });
  assert.deepEqual(near, [], `${name}: targets nearer than 10 px`);
}

test('a therapist treats: consent, session, warning at 7, finish, sign, amend', async () => {
  const clinic = await startClinic({ now: '2026-11-24T08:00:00-06:00' });
  const browser = await startBrowser();
  try {
    const page = await openPage(browser, { viewport: tablet });
    const visit = await findVisit(page, clinic);
    await inspect(page, 'treat-day-tablet');
    await page.setViewportSize(phone);
    await inspect(page, 'treat-day-phone');
    await page.setViewportSize(tablet);

    await page.goto(clinic.address + visit);
    const setMinutes = await comeToTheHour(page, clinic);
    await page.reload();
    await inspect(page, 'treat-client-tablet');
    await page.setViewportSize(phone);
    await inspect(page, 'treat-client-phone');
    await page.setViewportSize(tablet);
    assert.equal(await page.$('form[action$="/start"]'), null, 'nothing starts before the day was asked');

    await answerDay(page);
    await page.click('#consent form[action$="/consent"] button[type="submit"]');
    await page.waitForLoadState('load');
    assert.ok(await page.$('#errors'), 'an empty consent is told what is missing');
    await consent(page);
    await inspect(page, 'treat-ready-tablet');
    // On a phone all that is needed before the start stands within three screens.
    await page.setViewportSize(phone);
    const end = await page.evaluate(() => document.querySelector('#start').getBoundingClientRect().bottom + window.scrollY);
    assert.ok(end <= 3 * phone.height, `the way to the start ends at ${end} px`);
    await page.setViewportSize(tablet);
    for (const read of await page.$$('#start input[name="read"]')) await read.check();
    await page.check('#pain_now input[value="6"]', { force: true });
    await page.check('#pain_average input[value="5"]', { force: true });
    await page.check('#pain_worst input[value="8"]', { force: true });
    await begin(page);
    await page.waitForURL('**/session');

    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(16, 25, 23)', 'no white in the room');
    await page.click('.places .tap:not([disabled])');
    await page.waitForSelector('.places .tap[aria-pressed="true"]');
    await page.click('.techniques .tap:not([disabled])');
    await page.click('.paces .tap[value="slow"]');
    await page.waitForSelector('.paces .tap[aria-pressed="true"]');
    await page.click('.steps .tap[value="4"]');
    await page.waitForFunction(() => document.querySelector('[data-live="main"]').textContent.includes('felt 4 of 10'));
    assert.ok(page.url().endsWith('/session'), 'a tap leaves the page where it is');
    await page.click('.steps .tap[value="7"]');
    await page.waitForSelector('.room-warning');
    assert.match(await page.textContent('.room-warning'), /7 is too much.*One level less/s);
    await inspect(page, 'treat-session-tablet');
    await measureTargets(page, 'tablet');
    await page.setViewportSize(upright);
    await inspect(page, 'treat-session-upright');
    await measureTargets(page, 'upright tablet');
    await page.setViewportSize(phone);
    await inspect(page, 'treat-session-phone');
    // The note about the rules has no room here, and its full stop goes with it.
    assert.doesNotMatch(await page.innerText('.demo-line'), /\.\s*\.\s*$/);
    await measureTargets(page, 'phone');
    await page.setViewportSize(tablet);
    await page.click('.tap.undo');
    await page.waitForFunction(() => !document.querySelector('.room-warning'));
    await putOnHeat(page, visit, clinic, setMinutes);
    await page.click('.stops .tap[value="stop_word"]');
    await page.waitForSelector('.room-warning.stop');

    await page.click('.tap.finish');
    await page.waitForURL('**/finish');
    await inspect(page, 'treat-finish-tablet');
    await page.check('#pain_now input[value="3"]', { force: true });
    await page.click('.tap.finish');
    await page.waitForURL('**/chart');
    assert.match(await page.inputValue('#objective'), /skin test done, looked at .*skin fine after/);
    assert.match(await page.inputValue('#assessment'), /Pain before 6, after 3/);
    await inspect(page, 'treat-chart-draft-tablet');
    await page.click('button[value="sign"]');
    await page.waitForURL('**/chart?done=signed');
    assert.equal(await page.$('#subjective'), null, 'a signed chart has no field');
    await page.fill('#text', 'It was the left side.');
    await page.fill('#reason', 'A slip of the tongue');
    await page.click('form[action$="/amend"] button[type="submit"]');
    await page.waitForURL('**/chart?done=amended');
    assert.match(await page.textContent('main'), /It was the left side/);
    await inspect(page, 'treat-chart-signed-tablet');
    await page.setViewportSize(phone);
    await inspect(page, 'treat-chart-signed-phone');
  } finally {
    await browser.close();
    await clinic.stop();
  }
});

test('the room works without script: each tap comes back to the same place', async () => {
  const clinic = await startClinic({ now: '2026-11-24T08:00:00-06:00' });
  const browser = await startBrowser();
  try {
    const page = await openPage(browser, { viewport: tablet, javaScriptEnabled: false });
    const visit = await findVisit(page, clinic);
    await page.goto(clinic.address + visit);
    await comeToTheHour(page, clinic);
    await page.reload();
    await answerDay(page);
    await consent(page);
    for (const read of await page.$$('#start input[name="read"]')) await read.check();
    await begin(page);
    await page.waitForURL('**/session');
    await page.click('.places .tap:not([disabled])');
    await page.waitForURL('**/session*');
    await page.waitForSelector('.places .tap[aria-pressed="true"]');
    // As a finger would: the scale is brought to the middle, clear of STOP at the foot.
    await page.$eval('.steps .tap[value="7"]', (e) => e.scrollIntoView({ block: 'center' }));
    await page.click('.steps .tap[value="7"]');
    await page.waitForSelector('.room-warning');

    await page.setViewportSize({ width: 320, height: 640 });
    await inspect(page, 'treat-session-narrow-no-script');
  } finally {
    await browser.close();
    await clinic.stop();
  }
});

test('R28 taps survive a lost connection and a reload: sealed on the tablet, sent once, with true times', async () => {
  const clinic = await startClinic({ now: '2026-11-24T08:00:00-06:00' });
  const browser = await startBrowser();
  try {
    const page = await openPage(browser, { viewport: tablet });
    const visit = await findVisit(page, clinic);
    await page.goto(clinic.address + visit);
    await comeToTheHour(page, clinic);
    await page.reload();
    await answerDay(page);
    await consent(page);
    for (const read of await page.$$('#start input[name="read"]')) await read.check();
    await begin(page);
    await page.waitForURL('**/session');
    await page.click('.places .tap:not([disabled])');
    await page.waitForSelector('.places .tap[aria-pressed="true"]');
    await page.waitForFunction(() => document.querySelector('input[name="seq"]').value === '2');

    await clinic.off();
    await page.click('.techniques .tap:not([disabled])');
    await page.click('.steps .tap[value="4"]');
    await page.click('.steps .tap[value="6"]');
    await page.waitForFunction(() => /: 3\./.test(document.querySelector('[data-offline]').textContent));
    await inspect(page, 'treat-session-offline');
    const kept = await page.evaluate(() => new Promise((resolve) => {
      indexedDB.open('fascia-room').onsuccess = (event) => {
        const asked = event.target.result.transaction(['taps', 'key']);
        const out = {};
        asked.objectStore('taps').getAll().onsuccess = (e) => { out.taps = e.target.result; };
        asked.objectStore('key').get('room').onsuccess = (e) => { out.extractable = e.target.result.extractable; };
        asked.oncomplete = () => resolve({
          count: out.taps.length, extractable: out.extractable,
          words: out.taps.map((t) => new TextDecoder('latin1').decode(t.text)).join(' '),
          fields: out.taps.map((t) => Object.keys(t).sort().join()),
        });
      };
    }));
    assert.equal(kept.count, 3);
    assert.equal(kept.extractable, false, 'the key does not leave the browser');
    assert.doesNotMatch(kept.words, /technique|felt|tap/, 'nothing can be read on the tablet');
    assert.deepEqual(kept.fields, ['id,iv,text', 'id,iv,text', 'id,iv,text']);

    // An hour later the connection is back, and the page is opened anew.
    await clinic.on();
    await page.goto(clinic.address + visit + '/session');
    await page.waitForFunction(() => document.querySelector('[data-live="main"]').textContent.includes('felt 6 of 10'));
    await page.waitForFunction(() => document.querySelector('[data-offline]').hidden);
    await page.waitForFunction(() => document.querySelector('input[name="seq"]').value === '5', null, { timeout: 10000 });
    await page.reload();
    assert.equal(await page.inputValue('input[name="seq"]'), '5', 'each tap stands once');
  } finally {
    await browser.close();
    await clinic.stop();
  }
});
