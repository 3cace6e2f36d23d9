// Assess and screen as a person meets them: phone, narrow phone and desk, with script and without,
// English and French, axe on each page, and how many taps a healthy person needs.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { startClinic, startBrowser, openPage, inspect, awaitMail, linkIn, phone, narrow, desk } from './clinic.mjs';

let clinic;
let browser;
before(async () => { clinic = await startClinic(); browser = await startBrowser(); });
after(async () => { if (browser) await browser.close(); if (clinic) await clinic.stop(); });

const groups = ['heart', 'medicine', 'body', 'pregnancy', 'pain'];

// Counts what a finger does; a filled field is one tap and its typing.
class Person {
  constructor(page, name) { this.page = page; this.name = name; this.taps = 0; }
  async tap(selector) { this.taps += 1; await this.page.locator(selector).first().click(); }
  async fill(selector, text) { this.taps += 1; await this.page.locator(selector).first().fill(text); }
  async choose(selector, value) { this.taps += 1; await this.page.locator(selector).first().selectOption(value); }
  async look(what) {
    const name = `assess-${this.name}-${what}`;
    if (!this.plain) { await inspect(this.page, name); return; }
    // axe is a script: where there is none the layout alone is measured.
    assert.deepEqual(this.page.faults, [], name);
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 1, `${name}: scrolls sideways by ${wide} px`);
    const folder = process.env.FASCIA_PICTURES;
    if (folder) await this.page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  async next() { await this.tap('form button.button[type="submit"]:visible'); }
  path() { return new URL(this.page.url()).pathname; }

  async who(address) {
    await this.page.goto(`${address}/assess`);
    await this.look('1-who');
    await this.tap('input[name="for_whom"][value="me"]');
    await this.fill('#birth_day', '4');
    await this.choose('#birth_month', '5');
    await this.fill('#birth_year', '1988');
    await this.tap('#consent');
    await this.next();
  }
  async none(what) {
    if (what) await this.look(what);
    await this.tap('input[name="none"]');
    await this.next();
  }
  async tapRegion(region, pain) {
    const shape = this.page.locator(`.map-figure[data-side="back"] polygon[data-region="${region}"]`);
    await this.page.locator('.map-figure[data-side="back"] svg').scrollIntoViewIfNeeded();
    const box = await shape.boundingBox();
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    this.taps += 1;
    await this.tap(`.sheet .step-${pain} input`);
  }
  async since(words) {
    await this.look('4-since');
    await this.tap('input[name="since"][value="weeks"]');
    await this.tap('input[name="limits"][value="sit"]');
    if (words) await this.page.fill('#limits_words', words);
    await this.next();
  }
}

for (const [name, viewport, locale] of [['phone', phone, 'en-CA'], ['narrow', narrow, 'en-CA'], ['desk', desk, 'en-CA'], ['phone-fr', phone, 'fr-CA']]) {
  test(`a healthy person with low back pain, ${name}`, async () => {
    const page = await openPage(browser, { viewport, locale });
    const person = new Person(page, name);
    await person.who(clinic.address);
    assert.equal(person.path(), '/assess/questions');
    await person.none('2-gates');
    assert.equal(person.path(), '/assess/where');
    await person.look('3-where');
    await person.tapRegion('low-back.R', 7);
    await person.look('3-where-chosen');
    await person.tap('.sheet button[type="submit"]');
    await person.since();
    for (const group of groups) await person.none(`5-${group}`);
    assert.equal(person.path(), '/assess/answer');
    await person.look('6-answer');
    assert.ok(await page.locator('a[href="/assess/plan"]').isVisible());
    console.log(`# taps of a healthy person (${name}): ${person.taps}`);
    assert.ok(person.taps <= 25, `${person.taps} taps`);
    await page.context().close();
  });
}

for (const [name, viewport, locale] of [['plain-phone', phone, 'en-CA'], ['plain-fr', narrow, 'fr-CA']]) {
  test(`without script, ${name}`, async () => {
    const page = await openPage(browser, { viewport, javaScriptEnabled: false, locale });
    const person = new Person(page, name);
    person.plain = true;
    await person.who(clinic.address);
    await person.none('2-gates');
    await person.look('3-where');
    await page.locator('input[name="region"][value="low-back.R"]').check();
    await page.locator('input[name="pain.low-back.R"]').fill('6');
    await person.next();
    await person.since('<b>run</b>');
    await person.none('5-heart');
    await page.locator('input[name="q-blood_thinner"][value="doac"]').check({ force: true });
    await person.none();
    // Details are asked on the next page.
    assert.equal(await page.locator('fieldset.ask:visible').count(), 2);
    await person.look('5-details');
    await page.locator('input[name="q-blood_thinner.stopped"][value="no"]').check({ force: true });
    await page.locator('input[name="q-blood_thinner.signs"][value="none"]').check();
    await person.next();
    for (const group of groups.slice(2)) await person.none(`5-${group}`);
    assert.equal(person.path(), '/assess/answer');
    assert.equal(await page.locator('a[href="/assess/plan"]').count(), 0);
    await person.look('6-clearance');
    await page.locator('a[href="/assess/letter"]').click();
    await person.look('7-letter');
    // R40: a time is kept while the letter is on its way.
    await page.goto(`${clinic.address}/assess/answer`);
    await page.locator('a[href^="/book?service="]').click();
    await person.look('8-letter-times');
    await page.locator('button[name="start"]').first().click();
    await person.look('9-letter-details');
    // Two people: one has no other visit at the time of the other's.
    await page.fill('#name', locale === 'fr-CA' ? 'Léa Roy' : 'Maya Roy');
    await page.fill('#birth_date', '1988-05-04');
    await page.fill('#phone', '780 555 0100');
    await page.locator('button[name="do"][value="book"]:visible').last().click();
    assert.match(person.path(), /^\/visit\//);
    await person.look('10-waits');
    await page.locator('a[href$="/letter"]').click();
    await person.look('11-letter-steps');
    assert.ok(await page.locator('article.letter').isVisible());
    await page.context().close();
  });
}

test('R2 an emergency is on the screen the moment it is tapped', async () => {
  const page = await openPage(browser, { viewport: phone });
  const person = new Person(page, 'phone');
  await person.who(clinic.address);
  // The line names the sign; behind it one tap says which it is.
  assert.match(await page.locator('[data-question="any.now_head"] .signs').textContent(), /drooping face/);
  assert.ok(!(await page.locator('[data-question="stroke_now"]').isVisible()));
  await person.tap('input[name="q-any.now_head"][value="yes"]');
  await person.tap('input[name="q-stroke_now"][value="face"]');
  assert.ok(await page.locator('a[href="tel:911"]').isVisible());
  assert.ok(!(await page.locator('form.questions').isVisible()));
  assert.equal(await page.locator('.alarm:visible').count(), 1);
  await person.look('8-emergency');
  // It is kept: another page of the assessment leads back to it.
  await page.waitForTimeout(300);
  await page.goto(`${clinic.address}/assess/questions`);
  assert.equal(person.path(), '/assess/emergency');
  await person.look('8-emergency-page');
  await page.fill('#phone', '780 555 0100');
  await page.locator('#number button').click();
  assert.equal(await page.locator('#number [role="status"]').count(), 1);
  await page.context().close();
});

test('details come at once with script, leaving and coming back keeps them', async () => {
  const page = await openPage(browser, { viewport: phone });
  const person = new Person(page, 'phone');
  await person.who(clinic.address);
  await person.none();
  await person.tapRegion('low-back.L', 4);
  await person.tap('.sheet button[type="submit"]');
  await person.since();
  const detail = page.locator('[data-question="blood_clot.date"]');
  assert.ok(!(await detail.isVisible()));
  await person.tap('input[name="q-blood_clot"][value="yes"]');
  assert.ok(await detail.isVisible());
  assert.ok(await page.locator('[data-question="blood_clot.where"] select option').count() > 100);
  await person.look('5-heart-details');
  await page.waitForTimeout(1000);
  await page.goto('about:blank');
  await page.goto(`${clinic.address}/assess/questions`);
  assert.ok(await page.locator('input[name="q-blood_clot"][value="yes"]').isChecked());
  // A skipped detail is asked again with a clear message.
  await person.none();
  assert.ok(await page.locator('#errors').isVisible());
  await person.look('5-heart-skipped');
  await page.context().close();
});

test('the map by keyboard, by list, and near a region', async () => {
  const page = await openPage(browser, { viewport: desk });
  const person = new Person(page, 'desk');
  await person.who(clinic.address);
  await person.none();
  const chosen = () => page.evaluate(() => document.activeElement.dataset && document.activeElement.dataset.region);
  await page.locator('.map-figure[data-side="back"] polygon[data-region="low-back.L"]').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await chosen(), 'low-back.R');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  assert.ok(Number(await page.locator('input[name="pain.low-back.R"]').inputValue()) >= 0);
  await page.keyboard.press('Escape');
  assert.equal(await chosen(), 'low-back.R');
  assert.ok(!(await page.locator('.sheet').isVisible()));
  // A tap beside a hand, within half a finger, takes the nearest region; far away none.
  const svg = page.locator('.map-figure[data-side="back"] svg');
  await svg.scrollIntoViewIfNeeded();
  const hand = await page.locator('.map-figure[data-side="back"] polygon[data-region="hand-middle.R"]').first();
  if (await hand.count()) {
    const box = await hand.boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height + 10);
    assert.ok(await page.locator('.sheet').isVisible());
    await page.keyboard.press('Escape');
  }
  await page.locator('[data-view="list"]').click();
  await page.locator('input[name="region"][value="calf.L"]').check();
  await page.locator('input[name="pain.calf.L"]').fill('3');
  await person.look('3-list');
  await page.locator('[data-view="back"]').click();
  assert.equal(await page.locator('.map-figure[data-side="back"] [data-number="calf.L"]').textContent(), '3');
  await page.context().close();
});

test('one line stands for a section and opens its questions in place', async () => {
  const page = await openPage(browser, { viewport: phone });
  const person = new Person(page, 'phone');
  await person.who(clinic.address);
  await person.none();
  await person.tapRegion('low-back.L', 4);
  await person.tap('.sheet button[type="submit"]');
  await person.since();
  for (const group of groups.slice(0, 2)) await person.none(`9-${group}`);
  const seizures = page.locator('[data-question="seizures"]');
  assert.ok(!(await seizures.isVisible()));
  await person.look('9-body-lines');
  // "Not sure" about the line opens it as a yes does; "no" closes it again.
  await person.tap('input[name="q-any.nerves"][value="not_sure"]');
  assert.ok(await seizures.isVisible());
  assert.ok(!(await page.locator('[data-question="seizures.date"]').isVisible()));
  await person.tap('input[name="q-seizures"][value="yes"]');
  assert.ok(await page.locator('[data-question="seizures.date"]').isVisible());
  await person.look('9-body-section');
  await person.tap('input[name="q-any.nerves"][value="no"]');
  assert.ok(!(await seizures.isVisible()));
  assert.ok(!(await page.locator('[data-question="seizures.date"]').isVisible()));
  await page.context().close();
});

for (const [name, viewport, locale] of [['phone', phone, 'en-CA'], ['narrow-fr', narrow, 'fr-CA']]) {
  test(`R5 a doubt gets simpler questions, then a talk, ${name}`, async () => {
    const page = await openPage(browser, { viewport, locale });
    const person = new Person(page, name);
    await person.who(clinic.address);
    await person.none();
    await person.tapRegion('low-back.L', 4);
    await person.tap('.sheet button[type="submit"]');
    await person.since();
    await person.none();
    const simpler = page.locator('[data-question="blood_thinner.simpler1"]');
    assert.ok(!(await simpler.isVisible()));
    await person.tap('input[name="q-blood_thinner"][value="rather_not_say"]');
    assert.ok(await simpler.isVisible());
    await person.look('9-doubt');
    await person.tap('input[name="q-blood_thinner.simpler1"][value="not_sure"]');
    await person.tap('input[name="q-blood_thinner.simpler2"][value="no"]');
    await person.tap('input[name="q-blood_thinner.simpler3"][value="no"]');
    await person.none();
    for (const group of groups.slice(2)) await person.none(`9-${group}`);
    assert.equal(person.path(), '/assess/answer');
    await person.look('9-talk');
    await page.fill('#phone', '780 555 0100');
    await page.locator('#talk button').click();
    assert.equal(await page.locator('#talk [role="status"]').count(), 1);
    await page.context().close();
  });
}

// Books as a program does; `said` goes over the answers of somebody healthy. Nothing said: no answers.
async function booked(kind, day, name, said) {
  const ask = async (path, body, headers = {}) => {
    const answer = await fetch(`${clinic.address}/api/v1/${path}`, body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${text}`);
    return JSON.parse(text);
  };
  const service = (await ask('services')).items.find((one) => one.kind === kind && one.minutes === 60);
  const until = new Date(Date.parse(day) + 7 * 864e5).toISOString().slice(0, 10);
  const { days } = await ask(`availability?service=${service.id}&from=${day}&to=${until}`);
  const free = days.find((one) => one.starts.length > 0);
  const birth_date = '1988-05-04';
  const body = { service: service.id, start: free.starts[0].start, client: { name, birth_date, email: 'maya@example.invalid' } };
  if (said) {
    const { answers } = JSON.parse(readFileSync('docs/examples/intake-go-ahead.json', 'utf8'));
    const intake = { answers: { ...answers, ...said }, pains: [{ region: 'low-back.R', intensity: 6 }] };
    body.screening = (await ask('screenings', { service: service.id, visit_date: free.date, birth_date, intake })).id;
  }
  return ask('appointments', body, { 'idempotency-key': `${name}-${day}` });
}

async function giveBirthDate(page) {
  await page.fill('[name=link_birth_date]', '1988-05-04');
  await page.locator('main button[type=submit]').first().click();
}

test('who was here before is asked what is new', async () => {
  await booked('swedish', '2026-11-26', 'Maya Again', { diabetes: 'yes', 'any.medicines': 'yes', often_pills: ['herbal'] });
  await booked('swedish', '2026-12-10', 'Maya Again');
  const mail = await awaitMail(clinic, (one) => /maya@/.test(one.to) && /\/intake\//.test(one.text));
  for (const [name, viewport, javaScriptEnabled, locale] of [['phone', phone, true, 'en-CA'], ['narrow-fr', narrow, true, 'fr-CA'], ['desk', desk, false, 'en-CA']]) {
    const page = await openPage(browser, { viewport, javaScriptEnabled, locale });
    const person = new Person(page, name);
    person.plain = !javaScriptEnabled;
    await page.goto(linkIn(mail, clinic, '/intake/'));
    await giveBirthDate(page);
    await page.locator('main button[type=submit]').first().click();
    await page.locator('input[name="for_whom"][value="me"]').check({ force: true });
    await page.locator('#consent').check({ force: true });
    await person.next();
    await person.none();
    assert.equal(person.path(), '/assess/returning');
    await person.look('10-returning');
    await page.locator('input[name="news"][value="some"]').check({ force: true });
    await page.locator('input[name="news_in"][value="body"]').check({ force: true });
    await person.next();
    assert.equal(person.path(), '/assess/where');
    // R5: last time's places are shown, marked by a tap, and sent by the person.
    await person.look('11-where-last');
    await page.locator('button[name="last"][value="mark"]').click();
    assert.equal(await page.locator('input[name="region"][value="low-back.R"]').isChecked(), true);
    await page.goto(`${clinic.address}/assess/where`);
    assert.equal(await page.locator('input[name="region"][value="low-back.R"]').isChecked(), false);
    await page.locator('button[name="last"][value="same"]').click();
    assert.equal(person.path(), '/assess/since');
    await page.locator('input[name="since"][value="weeks"]').check({ force: true });
    await person.next();
    await page.goto(`${clinic.address}/assess/questions?group=medicine`);
    await person.look('12-medicine-last');
    await page.locator('button[name="last"][value="fill"]').click();
    assert.equal(await page.locator('input[name="q-often_pills"][value="herbal"]').isChecked(), true);
    await person.look('13-medicine-filled');
    if (javaScriptEnabled) {
      // What is kept while it is filled in says where it came from: it is not sent yet.
      const kept = page.waitForRequest(/\/assess\/keep$/);
      await page.locator('input[name="q-often_pills"][value="ssri"]').check({ force: true });
      assert.match((await kept).postData(), /(^|&)filled=1(&|$)/);
    }
    await page.context().close();
  }
});

test('R40 the letter as its client opens it', async () => {
  const visit = await booked('deep', '2026-12-02', 'Maya Letter', { blood_thinner: 'doac', 'blood_thinner.stopped': 'no', 'blood_thinner.signs': 'none' });
  for (const [name, viewport, locale] of [['phone', phone, 'en-CA'], ['narrow-fr', narrow, 'fr-CA']]) {
    const page = await openPage(browser, { viewport, locale });
    await page.goto(`${clinic.address}${new URL(visit.manage).pathname}/letter`);
    await giveBirthDate(page);
    assert.match(await page.textContent('main'), /Maya Letter/);
    await inspect(page, `assess-${name}-11-letter`);
    await page.context().close();
  }
});
