// What a visit costs that does not take place, and who books by phone: the owner sets it, a client
// reads it before it counts, the desk decides. On a phone and at a desk.
import test from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, signIn, inspect, phone, desk } from './clinic.mjs';

for (const [size, viewport] of [['phone', phone], ['desk', desk]]) {
  test(`R36 ${size}: the fee is set, read in money, and nothing for who is ill`, async () => {
    const clinic = await startClinic();
    const browser = await startBrowser();
    try {
      const owner = await openPage(browser, { viewport });
      await signIn(owner, clinic, 'owner');
      await owner.goto(`${clinic.address}/owner/policy`);
      await owner.check('input[name=late_kind][value=share]', { force: true });
      await owner.fill('#late_value', '50');
      await owner.check('input[name=no_show_kind][value=share]', { force: true });
      await owner.fill('#no_show_value', '100');
      await owner.check('input[name=deposit_kind][value=amount]', { force: true });
      await owner.fill('#deposit_value', '20.00');
      await owner.click('main form button[type=submit]');
      assert.match(await owner.textContent('main'), /If you do not come, you pay the full price/);
      await inspect(owner, `rules-policy-${size}`);

      const page = await openPage(browser, { viewport, javaScriptEnabled: false });
      await page.goto(`${clinic.address}/book`);
      await page.click('main a[href^="/book?service="] >> nth=1');
      await page.click('.day.free >> nth=-1');
      await page.click('.time >> nth=0');
      assert.match(await page.textContent('#policy'), /If you cancel late\s*\$/);
      await inspect(page, `rules-details-${size}`);
      await page.fill('#name', `Maya ${size}`);
      await page.fill('#birth_date', '1988-05-04');
      await page.fill('#email', 'maya@example.invalid');
      await page.click('main form button[value="book"]:not(.unseen)');
      await page.waitForURL(/\/visit\//);
      const visit = page.url().split('?')[0];
      assert.match(await page.textContent('main'), /deposit of \$20\.00/);
      await inspect(page, `rules-visit-${size}`);
      await page.goto(`${visit}/cancel`);
      assert.match(await page.textContent('main'), /costs you nothing/);

      const api = await page.request.get(`${clinic.address}/api/v1/appointments/${visit.split('/').at(-2)}`,
        { headers: { Authorization: `Bearer ${visit.split('/').at(-1)}` } });
      const { start } = await api.json();
      clinic.setClock(new Date(new Date(start) - 3600e3).toISOString().replace('.000Z', 'Z'));
      await page.goto(`${visit}/cancel`);
      assert.match(await page.textContent('main'), /It costs \$[0-9.]+ to cancel now/);
      await inspect(page, `rules-cancel-${size}`);

      const staff = await openPage(browser, { viewport });
      await signIn(staff, clinic, 'desk');
      const path = `${clinic.address}/desk/visit/${visit.split('/').at(-2)}`;
      await staff.goto(path);
      await staff.click('a:has-text("Booking online")');
      await inspect(staff, `rules-online-${size}`);
      await staff.fill('#why', 'Asked us to be called.');
      await staff.click('main button:has-text("End booking online")');
      assert.match(await staff.textContent('main'), /books by phone or at the desk/);
      await inspect(staff, `rules-by-phone-${size}`);
      await staff.click('main a:has-text("Book a visit")');
      assert.match(await staff.textContent('#notice'), /by phone or at the desk, not online/);
      await inspect(staff, `rules-notice-${size}`);
      await staff.goto(path);
      await inspect(staff, `rules-desk-visit-${size}`);
      await staff.click('button[value=late_cancelled]');
      assert.match(await staff.textContent('#errors'), /choose why they cancel/);
      await inspect(staff, `rules-why-${size}`);
      await staff.check('input[name=why][value=none]', { force: true });
      await staff.click('button[value=late_cancelled]');
      assert.match(await staff.textContent('#fee'), /Due: \$/);
      await inspect(staff, `rules-fee-${size}`);
      await staff.check('#fee input[name=why][value=ill]', { force: true });
      await staff.click('#fee button[type=submit]');
      assert.match(await staff.textContent('#fee'), /Nothing to pay/);
      await page.goto(visit);
      assert.match(await page.textContent('main'), /You pay nothing for this visit/);
      await inspect(page, `rules-nothing-${size}`);
    } finally {
      await browser.close();
      await clinic.stop();
    }
  });
}
