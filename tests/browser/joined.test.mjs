// Several services one after the other in one visit: online with and without script, and at the desk.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, signIn, inspect, awaitMail, phone, desk } from './clinic.mjs';

let clinic, browser;
before(async () => {
  clinic = await startClinic();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
});

for (const [size, viewport] of Object.entries({ phone, desk })) {
  for (const script of [true, false]) {
    const label = `joined-${size}-${script ? 'script' : 'plain'}`;
    test(`${label}: one more is added, and the whole is one visit with one mail`, async () => {
      const page = await openPage(browser, { viewport, javaScriptEnabled: script });
      await page.goto(`${clinic.address}/book`);
      await page.click('main a[href="/book?service=deep-tissue-30"]');
      await page.click('details.more summary');
      await inspect(page, `${label}-1-choose`);
      const first = (await page.textContent('.lead')).split('.')[0];
      await page.selectOption('#then', { index: 0 });
      await page.click('details.more button');
      await page.waitForURL(/~/);
      await inspect(page, `${label}-2-times`);
      assert.match(await page.textContent('.lead'), /, then /);
      assert.match(await page.textContent('main'), new RegExp(`Only ${first}`));
      await page.click('.time >> nth=0');
      await inspect(page, `${label}-3-details`);
      const email = `${label}@example.invalid`;
      await page.fill('#name', `Maya ${label}`);
      await page.fill('#birth_date', '1988-05-04');
      await page.fill('#email', email);
      await page.click('main form button[value="book"]:not(.unseen)');
      await page.waitForURL(/\/visit\//);
      await inspect(page, `${label}-4-booked`);
      assert.match(await page.textContent('main'), /[ap]m [^·]+ · \d+:\d\d [ap]m /);
      const mail = await awaitMail(clinic, (m) => m.to.includes(email));
      assert.equal(mail.calendar.match(/BEGIN:VEVENT/g).length, 1);
      await page.context().close();
    });
  }

  test(`joined-desk-${size}: the desk books one after the other, and the day has one visit`, async () => {
    const page = await openPage(browser, { viewport });
    await signIn(page, clinic, 'desk');
    await page.goto(`${clinic.address}/desk/book?day=2026-12-01`);
    await page.selectOption('#then', { index: 1 });
    await page.click('button:has-text("Show free times")');
    await inspect(page, `joined-desk-book-${size}`);
    assert.ok(await page.locator('#then2').count(), 'and a third one');
    const next = page.locator('a:has-text("The next free day is")');
    if (await next.count()) await next.click();
    await page.fill('#name', `Noor ${size}`);
    await page.fill('#phone', '780 555 0142');
    await page.locator('.desk-time-choice').first().click();
    await page.click('main button:has-text("Book this visit")');
    await page.waitForURL(/\/desk\/visit\//);
    await inspect(page, `joined-desk-visit-${size}`);
    assert.match(await page.textContent('main'), /, then /);
    await page.click('a:has-text("Back to the day")');
    await inspect(page, `joined-desk-day-${size}`);
    assert.equal(await page.locator(`a.desk-visit:has-text("N. ${size}"), a.desk-visit:has-text("Noor ${size}")`).count(), 1);
    await page.context().close();
  });
}
