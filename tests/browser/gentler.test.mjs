// Answers that hold a booked deep visit: the gentle one at the same start, in one tap; a health record
// that the desk lays beside the answers; the letter on progress. With their pictures.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, signIn, inspect, phone, desk } from './clinic.mjs';

let clinic, browser;
before(async () => {
  clinic = await startClinic();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
});

async function api(path, body, headers = {}) {
  const answer = await fetch(`${clinic.address}/api/v1/${path}`, {
    method: body ? 'POST' : 'GET', headers: { 'content-type': 'application/json', ...headers }, body: body && JSON.stringify(body),
  });
  return answer.json();
}

// A deep visit whose answers leave a doubt: kept as requested, with the gentle one offered.
async function bookedWithDoubt(name) {
  const { items } = await api('services');
  const deep = items.find((one) => one.kind === 'deep' && one.minutes === 60);
  const birth_date = '1988-05-04';
  const free = await api(`availability?service=${deep.id}&from=2026-11-30&to=2026-12-04`);
  const start = free.days.flatMap((day) => day.starts)[0].at ?? free.days.flatMap((day) => day.starts)[0].start;
  const screening = await api('screenings', { visit_date: start.slice(0, 10), service: deep.id, birth_date, intake: { answers: { adrenal: 'not_sure' } } });
  assert.equal(screening.deep_work, 'ask_first', JSON.stringify(screening).slice(0, 300));
  const policy = await api('policy').catch(() => null);
  const booked = await api('appointments', {
    service: deep.id, start, screening: screening.id, policy: policy?.version ?? 1,
    client: { name, birth_date, email: `${name.replace(/ /g, '.')}@example.invalid` },
  }, { 'idempotency-key': name });
  assert.equal(booked.status, 'requested', JSON.stringify(booked).slice(0, 400));
  return { id: booked.id, path: new URL(booked.manage, clinic.address).pathname };
}

const record = JSON.stringify({
  resourceType: 'Bundle', type: 'collection', entry: [
    { resource: { resourceType: 'Patient', birthDate: '1988-05-04' } },
    { resource: { resourceType: 'Condition', id: 'c9', clinicalStatus: { coding: [{ code: 'active' }] },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '999001', display: 'Zorbitis of the gleeb' }] } } }],
});

for (const [size, viewport] of Object.entries({ phone, desk })) {
  test(`gentler-${size}: the page of a held visit offers the gentle one, without script too`, async () => {
    const visit = await bookedWithDoubt(`Maya Held ${size}`);
    for (const script of [true, false]) {
      const page = await openPage(browser, { viewport, javaScriptEnabled: script });
      await page.goto(clinic.address + visit.path);
      await inspect(page, `gentler-${size}-${script ? 'script' : 'plain'}`);
      assert.match(await page.textContent('#gentler'), /\$\d+/);
      if (!script) {
        await page.click('#gentler button');
        assert.equal(await page.locator('#gentler').count(), 0);
        assert.match(await page.textContent('main'), /60 minutes|Relax|Swedish|gentle/i);
        await inspect(page, `gentler-${size}-taken`);
      }
      await page.context().close();
    }
  });

  test(`gentler-desk-${size}: the desk reads a record and offers the gentle visit`, async () => {
    const visit = await bookedWithDoubt(`Noor Held ${size}`);
    const page = await openPage(browser, { viewport });
    await signIn(page, clinic, 'desk');
    await page.goto(`${clinic.address}/desk/visit/${visit.id}`);
    await inspect(page, `gentler-desk-${size}-visit`);
    await page.click('#record summary');
    await page.setInputFiles('#record-file', { name: 'record.json', mimeType: 'application/json', buffer: Buffer.from(record) });
    await page.click('#record button');
    await page.waitForURL(/record=/);
    await inspect(page, `gentler-desk-${size}-read`);
    assert.doesNotMatch(await page.textContent('main'), /Zorbitis/);
    await page.context().close();

    const room = await openPage(browser, { viewport });
    await signIn(room, clinic, 'therapist');
    await room.goto(`${clinic.address}/treat/${visit.id}`);
    const reason = room.locator('main form textarea, main form input[name=reason]').first();
    if (!(await room.locator('#answers').count())) {
      await reason.fill('I take over for a colleague today');
      await room.click('main form button[type=submit]');
    }
    assert.match(await room.textContent('#answers'), /Zorbitis of the gleeb/);
    await inspect(room, `gentler-room-${size}`);
    await room.context().close();
  });
}
