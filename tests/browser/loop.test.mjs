// The whole loop as people walk it: from "my back hurts" to a curve. A client on a desk computer, on
// a phone, and on a phone without script; the therapist at the desk and on the tablet in the room.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, inspect, awaitMail, linkIn, phone, desk } from './clinic.mjs';

const tablet = { width: 1180, height: 820 };

const walks = [
  { name: 'desktop', client: { viewport: desk }, staff: { viewport: desk } },
  { name: 'phone', client: { viewport: phone }, staff: { viewport: tablet } },
  { name: 'plain', client: { viewport: phone, javaScriptEnabled: false }, staff: { viewport: tablet } },
];

const maya = { name: 'Maya Example', birth: '1988-05-04', email: 'maya@example.invalid', phone: '780 555 0142' };

// One telling of the story: who walks, where the clinic is, and whether each page is looked at.
class Story {
  constructor(walk, clinic, browser) {
    Object.assign(this, { walk, clinic, browser, looking: true });
  }
  // Looks at a page; where `onPhone`, at a phone's width as well, which is how staff may open it.
  async look(page, what, { onPhone = false } = {}) {
    if (!this.looking) return;
    await inspect(page, `loop-${this.walk.name}-${what}`);
    if (!onPhone || this.walk.name !== 'phone') return;
    await page.setViewportSize(phone);
    await inspect(page, `loop-${this.walk.name}-${what}-narrow`);
    await page.setViewportSize(this.walk.staff.viewport);
  }
  async client() { return openPage(this.browser, this.walk.client); }
  async staff(name) {
    const page = await openPage(this.browser, this.walk.staff);
    const who = this.clinic.signIns.find((one) => one.role === name || one.person.split(' ')[0] === name);
    assert.ok(who, `a sign-in for ${name}`);
    await page.goto(`${this.clinic.address}/sign-in`);
    if (!this.signInSeen) await this.look(page, '6-sign-in');
    this.signInSeen = true;
    await page.fill('#name', who.name);
    await page.fill('#password', who.password);
    await send(page, 'main form[action^="/sign-in"] button[type="submit"]');
    return page;
  }
}

const path = (page) => new URL(page.url()).pathname;

// Presses what leads to another page, and waits until that page is there.
async function send(page, selector) {
  await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()]);
}
const says = async (page, pattern, why) => assert.match(await page.textContent('main'), pattern, why);
const next = (page) => send(page, 'main form button.button[type="submit"]:visible');
// A round or square that a label covers.
const choose = (page, selector) => page.locator(selector).first().check({ force: true });

async function explain(story, page) {
  await page.goto(`${story.clinic.address}/`);
  await says(page, /deep tissue/i, 'the front page says what this is');
  await story.look(page, '1-front');
  await send(page, 'main a[href^="/deep-tissue-massage"]');
  await says(page, /Swedish/, 'how it differs');
  await story.look(page, '1-article');
  await send(page, 'main a[href^="/assess"]');
  assert.equal(path(page), '/assess');
}

async function assess(story, page) {
  const { walk } = story;
  await story.look(page, '2-who');
  await choose(page, 'input[name="for_whom"][value="me"]');
  const [year, month, day] = maya.birth.split('-').map(Number);
  await page.fill('#birth_day', String(day));
  await page.selectOption('#birth_month', String(month));
  await page.fill('#birth_year', String(year));
  await page.check('#consent');
  await next(page);
  assert.equal(path(page), '/assess/questions');
  await story.look(page, '2-gates');
  await none(page);
  assert.equal(path(page), '/assess/where');
  await story.look(page, '2-where');
  if (walk.client.javaScriptEnabled === false) {
    await page.check('input[name="region"][value="low-back.R"]');
    await page.fill('input[name="pain.low-back.R"]', '7');
    await next(page);
  } else {
    await tapRegion(page, 'low-back.R', 7);
    await story.look(page, '2-where-chosen');
    await send(page, '.sheet button[type="submit"]');
  }
  await story.look(page, '2-since');
  await choose(page, 'input[name="since"][value="weeks"]');
  await choose(page, 'input[name="limits"][value="sit"]');
  await next(page);
  for (const group of ['heart', 'medicine', 'body', 'pregnancy', 'pain']) {
    await story.look(page, `3-${group}`);
    await none(page);
  }
}

async function none(page) {
  await choose(page, 'input[name="none"]');
  await next(page);
}

async function tapRegion(page, region, pain) {
  await page.locator('.map-figure[data-side="back"] svg').scrollIntoViewIfNeeded();
  const box = await page.locator(`.map-figure[data-side="back"] polygon[data-region="${region}"]`).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator(`.sheet .step-${pain} input`).click();
}

async function answerAndPlan(story, page) {
  assert.equal(path(page), '/assess/answer');
  await says(page, /go ahead|yes|can have/i, 'the answer stands first');
  await story.look(page, '3-answer');
  await send(page, 'a[href="/assess/plan"]');
  await says(page, /What we leave out, and why/);
  const people = await page.locator('.plan-person h3').allTextContents();
  assert.ok(people.length > 1, 'more than one therapist could treat');
  assert.ok(await page.locator('.plan-person .plan-reasons li').count() >= people.length, 'each place has its reason');
  await story.look(page, '4-plan');
}

// Who hurts takes the earliest of the times that the plan offers, whoever treats then.
async function takeEarliest(story, page) {
  const offers = await page.$$eval('.plan-person', (all) => all.flatMap((one) => Array.from(one.querySelectorAll('.plan-times a'),
    (a) => ({ who: one.querySelector('h3').textContent, href: a.getAttribute('href') }))));
  const start = (offer) => new URL(offer.href, story.clinic.address).searchParams.get('start');
  offers.sort((a, b) => start(a).localeCompare(start(b)));
  assert.ok(offers.length && start(offers[0]), 'the plan offers times');
  story.therapist = offers[0].who.replace(/^\d+\.\s*/, '').trim();
  await send(page, `.plan-times a[href="${offers[0].href}"]`);
}

async function book(story, page) {
  const { clinic } = story;
  const before = Date.now();
  await takeEarliest(story, page);
  await says(page, new RegExp(story.therapist));
  await story.look(page, '5-time');
  await next(page);
  await says(page, /keep this time for you until/);
  await story.look(page, '5-details');
  await choose(page, 'input[name="for_whom"][value="me"]');
  await page.fill('#name', maya.name);
  await page.fill('#birth_date', maya.birth);
  await page.fill('#email', maya.email);
  await page.fill('#phone', maya.phone);
  await send(page, 'main form button[value="book"]:not(.unseen)');
  assert.match(path(page), /^\/visit\//);
  assert.match(await page.textContent('h1'), /booked/i);
  await says(page, /outbox folder/, 'the page says where the message stands');
  assert.equal(await page.locator('form[action$="/questions"]').count(), 0, 'the questions are answered already');
  await story.look(page, '5-booked');

  const mail = await awaitMail(clinic, (m) => m.at >= before && m.to.includes(maya.email) && m.calendar);
  assert.doesNotMatch(mail.subject + mail.text, /pain|\bback\b|tissue|treatment|muscle/i, 'a message says nothing of health');
  const start = mail.calendar.match(/DTSTART;TZID=America\/Edmonton:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/);
  assert.ok(start, mail.calendar);
  const [, year, month, day, hour, minute] = start;
  story.begins = new Date(Date.UTC(year, month - 1, day, Number(hour) + 6, minute));
  story.visitLink = linkIn(mail, clinic, '/visit/');
  // The link opens on another device: no account, and no word of health behind it.
  const other = await story.client();
  await other.goto(story.visitLink);
  await says(other, new RegExp(story.therapist));
  assert.ok(await other.locator('a[href$="/move"]').isVisible(), 'to move the visit');
  assert.ok(await other.locator('a[href$="/cancel"]').isVisible(), 'to cancel it');
  assert.doesNotMatch(await other.textContent('main'), /low back|7 of 10/i);
  await story.look(other, '5-visit-link');
  await other.context().close();
}

// The clock goes to so many minutes after the begin of the visit.
function clockAt(story, minutes) {
  const local = new Date(story.begins.getTime() + minutes * 60000 - 6 * 3600000);
  story.clinic.setClock(`${local.toISOString().slice(0, 19)}-06:00`);
}

async function arrive(story) {
  clockAt(story, -10);
  const page = await story.staff('desk');
  assert.equal(path(page), '/desk');
  await story.look(page, '6-desk-day', { onPhone: true });
  await send(page, `a.desk-visit:has-text("Maya"), a.desk-visit:has-text("Example")`);
  assert.equal(await page.textContent('h1'), maya.name);
  assert.doesNotMatch(await page.textContent('main'), /low back|7 of 10/i, 'the desk reads no health answer');
  await story.look(page, '6-desk-visit');
  await send(page, 'button[value="arrived"]');
  await says(page, /Arrived/i);
  await page.context().close();
}

// Says no to everything that is asked anew on the day.
async function answerDay(page) {
  for (let round = 0; round < 3 && !await page.$('#day .treat-state'); round += 1) {
    for (const field of await page.$$('#day fieldset')) {
      const no = await field.$('input[value="none"], input[value="no"]');
      if (no) { await no.check({ force: true }); continue; }
      const number = await field.$('input[inputmode="decimal"]');
      const id = await field.getAttribute('id');
      if (number) await number.fill(id.includes('diastolic') ? '78' : id.includes('systolic') ? '122' : '6');
    }
    if (await page.$('#day input[name="spoken"]')) await page.check('#day input[name="spoken"]');
    await send(page, '#day form button[type="submit"]');
  }
  assert.ok(await page.$('#day .treat-state'), 'the day is asked');
}

async function takeConsent(page) {
  for (const item of ['treatment', 'draping', 'pressure', 'stop_word', 'support']) await page.check(`#${item}`);
  for (const own of await page.$$('.treat-own')) {
    await (await own.$('input[value="yes"]')).check({ force: true });
    await (await own.$('input[name^="signed."]')).fill('M. E.');
  }
  await page.fill('#signed_by', maya.name);
  await send(page, '#consent form[action$="/consent"] button[type="submit"]');
}

async function prepare(story, page, pain) {
  await page.goto(`${story.clinic.address}/treat`);
  await story.look(page, '6-treat-day');
  await send(page, `.treat-rows a:has-text("${maya.name.split(' ')[0]}")`);
  await says(page, /low back/i, 'the therapist sees where it hurts');
  assert.equal(await page.$('form[action$="/start"]'), null, 'nothing starts before the day was asked and consent given');
  await story.look(page, '6-treat-client', { onPhone: true });
  await answerDay(page);
  assert.equal(await page.$('form[action$="/start"]'), null, 'nothing starts without consent');
  story.ceiling = Number(await page.inputValue('#ceiling'));
  await takeConsent(page);
  await story.look(page, '6-treat-ready');
  for (const read of await page.$$('#start input[name="read"]')) await read.check();
  await choose(page, `#pain_now input[value="${pain}"]`);
  await choose(page, `#pain_average input[value="${pain}"]`);
  await choose(page, `#pain_worst input[value="${Math.min(10, pain + 1)}"]`);
  clockAt(story, 0);
  await page.check('#identity');
  await send(page, 'form[action$="/start"] button[type="submit"]');
  assert.match(path(page), /\/session$/);
}

// Begins the work at the first place with the first technique of the plan.
async function begin(page) {
  const pressed = (group) => page.waitForSelector(`.${group} .tap[aria-pressed="true"]`);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(16, 25, 23)', 'night in the room');
  await page.click('.places .tap:not([disabled])');
  await pressed('places');
  await page.click('.techniques .tap:not([disabled])');
  await pressed('techniques');
  await page.click('.paces .tap[value="slow"]');
  await pressed('paces');
}

async function feel(page, value) {
  await page.click(`.steps .tap[value="${value}"]`);
  await page.waitForFunction((n) => document.querySelector('[data-live="main"]').textContent.includes(`felt ${n} of 10`), value);
}

async function treat(story, page) {
  await begin(page);
  clockAt(story, 12);
  await feel(page, 4);
  clockAt(story, 20);
  await feel(page, 7);
  assert.match(await page.textContent('.room-warning'), /7 is too much.*One level less/s);
  await story.look(page, '6-session-warning');
  clockAt(story, 26);
  await feel(page, 4);
  assert.equal(await page.$('.room-warning'), null, 'within what was agreed nothing warns');
  // As it comes back when the tablet slept: the same state, the time that is left by the clinic's clock.
  await page.reload();
  assert.match(await page.textContent('[data-timer]'), /^3[34]:/, 'the timer counts what is left');
  await story.look(page, '6-session', { onPhone: true });
  clockAt(story, 55);
  await send(page, '.tap.finish');
}

async function sign(story, page, { before, after }) {
  await story.look(page, '6-finish');
  await choose(page, `#pain_now input[value="${after}"]`);
  await send(page, 'form[action$="/end"] .tap.finish');
  assert.match(path(page), /\/chart$/);
  assert.match(await page.inputValue('#assessment'), new RegExp(`Pain before ${before}, after ${after}`));
  await story.look(page, '6-chart-draft');
  await send(page, 'button[value="sign"]');
  assert.equal(await page.$('#subjective'), null, 'a signed chart has no field');
  await says(page, /signed and locked/);
  await story.look(page, '6-chart-signed');
}

// A private link is no key by itself: the birth date comes first, and a wrong one opens nothing.
async function openPrivately(story, page, link, gate) {
  await page.goto(link);
  await page.waitForSelector('#link_birth_date');
  await story.look(page, gate);
  await page.fill('#link_birth_date', '1990-01-01');
  await next(page);
  await page.waitForSelector('#link_birth_date');
  await page.fill('#link_birth_date', maya.birth);
  await next(page);
  assert.equal(await page.locator('#link_birth_date').count(), 0, 'the birth date opens the page');
}

async function readAftercare(story, since) {
  const mail = await awaitMail(story.clinic, (m) => m.at >= since && m.to.includes(maya.email) && m.text.includes('/aftercare/'));
  assert.doesNotMatch(mail.subject + mail.text, /pain|\bback\b|sore|tissue/i, 'a message says nothing of health');
  const page = await story.client();
  await openPrivately(story, page, linkIn(mail, story.clinic, '/aftercare/'), '7-aftercare-gate');
  await says(page, /water|drink/i);
  await says(page, /811|911/, 'what to watch for, and whom to call');
  assert.match(await page.textContent('.follow-advice'), /warm pack for up to 20 minutes/, 'a healthy person is offered warmth, with its dose');
  await story.look(page, '7-aftercare');
  await send(page, 'button[name="progress"]');
  assert.match(path(page), /^\/progress\//);
  assert.match(await page.textContent('h1'), /too soon to tell/i, 'one visit proves nothing');
  await story.look(page, '8-progress-first');
  await page.context().close();
}

const note = 'Better when I walk';

// The questions of one check-in: none of the signs, then these answers.
async function checkIn(story, since, hours, answers, answer) {
  clockAt(story, 55 + hours * 60 + 5);
  const mail = await awaitMail(story.clinic, (m) => m.at >= since && m.to.includes(maya.email) && m.text.includes('/check-in/'));
  assert.doesNotMatch(mail.subject + mail.text, /pain|\bback\b|sore|tissue/i, 'a message says nothing of health');
  const page = await story.client();
  await openPrivately(story, page, linkIn(mail, story.clinic, '/check-in/'), `7-check-in-${hours}-gate`);
  await next(page);
  assert.ok(await page.locator('#errors').isVisible(), 'the question about signs is asked again, never taken as a no');
  await choose(page, 'input[name="Q0"][value="none"]');
  for (const [question, value] of Object.entries(answers)) await choose(page, `input[name="${question}"][value="${value}"]`);
  await page.fill('[name="note"]', note);
  await story.look(page, `7-check-in-${hours}`);
  await next(page);
  await says(page, answer);
  await story.look(page, `7-check-in-${hours}-answered`);
  await page.context().close();
}

// The desk sees that somebody must answer, and not what was answered; the therapist sees it, calls.
async function answerPerson(story) {
  const front = await story.staff('desk');
  await front.goto(`${story.clinic.address}/desk/tasks`);
  const task = front.locator('a.desk-task:has-text("check-in"):has-text("Example")').first();
  assert.ok(await task.isVisible(), 'the desk sees that a check-in waits for a person');
  await story.look(front, '7-waiting', { onPhone: true });
  await Promise.all([front.waitForEvent('load'), task.click()]);
  assert.doesNotMatch(await front.textContent('main'), new RegExp(`sore|5 of 10|${note}`, 'i'), 'the desk does not read it');
  await story.look(front, '7-waiting-task', { onPhone: true });
  const id = path(front).split('/').pop();
  await front.context().close();

  const page = await story.staff(story.therapist);
  await page.goto(`${story.clinic.address}/treat/task/${id}`);
  await says(page, new RegExp(note), 'the therapist reads it in the client’s words');
  await story.look(page, '7-task', { onPhone: true });
  await choose(page, 'input[name="outcome"][value="reached"]');
  await send(page, 'main form[action$="/call"] button[type="submit"]');
  await says(page, /This is done/);
  await page.context().close();
}

// One more visit, about a week later, without looking at each page again.
async function comeAgain(story, before, after) {
  clockAt(story, 6 * 24 * 60);
  const page = await story.client();
  const looking = story.looking;
  story.looking = false;
  await page.goto(`${story.clinic.address}/assess`);
  await assess(story, page);
  await answerAndPlan(story, page);
  await book(story, page);
  await page.context().close();
  await arrive(story);
  const since = Date.now();
  const therapist = await story.staff(story.therapist);
  await prepare(story, therapist, before);
  await begin(therapist);
  clockAt(story, 20);
  await feel(therapist, 1);
  clockAt(story, 50);
  await send(therapist, '.tap.finish');
  await sign(story, therapist, { before, after });
  await therapist.context().close();
  story.looking = looking;
  return since;
}

// Four ratings before a visit decide; the first three do not.
async function measure(story, since) {
  const mail = await awaitMail(story.clinic, (m) => m.at >= since && m.to.includes(maya.email) && m.text.includes('/aftercare/'));
  const page = await story.client();
  await page.goto(linkIn(mail, story.clinic, '/aftercare/'));
  await page.fill('#link_birth_date', maya.birth);
  await next(page);
  await send(page, 'button[name="progress"]');
  assert.match(await page.textContent('h1'), /Your pain is lower than when you started/);
  await says(page, /from 7 to 2/, 'from where to where');
  await says(page, /A change of \d(\.\d)? or more is one that people notice/);
  assert.ok(await page.locator('main svg:visible').count(), 'the curve');
  await page.click('.curve-panel summary');
  const rows = await page.locator('main table').first().locator('tbody tr').count();
  assert.ok(rows >= 4, `the same as a table, ${rows} rows`);
  await story.look(page, '8-progress');
  await page.context().close();
}

async function owner(story) {
  const page = await story.staff('owner');
  for (const [address, name] of [['/owner', '9-owner'], ['/owner/figures', '9-figures']]) {
    await page.goto(story.clinic.address + address);
    await story.look(page, name, { onPhone: true });
  }
  await page.context().close();
}

for (const walk of walks) {
  test(`from "my back hurts" to a curve: ${walk.name}`, async () => {
    const clinic = await startClinic({ now: '2026-11-24T08:00:00-06:00' });
    const browser = await startBrowser();
    try {
      const story = new Story(walk, clinic, browser);
      const client = await story.client();
      await explain(story, client);
      await assess(story, client);
      await answerAndPlan(story, client);
      await book(story, client);
      await arrive(story);
      const since = Date.now();
      const therapist = await story.staff(story.therapist);
      await prepare(story, therapist, 7);
      await treat(story, therapist);
      await sign(story, therapist, { before: 7, after: 4 });
      await therapist.context().close();
      await readAftercare(story, since);
      await checkIn(story, since, 24, { Q1: 4, Q2: 'less', Q3: 4, Q4: 'none', Q5: 'none', Q6: 'none', Q7: 'right' }, /Thank you/);
      const second = Date.now();
      await checkIn(story, second, 48, { Q1: 5, Q2: 'same', Q3: 4, Q4: 'none', Q5: 'none', Q6: 'none' }, /We will check with you|We will call you/);
      await answerPerson(story);
      const agreed = story.ceiling;
      await comeAgain(story, 5, 4);
      assert.ok(story.ceiling < agreed, `sore for two days after ${agreed} of 10: less this time, not ${story.ceiling}`);
      await comeAgain(story, 3, 2);
      await measure(story, await comeAgain(story, 2, 1));
      await owner(story);
    } finally {
      await browser.close();
      await clinic.stop();
    }
  });
}
