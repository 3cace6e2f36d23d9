// The pages of anyone: front, article with a reply, sign-in; in both languages and three widths.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startClinic, startBrowser, openPage, inspect, desk, narrow, phone } from './clinic.mjs';

let clinic;
let browser;
before(async () => {
  // A page that differs from its view answers 500.
  clinic = await startClinic({ env: { CHECK_FASCIA_VIEWS: '1' } });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
});

const sizes = { narrow, phone, desk };
const headings = {
  'en-CA': { '/': 'Where does it hurt?', '/deep-tissue-massage': 'Can deep tissue massage help your back?', '/sign-in': 'Staff sign-in' },
  'fr-CA': { '/': 'Où avez-vous mal?', '/deep-tissue-massage': 'Le massage profond peut-il aider votre dos?', '/sign-in': 'Connexion de l’équipe' },
};

for (const [locale, pages] of Object.entries(headings)) {
  for (const [size, viewport] of Object.entries(sizes)) {
    test(`public pages: ${locale} at ${size}`, async () => {
      for (const colorScheme of ['light', 'dark']) {
        const page = await openPage(browser, { viewport, locale, colorScheme });
        for (const [path, heading] of Object.entries(pages)) {
          await page.goto(clinic.address + path);
          assert.equal(await page.textContent('h1'), heading);
          await inspect(page, `public${path.replace(/\//g, '-')}-${size}-${locale.slice(0, 2)}-${colorScheme}`);
        }
        await page.context().close();
      }
    });
  }
}

test('a reply without script: a fault keeps what was typed, then it waits for approval', async () => {
  const page = await openPage(browser, { viewport: narrow, javaScriptEnabled: false });
  await page.goto(`${clinic.address}/deep-tissue-massage`);
  await page.fill('#reply_name', 'Lena');
  await page.fill('#reply_email', 'lena@example.invalid');
  await page.fill('#reply_text', 'It was <b>good</b>.');
  await page.click('form[action="/deep-tissue-massage/replies"] button[type="submit"]');
  assert.equal(await page.getAttribute('.errors a', 'href'), '#reply_consent');
  assert.equal(await page.inputValue('#reply_text'), 'It was <b>good</b>.');
  await page.check('#reply_consent');
  await page.click('form[action="/deep-tissue-massage/replies"] button[type="submit"]');
  assert.match(page.url(), /reply=sent/);
  assert.match(await page.textContent('#replies'), /waits until we have read it/);
  assert.doesNotMatch(await page.content(), /It was/);
  await page.context().close();
  // axe needs script in the page.
  const scripted = await openPage(browser, { viewport: narrow });
  await scripted.goto(`${clinic.address}/deep-tissue-massage?reply=sent`);
  await inspect(scripted, 'public-reply-sent');
  await scripted.context().close();
});

test('a fault is brought to the reader, and axe finds nothing on that page', async () => {
  const page = await openPage(browser, { viewport: phone });
  await page.goto(`${clinic.address}/deep-tissue-massage`);
  await page.click('form[action="/deep-tissue-massage/replies"] button[type="submit"]');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'errors');
  await inspect(page, 'public-reply-fault');
  await page.context().close();
});

test('the other language is one tap away and stays', async () => {
  const page = await openPage(browser, { viewport: phone });
  await page.goto(`${clinic.address}/deep-tissue-massage`);
  await page.click('text=Français');
  assert.equal(await page.textContent('h1'), headings['fr-CA']['/deep-tissue-massage']);
  await page.goto(clinic.address);
  assert.equal(await page.textContent('h1'), headings['fr-CA']['/']);
  await page.context().close();
});

test('by keyboard alone: the first key skips to the page', async () => {
  const page = await openPage(browser);
  await page.goto(clinic.address);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.context().close();
});

test('a wrong password says so, and the sign-in is never guessed for you', async () => {
  const page = await openPage(browser, { viewport: phone });
  await page.goto(`${clinic.address}/sign-in`);
  await page.fill('#name', 'nobody');
  await page.fill('#password', 'a wrong password');
  await page.click('form[action="/sign-in"] button[type="submit"]');
  assert.match(await page.textContent('.errors'), /The name or the password is wrong/);
  assert.equal(await page.inputValue('#password'), '');
  await inspect(page, 'public-sign-in-wrong');
  await page.context().close();
});
