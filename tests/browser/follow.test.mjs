// What follows a visit, as the client sees it: the sheet behind the birth date, on paper too; the
// minute of questions; the own minute before the next visit; the curve with its charts and tables.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, inspect, mails, awaitMail, linkIn, phone, narrow, desk } from './clinic.mjs';

const path = (page) => new URL(page.url()).pathname;
const at = (hour, minute = 0) => `2026-11-24T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00-06:00`;

let clinic, browser, front;

async function signIn(page, role) {
  const who = clinic.signIns.find((s) => s.role === role);
  await page.goto(`${clinic.address}/sign-in`);
  await page.fill('#name', who.name);
  await page.fill('#password', who.password);
  await page.click('form[action^="/sign-in"] button[type="submit"]');
  await page.waitForLoadState('load');
}

before(async () => {
  clinic = await startClinic({ now: at(9) });
  browser = await startBrowser();
  front = await openPage(browser);
  await signIn(front, 'desk');
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
});

// The birth date of a demo client, as the desk finds it by the name in the e-mail address.
const born = new Map();
async function birthDate(mail) {
  const address = mail.to.match(/[\w.]+@example\.invalid/)[0];
  if (!born.has(address)) {
    const name = address.split('@')[0].replace(/\d+$/, '').replaceAll('.', ' ');
    await front.goto(`${clinic.address}/desk/find?q=${encodeURIComponent(name)}`);
    const people = await front.locator('.desk-person').allTextContents();
    const found = people.find((text) => text.includes(address));
    assert.ok(found, `the desk finds ${name}`);
    const [, day] = found.match(/born (\d+ \w+ \d{4})/);
    born.set(address, new Date(`${day} UTC`).toISOString().slice(0, 10));
  }
  return born.get(address);
}

async function press(page, selector) {
  await Promise.all([page.waitForEvent('load'), page.click(selector)]);
}
const send = (page) => press(page, 'main form button[type="submit"]');
const choose = (page, name, value) => page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });

// Opens a private page: a wrong birth date first, where `gate` names the picture.
async function open(mail, where, options = {}) {
  const date = await birthDate(mail);
  const page = await openPage(browser, { viewport: phone, ...options });
  await page.goto(linkIn(mail, clinic, where));
  await page.waitForSelector('#link_birth_date');
  if (options.gate) {
    await page.fill('#link_birth_date', '1901-01-01');
    await send(page);
    await page.waitForSelector('#link_birth_date');
    await inspect(page, options.gate);
  }
  await page.fill('#link_birth_date', date);
  await send(page);
  assert.equal(await page.locator('#link_birth_date').count(), 0, 'the birth date opens it');
  return page;
}

async function inAllWidths(page, name, { wide = true } = {}) {
  await inspect(page, `${name}-phone`);
  await page.setViewportSize(narrow);
  await inspect(page, `${name}-narrow`);
  if (wide) {
    await page.setViewportSize(desk);
    await inspect(page, `${name}-desk`);
  }
  await page.setViewportSize(phone);
}

const mailsTo = (where) => mails(clinic).filter((m) => m.text.includes(where));

async function pagesOnPaper(page) {
  const pdf = await page.pdf({ format: 'Letter', preferCSSPageSize: true });
  return (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

test('aftercare opens with the birth date and prints on one page, in both languages', async () => {
  await awaitMail(clinic, (m) => m.text.includes('/aftercare/'));
  await new Promise((wake) => setTimeout(wake, 3000));  // the demo's last week is on its way
  const all = mailsTo('/aftercare/');
  let longest = null;
  for (const mail of all.slice(0, 14)) {
    const page = await open(mail, '/aftercare/');
    const length = (await page.textContent('main')).length;
    if (!longest || length > longest.length) longest = { mail, length };
    await page.context().close();
  }
  const page = await open(longest.mail, '/aftercare/', { gate: 'follow-gate', locale: 'en-CA' });
  await page.waitForSelector('.follow-advice');
  assert.ok(await page.locator('a[href="tel:911"]').count(), 'whom to call');
  await inAllWidths(page, 'follow-aftercare');
  for (const locale of ['en-CA', 'fr-CA']) {
    const paper = await open(longest.mail, '/aftercare/', { viewport: desk, locale });
    assert.equal(await pagesOnPaper(paper), 1, `one page in ${locale}`);
    if (process.env.FASCIA_PICTURES) {
      await paper.emulateMedia({ media: 'print' });
      await paper.setViewportSize({ width: 720, height: 940 });
      await paper.screenshot({ path: `${process.env.FASCIA_PICTURES}/follow-paper-${locale}.png`, fullPage: true });
    }
    await paper.context().close();
  }
  await page.context().close();
});

// The mail of a check-in for somebody of yesterday, each taken once.
const taken = new Set();
async function nextMail(where) {
  const mail = await awaitMail(clinic, (m) => m.text.includes(where) && !taken.has(m.file));
  taken.add(mail.file);
  assert.doesNotMatch(mail.subject + mail.text, /pain|\bsore|tissue|massage therap|bruise|douleur/i, 'no word of health');
  return mail;
}

async function answerQuietly(page) {
  await choose(page, 'Q0', 'none');
  for (const [question, value] of Object.entries({ Q1: '2', Q2: 'less', Q3: '3', Q4: 'none', Q5: 'none', Q6: 'none', Q7: 'right' }))
    if (await page.locator(`input[name="${question}"]`).count()) await choose(page, question, value);
}

for (const javaScriptEnabled of [true, false]) {
  test(`a check-in that is as expected, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    clinic.setClock(at(19, 30));
    const page = await open(await nextMail('/check-in/'), '/check-in/', { javaScriptEnabled });
    const name = javaScriptEnabled ? 'follow-check-in' : 'follow-check-in-bare';
    await send(page);
    assert.ok(await page.locator('#errors').isVisible(), 'the signs are asked again, never taken as a no');
    await answerQuietly(page);
    await inAllWidths(page, name);
    await send(page);
    assert.equal(await page.locator('.alarm').count(), 0);
    assert.equal(await page.locator('input[name^="Q"]').count(), 0, 'it is answered');
    await inAllWidths(page, `${name}-answered`);
    await page.context().close();
  });
}

test('a check-in with a warning sign says whom to call, and a person must answer it', async () => {
  clinic.setClock(at(19, 30));
  const page = await open(await nextMail('/check-in/'), '/check-in/');
  await answerQuietly(page);
  await choose(page, 'Q0', 'W01');
  await send(page);
  await page.waitForSelector('.alarm');
  assert.ok(await page.locator('a[href="tel:911"]').isVisible());
  await inAllWidths(page, 'follow-urgent');
  await page.context().close();
  await front.goto(`${clinic.address}/desk/tasks`);
  assert.match(await front.textContent('main'), /Call now|check-in needs/);
  const alert = await awaitMail(clinic, (m) => /needs a call/i.test(m.subject));
  assert.doesNotMatch(alert.subject + alert.text, /chest|pain|911/i);
});

test('the reminder leads to the client’s own minute, and the therapist reads it', async () => {
  clinic.setClock(at(19, 30));
  const mail = await nextMail('/before/');
  assert.match(mail.subject, /^(Your visit|Votre visite)/);
  const page = await open(mail, '/before/', { javaScriptEnabled: false, locale: 'en-CA' });
  await choose(page, 'pain_now', '4');
  await choose(page, 'pain_average', '5');
  await choose(page, 'pain_worst', '3');
  await send(page);
  assert.ok(await page.locator('#errors').isVisible(), 'the worst is not below the average');
  await choose(page, 'pain_worst', '7');
  const thing = page.locator('input[name="thing.1"][value="6"]');
  if (await thing.count()) await thing.check({ force: true });
  await choose(page, 'anything', 'yes');
  await page.fill('#words', 'A new medicine since Monday');
  await inAllWidths(page, 'follow-before');
  await send(page);
  assert.match(await page.textContent('h1'), /Thank you/);
  await inAllWidths(page, 'follow-before-told');
  await press(page, 'button[name="again"]');
  await page.waitForSelector('input[name="pain_now"]');
  await page.context().close();
  await front.goto(`${clinic.address}/desk/tasks`);
  assert.match(await front.textContent('main'), /A client wrote before the visit/);
  assert.doesNotMatch(await front.textContent('main'), /new medicine/);
});

for (const javaScriptEnabled of [true, false]) {
  test(`the curve has a chart and a table of each measure, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const all = mailsTo('/aftercare/');
    let page = null, charts = 0;
    for (const mail of all.slice(0, 8)) {
      const one = await open(mail, '/aftercare/', { javaScriptEnabled, viewport: phone, locale: 'en-CA' });
      await press(one, 'button[name="progress"]');
      assert.match(path(one), /^\/progress\//);
      const count = await one.locator('.curve-panel').count();
      if (count > charts) {
        await page?.context().close();
        [page, charts] = [one, count];
      } else await one.context().close();
      if (charts >= 5) break;
    }
    assert.ok(charts >= 4, `pain three times and an activity at least: ${charts}`);
    const panels = page.locator('.curve-panel');
    for (let i = 0; i < charts; i += 1) {
      const panel = panels.nth(i);
      assert.ok(await panel.locator('svg:visible').count(), `a chart: ${await panel.textContent()}`);
      await panel.locator('summary').click();
      const rows = await panel.locator('tbody tr').count();
      assert.ok(rows >= 1, 'the same as a table');
      assert.ok(await panel.locator('table').isVisible());
    }
    const name = javaScriptEnabled ? 'follow-curve' : 'follow-curve-bare';
    await inAllWidths(page, name);
    await page.context().close();
  });
}
