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
      await page.click('.choice-card >> nth=1');
      await inspect(page, `${label}-2-times`);
      assert.match(await page.textContent('main'), /America\/Edmonton/);
      await page.click('.time >> nth=0');
      await inspect(page, `${label}-3-details`);
      assert.match(await page.textContent('main'), /keep this time for you until/);
      await page.fill('#name', `Maya ${name} ${script ? 'Roy' : 'Roth'}`);
      await page.click('main form button[value="book"]:not(.unseen)');
      assert.match(await page.textContent('#errors'), /One of the two is enough|day as year/);
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
