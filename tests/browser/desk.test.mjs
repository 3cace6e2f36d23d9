// The desk and the owner's pages in a real browser: a busy day, one visit, a caller, an empty clinic.
import test from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, signIn, inspect, runSql, phone, narrow, desk } from './clinic.mjs';

test('the desk through a day', async (t) => {
  // Somebody has got no mail for four years.
  const longAgo = (table, column) => `UPDATE ${table} SET created = created - 126230400 WHERE ${column} = (SELECT MIN(client) FROM outbox)`;
  const clinic = await startClinic({
    now: '2026-11-24T11:20:00-06:00',
    before: (data) => runSql(data, `${longAgo('client', 'id')}; ${longAgo('outbox', 'client')};`),
  });
  const browser = await startBrowser();
  try {
    for (const [size, viewport] of [['desk', desk], ['phone', phone], ['narrow', narrow]]) {
      await t.test(size, async () => {
        const page = await openPage(browser, { viewport });
        await signIn(page, clinic, 'desk');
        assert.equal(new URL(page.url()).pathname, '/desk');
        await inspect(page, `desk-day-${size}`);
        assert.ok(!(await page.textContent('main')).includes('No e-mail goes out'), 'a demo writes its mails into a folder');
        const visits = page.locator('a.desk-visit');
        assert.ok(await visits.count() > 3, 'the demo day has visits');
        await page.locator('a.desk-visit.booked, a.desk-visit.intake_due').last().click();
        await inspect(page, `desk-visit-${size}`);
        const visit = page.url();
        await page.goto(`${visit.split('?')[0]}/series`);
        await inspect(page, `desk-series-${size}`);
        await page.goto(`${visit.split('?')[0]}/series?every=1&count=3`);
        await page.click('summary:has-text("policy")');
        await inspect(page, `desk-series-plan-${size}`);
        await page.goto(`${visit.split('?')[0]}/series?every=1&until=2026-01-01`);
        assert.match(await page.locator('#until-error').innerText(), /Give a last day from/);
        await inspect(page, `desk-series-wrong-${size}`);
        for (const path of ['/desk/book-two', '/desk/away', '/protocols', '/staff/password']) {
          await page.goto(clinic.address + path);
          assert.equal(new URL(page.url()).pathname, path);
          await inspect(page, `desk${path.replaceAll('/', '-')}-${size}`);
        }
        await page.goto(visit);
        await page.click('button[value=arrived]');
        await inspect(page, `desk-arrived-${size}`);
        await page.click('button:has-text("Undo the last step")');
        assert.ok(await page.locator('button[value=arrived]').count(), 'undone');
        await page.click('button:has-text("Show free times")');
        await inspect(page, `desk-move-${size}`);
        await page.goto(`${clinic.address}/desk/find?q=an`);
        await inspect(page, `desk-find-${size}`);
        await page.goto(`${clinic.address}/desk/book?q=an`);
        await inspect(page, `desk-book-${size}`);
        await page.goto(`${clinic.address}/desk/walk-in`);
        await inspect(page, `desk-walk-in-${size}`);
        await page.goto(`${clinic.address}/desk/tasks`);
        await inspect(page, `desk-tasks-${size}`);
        await page.goto(`${clinic.address}/desk/replies`);
        await inspect(page, `desk-replies-${size}`);
        // R37: a therapist is away two days later; the calls, and she comes after all.
        await page.goto(`${clinic.address}/desk?day=2026-11-26`);
        await page.click('button:has-text("Find other places")');
        assert.ok(await page.locator('.desk-call').count() > 0, 'somebody has to be called');
        await inspect(page, `desk-reseat-${size}`);
        await page.locator('button:has-text("Left word")').first().click();
        assert.ok(await page.locator('.desk-chip:has-text("left word")').count(), 'left word');
        await page.click('button:has-text("comes after all")');
        await page.goto(`${clinic.address}/desk/wait/new`);
        await inspect(page, `desk-wait-new-${size}`);
        await page.fill('#name', `Ann ${size}`);
        await page.fill('#phone', '780 555 0123');
        await page.click('main button:has-text("Put me on the list")');
        assert.equal(new URL(page.url()).pathname, '/desk/wait');
        await inspect(page, `desk-wait-${size}`);
        await page.context().close();
      });
    }
    await t.test('the owner', async () => {
      for (const [size, viewport] of [['desk', desk], ['phone', phone]]) {
        const page = await openPage(browser, { viewport });
        await signIn(page, clinic, 'owner');
        for (const path of ['', '/profile', '/services', '/service/new', '/rooms', '/equipment', '/therapists', '/therapist/new', '/hours', '/holidays', '/limits', '/policy', '/staff', '/questionnaires', '/places']) {
          await page.goto(`${clinic.address}/owner${path}`);
          await inspect(page, `owner${path.replaceAll('/', '-')}-${size}`);
        }
        await page.goto(`${clinic.address}/owner/hours`);
        await page.locator('a[href^="/owner/hours/shift/"]').first().click();
        await inspect(page, `owner-shift-${size}`);
        await page.goto(`${clinic.address}/owner/therapists`);
        await page.locator('a[href^="/owner/therapist/"]:not([href$="/new"])').first().click();
        await page.locator('a[href$="/own"]').click();
        await inspect(page, `owner-own-${size}`);
        // Two who come together book online once the owner allows it.
        await page.goto(`${clinic.address}/owner/rooms`);
        await page.check('#couples', { force: true });
        await page.click('form:has(#couples) button[type=submit]');
        await page.context().close();
        const anyone = await openPage(browser, { viewport });
        await anyone.goto(`${clinic.address}/book/two`);
        assert.equal(new URL(anyone.url()).pathname, '/book/two');
        await inspect(anyone, `book-two-${size}`);
        await anyone.click('.time >> nth=0');
        assert.match(await anyone.textContent('[data-hold]'), /keep this time for you until/);
        await inspect(anyone, `book-two-who-${size}`);
        await anyone.fill('#name2', 'Noor Lind');
        await anyone.click('button[value="extend"]');
        assert.equal(await anyone.inputValue('#name2'), 'Noor Lind');
        await anyone.click('main form button[value="leave"]');
        await anyone.waitForSelector('.time');
        await anyone.context().close();
      }
    });
    await t.test('the owner answers for records', async () => {
      for (const [size, viewport] of [['phone', phone], ['narrow', narrow]]) {
        const page = await openPage(browser, { viewport });
        await signIn(page, clinic, 'owner');
        for (const path of size === 'phone' ? ['/due', '/years', '/breaches'] : []) {
          await page.goto(`${clinic.address}/owner/records${path}`);
          await inspect(page, `owner-records${path.replaceAll('/', '-')}-${size}`);
        }
        await page.goto(`${clinic.address}/owner/records?q=ma`);
        await inspect(page, `owner-records-found-${size}`);
        await page.locator('a.desk-pick[href^="/owner/record/"]').first().click();
        await page.fill('#asked', 'All you have of me');
        await page.click('button:has-text("Note it")');
        await inspect(page, `owner-record-${size}`);
        const [file] = await Promise.all([page.waitForEvent('download'), page.click('button:has-text("Download the whole record")')]);
        assert.match(file.suggestedFilename(), /^record-[0-9-]+\.zip$/);
        await page.context().close();
      }
    });
    await t.test('the owner ends a part of a record', async () => {
      const page = await openPage(browser, { viewport: phone });
      await signIn(page, clinic, 'owner');
      await page.goto(`${clinic.address}/owner/records/due`);
      await inspect(page, 'owner-records-due-part-phone');
      await page.click('a.desk-pick:has-text("E-mails and their links")');
      await inspect(page, 'owner-record-part-due-phone');
      await page.click('a:has-text("See what would go")');
      for (const [size, viewport] of [['desk', desk], ['phone', phone]]) {
        await page.setViewportSize(viewport);
        await inspect(page, `owner-part-${size}`);
      }
      await page.click('button:has-text("Let it go for good")');
      await inspect(page, 'owner-part-wrong-phone');
      await page.fill('#why', 'Three years are over');
      await page.click('button:has-text("Let it go for good")');
      await page.waitForSelector('text=Saved.');
      assert.ok(!(await page.textContent('main')).includes('E-mails and their links'), 'they are gone');
      await page.context().close();
    });
    await t.test('the owner joins two records of one person and puts them apart again', async () => {
      const page = await openPage(browser, { viewport: phone });
      await signIn(page, clinic, 'owner');
      for (const [size, viewport] of [['phone', phone], ['narrow', narrow], ['desk', desk]]) {
        await page.setViewportSize(viewport);
        await page.goto(`${clinic.address}/owner/records/alike`);
        await inspect(page, `owner-alike-${size}`);
        await page.locator('a.desk-pick[href^="/owner/records/merge"]').first().click();
        await inspect(page, `owner-merge-${size}`);
        await page.check('#sure', { force: true });
        await page.click('button:has-text("Join the two records")');
        await page.waitForSelector('button:has-text("Put the two apart again")');
        await inspect(page, `owner-merged-${size}`);
        await page.click('button:has-text("Put the two apart again")');
        await page.waitForSelector('text=No other record was joined');
      }
      await page.context().close();
    });
    await t.test('without script a caller is booked', async () => {
      const page = await openPage(browser, { viewport: phone, javaScriptEnabled: false });
      await signIn(page, clinic, 'desk');
      await page.goto(`${clinic.address}/desk/book?day=2026-12-02`);
      await page.locator('input[name=start]').first().check({ force: true });
      await page.fill('#name', 'Carla Caller');
      await page.fill('#phone', '780 555 0177');
      await page.click('button:has-text("Book this visit")');
      assert.equal(await page.textContent('h1'), 'Carla Caller');
      await page.context().close();
    });
  } finally {
    await browser.close();
    await clinic.stop();
  }
});

// A clinic that is no demo and has no mail server: nobody gets a mail, and the owner and the desk see it.
test('mails that wait', async () => {
  const clinic = await startClinic({
    ownClock: false,
    before: (data) => runSql(data, `UPDATE location SET is_demo = 0;
      UPDATE outbox SET status = 'waiting', next_try = 4102444800 WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT 3)`),
  });
  const browser = await startBrowser();
  try {
    for (const [size, viewport] of [['phone', phone], ['desk', desk]]) {
      for (const [role, path, words] of [['owner', '/owner', /No mail server is set, so nobody gets an e-mail\. [1-9]\d* wait\./], ['desk', '/desk', /No e-mail goes out\. [1-9]\d* wait\./]]) {
        const page = await openPage(browser, { viewport });
        await signIn(page, clinic, role);
        await page.goto(clinic.address + path);
        assert.match(await page.textContent('main'), words);
        await inspect(page, `${role}-mail-waits-${size}`);
        await page.context().close();
      }
    }
  } finally {
    await browser.close();
    await clinic.stop();
  }
});
