// A person books, moves and cancels: with and without script, on a phone and at a desk.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, inspect, phone, narrow, desk } from './clinic.mjs';

let clinic, browser;
before(async () => {
  clinic = await startClinic();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
});

const widths = { phone, narrow, desk };

for (const [name, viewport] of Object.entries(widths)) {
  for (const script of [true, false]) {
    const label = `book-${name}-${script ? 'script' : 'plain'}`;
    test(`${label}: from the list of visits to a private link, moved and cancelled`, async () => {
      const page = await openPage(browser, { viewport, javaScriptEnabled: script });
      await page.goto(`${clinic.address}/book`);
      await inspect(page, `${label}-1-visits`);
      await page.click('main a[href="/book?service=deep-tissue-60"]');
      await inspect(page, `${label}-2-times`);
      assert.match(await page.textContent('main'), /America\/Edmonton/);
      await page.click('.time >> nth=0');
      await inspect(page, `${label}-3-details`);
      assert.match(await page.textContent('main'), /keep this time for you until/);
      await page.fill('#name', `Maya ${name} ${script ? 'Roy' : 'Roth'}`);
      await page.click('main form button[value="book"]:not(.unseen)');
      assert.match(await page.textContent('#errors'), /One of the two is enough|birth date as year/);
      await inspect(page, `${label}-4-wrong`);
      await page.fill('#birth_date', '1988-05-04');
      await page.fill('#email', 'maya@example.invalid');
      await page.click('main form button[value="book"]:not(.unseen)');
      await page.waitForURL(/\/visit\//);
      await inspect(page, `${label}-5-booked`);
      const said = await page.textContent('main');
      assert.match(said, /outbox folder/);
      assert.match(said, /health questions/);
      await page.click('a[href$="/move"]');
      await inspect(page, `${label}-6-move`);
      await page.click('.time >> nth=0');
      await inspect(page, `${label}-7-move-confirm`);
      await page.click('main form button[type="submit"]');
      assert.match(await page.textContent('h1'), /new time/);
      await page.click('a[href$="/cancel"]');
      await inspect(page, `${label}-8-cancel`);
      await page.click('main form button[type="submit"]');
      assert.match(await page.textContent('h1'), /cancelled/);
      await inspect(page, `${label}-9-cancelled`);
      await page.context().close();
    });
  }
}

test('two people want one time: the second sees others and keeps what was typed', async () => {
  const first = await openPage(browser), second = await openPage(browser);
  const services = await (await first.request.get(`${clinic.address}/api/v1/services`)).json();
  const service = services.items.find((s) => s.minutes === 60);
  for (const page of [first, second]) await page.goto(`${clinic.address}/book?service=${service.slug}`);
  const who = second.locator('.chip-link >> nth=1');
  const path = await who.getAttribute('href');
  for (const page of [first, second]) await page.goto(clinic.address + path);
  await first.click('.time >> nth=0');
  await second.click('.time >> nth=0');
  assert.match(await second.textContent('main'), /taken/);
  await inspect(second, 'book-taken');
  await second.click('.note .time >> nth=0');
  assert.match(await second.textContent('main'), /keep this time for you until/);
});

// What a hold says while the page stands open (R38). The clinic's clock is a file; the page counts
// with the browser's.
async function holdATime(page, number = 0) {
  await page.goto(`${clinic.address}/book`);
  await page.click('main a[href="/book?service=deep-tissue-60"]');
  await page.click('.day.free >> nth=-1');  // far enough: the clock of the test runs
  await page.click(`.time >> nth=${number}`);
  await page.waitForURL(/\/book\/details/);
}

// Waits for what the page says, over the loading of a new one.
async function says(page, selector, words) {
  for (const end = Date.now() + 8000; Date.now() < end;) {
    const text = await page.textContent(selector).catch(() => '');
    if (words.test(text)) return;
    await page.waitForTimeout(100);
  }
  assert.match(await page.textContent(selector), words);
}

test('R38: the warning appears while the page stands open, and the time is kept again', async () => {
  const page = await openPage(browser, { viewport: phone });
  clinic.setClock('2026-11-24T09:00:00-06:00');
  await holdATime(page);
  const held = page.locator('[data-hold]'), said = page.locator('[data-hold-said]');
  assert.equal((await said.textContent()).trim(), '');
  assert.match(await held.textContent(), /until 9:10 am/);
  assert.equal(await said.getAttribute('aria-live'), 'assertive');
  clinic.setClock('2026-11-24T09:07:58-06:00');
  await page.reload();
  assert.equal((await said.textContent()).trim(), '');
  await page.fill('#name', 'Maya Roy');
  await says(page, '[data-hold-said]', /two minutes/);
  assert.equal(await page.inputValue('#name'), 'Maya Roy');
  await inspect(page, 'book-hold-warning');
  clinic.setClock('2026-11-24T09:08:10-06:00');
  await held.locator('button').click();
  await says(page, '[data-hold]', /until 9:18 am/);
  assert.equal(await page.inputValue('#name'), 'Maya Roy');
  clinic.setClock('2026-11-24T09:18:07-06:00');
  await page.reload();
  assert.match(await said.textContent(), /two minutes/);
  await page.fill('#name', 'Maya Roy-Silva');
  await says(page, '[data-hold-said]', /not kept for you any more/);
  await inspect(page, 'book-hold-over');
  clinic.setClock('2026-11-24T09:20:00-06:00');
  await page.click('text=Keep this time again');
  await says(page, '[data-hold]', /until 9:30 am/);
  assert.equal(await page.inputValue('#name'), 'Maya Roy-Silva');
  await page.context().close();
});

test('R38: who leaves the page gives the time back, and who sends its form does not', async () => {
  const page = await openPage(browser);
  await page.goto(`${clinic.address}/book`);
  await page.click('main a[href="/book?service=deep-tissue-60"]');
  await page.click('.time >> nth=0');
  await page.waitForSelector('[data-hold]');
  const details = page.url();
  await page.click('button[value="extend"]');
  await page.waitForSelector('[data-hold]');
  await page.reload();
  assert.equal(await page.locator('[data-hold]').count(), 1);  // not left: it is held as before
  await page.click('header a >> nth=0');
  await page.waitForURL((url) => url.pathname !== new URL(details).pathname);
  await page.goto(details);
  assert.equal(await page.locator('[data-hold]').count(), 0);
  await page.click('button[value="extend"]');  // the same time again, for nobody took it
  await page.waitForSelector('[data-hold]');
  await inspect(page, 'book-leave');
  await page.click('button[value="leave"]');
  await page.waitForSelector('.time');
  await page.goto(details);
  assert.equal(await page.locator('[data-hold]').count(), 0);
  await page.context().close();
});

test('R38: a tab that is closed gives the time back; one that is loaded again, or left by Back, keeps it', async () => {
  const rival = await openPage(browser);
  const setClock = (time) => clinic.setClock(`2026-11-24T${time}-06:00`);
  setClock('10:00:00');
  const page = await openPage(browser);
  await page.goto(`${clinic.address}/book`);
  await page.click('main a[href="/book?service=deep-tissue-60"]');
  const times = page.url();
  await page.click('.chip-link >> nth=1');  // one therapist, so that the time is offered or it is not
  const offers = page.url();
  const time = await page.getAttribute('.time >> nth=0', 'value');
  await page.click('.time >> nth=0');
  await page.waitForSelector('[data-hold]');
  const details = page.url();
  const offered = async () => {
    await rival.goto(offers);
    return rival.locator(`.time[value="${time}"]`).count();
  };
  const settled = () => page.waitForTimeout(3000);  // the page has said that it is there again
  await page.reload();
  await settled();
  setClock('10:01:00');
  assert.equal(await offered(), 0, 'it is loaded again');
  await page.goBack();
  await settled();
  setClock('10:02:00');
  assert.equal(await offered(), 0, 'the tab shows the times');
  await page.goto(details);
  await page.waitForSelector('[data-hold]');
  await settled();
  const other = await page.context().newPage();  // the browser stays open
  await other.goto(times);
  await page.close({ runBeforeUnload: true });
  await other.waitForTimeout(1000);
  assert.equal(await offered(), 0);
  setClock('10:02:40');
  assert.equal(await offered(), 1, 'the tab is closed');
  await other.context().close();
  await rival.context().close();
});

test('R38: without script the page says when the hold ends, and keeps what was typed', async () => {
  const page = await openPage(browser, { viewport: phone, javaScriptEnabled: false });
  clinic.setClock('2026-11-24T09:30:00-06:00');
  await holdATime(page);
  const text = await page.textContent('main');
  assert.match(text, /until 9:40 am/);
  await page.fill('#name', 'Luc Roth');
  clinic.setClock('2026-11-24T09:39:00-06:00');
  await page.click('[data-hold] button');
  await says(page, 'main', /until 9:49 am/);
  assert.equal(await page.inputValue('#name'), 'Luc Roth');
  clinic.setClock('2026-11-24T09:51:00-06:00');
  await page.click('main form button[value="book"]:not(.unseen)');
  await says(page, 'main', /not kept for you any more/);
  await inspect(page, 'book-hold-over-plain');
  await page.context().close();
});

// look.md: the answer first. On a phone the soonest time and its one button stand in the first screen.
async function planOf(page) {
  const next = () => page.locator('main form .button[type="submit"]:visible:not(.unseen):not(.quiet)').last().click();
  await page.goto(`${clinic.address}/assess`);
  await page.check('input[name="for_whom"][value="me"]', { force: true });
  await page.fill('#birth_day', '4');
  await page.selectOption('#birth_month', '5');
  await page.fill('#birth_year', '1988');
  await page.check('#consent', { force: true });
  await next();
  for (let i = 0; i < 12 && !/\/assess\/answer/.test(page.url()); i += 1) {
    if (/\/assess\/where/.test(page.url())) {
      await page.check('input[name="region"][value="low-back.R"]', { force: true });
      await page.fill('input[name="pain.low-back.R"]', '6');
    } else if (/\/assess\/since/.test(page.url())) {
      await page.check('input[name="since"][value="weeks"]', { force: true });
    } else {
      await page.check('input[name="none"]', { force: true });
    }
    await next();
  }
  await page.goto(`${clinic.address}/assess/plan`);
}

for (const [name, viewport] of Object.entries({ phone, desk, narrow })) {
  test(`book-plan-${name}: the soonest time stands in the first screen and is kept with one tap`, async () => {
    clinic.setClock('2026-11-24T09:00:00-06:00');
    const page = await openPage(browser, { viewport, javaScriptEnabled: false });
    await planOf(page);
    assert.match(page.url(), /\/assess\/plan/);
    await inspect(page, `book-plan-${name}`);
    const box = await page.locator('.plan-soonest button').boundingBox();
    assert.ok(box.y + box.height <= viewport.height, `the button ends at ${box.y + box.height} of ${viewport.height}`);
    const minutes = await page.locator('.plan-minutes').allTextContents();
    assert.ok(minutes.length > 1);
    for (const text of minutes) assert.match(text, /^\d+ minutes?$/);
    await page.click('.plan-soonest button');
    await says(page, 'main', /keep this time for you until/);
    await page.context().close();
  });
}
