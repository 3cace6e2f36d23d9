// A visit that one therapist begins and another ends: online with and without script, at the desk.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, signIn, inspect, awaitMail, runSql, phone, desk } from './clinic.mjs';

let clinic, browser;
before(async () => {
  clinic = await startClinic({
    // What is last in the list needs the last room, which nothing else does.
    before: (data) => runSql(data, `UPDATE service SET room_kind = 'warm' WHERE position = (SELECT MAX(position) FROM service WHERE active = 1);
      UPDATE room SET kind = 'warm' WHERE position = (SELECT MAX(position) FROM room WHERE active = 1)`),
  });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
});

for (const [size, viewport] of Object.entries({ phone, desk })) {
  const script = size === 'desk';
  test(`in-turn-${size}: two therapists one after the other are one visit with one mail`, async () => {
    const page = await openPage(browser, { viewport, javaScriptEnabled: script });
    await page.goto(`${clinic.address}/book?service=deep-tissue-30`);
    await page.click('details.more summary');
    await page.selectOption('#then', { index: (await page.locator('#then option').count()) - 1 });
    await page.click('details.more button');
    await page.waitForURL(/~/);
    assert.match(await page.textContent('main'), /one therapist after the other/);
    await inspect(page, `in-turn-${size}-times`);
    await page.click('.time >> nth=0');
    assert.match(await page.textContent('main'), /[ap]m [^·]+, with \S+ · \d+:\d\d [ap]m [^·]+, with /);
    await inspect(page, `in-turn-${size}-details`);
    const email = `in-turn-${size}@example.invalid`;
    await page.fill('#name', `Maya Turn ${size}`);
    await page.fill('#birth_date', '1988-05-04');
    await page.fill('#email', email);
    await page.click('main form button[value="book"]:not(.unseen)');
    await page.waitForURL(/\/visit\//);
    await inspect(page, `in-turn-${size}-booked`);
    const mail = await awaitMail(clinic, (m) => m.to.includes(email));
    assert.equal(mail.calendar.match(/BEGIN:VEVENT/g).length, 1);
    assert.match(mail.text, /One after the other, with:\s+\* \d+:\d\d [ap]m \S+\s+\* \d+:\d\d [ap]m \S+/);
    await page.click('main a:has-text("Move")');
    await inspect(page, `in-turn-${size}-move`);
    await page.context().close();
  });

  test(`in-turn-desk-${size}: the day and the visit show what belongs together`, async () => {
    const page = await openPage(browser, { viewport });
    await signIn(page, clinic, 'desk');
    await page.goto(`${clinic.address}/desk/book?day=2026-12-02`);
    await page.selectOption('#then', { index: (await page.locator('#then option').count()) - 1 });
    await page.click('button:has-text("Show free times")');
    await inspect(page, `in-turn-desk-${size}-book`);
    const next = page.locator('a:has-text("The next free day is")');
    if (await next.count()) await next.click();
    await page.fill('#name', `Noor Turn ${size}`);
    await page.fill('#phone', '780 555 0142');
    await page.locator('.desk-time-choice').first().click();
    await page.click('main button:has-text("Book this visit")');
    await page.waitForURL(/\/desk\/visit\//);
    assert.match(await page.textContent('main'), /More of the same visit:/);
    await inspect(page, `in-turn-desk-${size}-visit`);
    await page.click('button:has-text("Show free times")');
    await inspect(page, `in-turn-desk-${size}-move`);
    await page.click('a:has-text("Back to the day")');
    for (const order of ['first ', 'then '])
      assert.ok(await page.locator(`.desk-pair:text-matches("^${order}[A-Z]")`).count() >= 1, 'each part names the other');
    await inspect(page, `in-turn-desk-${size}-day`);
    await page.context().close();
  });
}
