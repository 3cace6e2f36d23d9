// Every part in every state, in both lights, at both widths and in both languages, under axe.
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

const lights = [
  { name: 'paper', path: '/styleguide', colorScheme: 'light' },
  { name: 'paper-dark', path: '/styleguide', colorScheme: 'dark' },
  { name: 'night', path: '/styleguide?light=night', colorScheme: 'light' },
];

// The smallest side of each thing that is tapped, taken over what a finger really hits.
async function tooSmall(page, least) {
  return page.evaluate((size) => {
    const seen = (e) => e.offsetParent !== null && e.getBoundingClientRect().width > 1;
    const tapped = Array.from(document.querySelectorAll('main .button, main .plain, main .chip, main .chip-button, main .scale-step, main .check, main summary, main select, main .input'));
    return tapped.filter(seen).map((e) => ({ what: e.className || e.tagName, box: e.getBoundingClientRect() }))
      .filter(({ box }) => box.height < size || box.width < 44)
      .map(({ what, box }) => `${what} ${Math.round(box.width)}×${Math.round(box.height)}`);
  }, least);
}

for (const light of lights) {
  for (const [size, viewport] of Object.entries({ narrow, phone, desk })) {
    test(`styleguide: ${light.name} at ${size}`, async () => {
      for (const locale of ['en-CA', 'fr-CA']) {
        const page = await openPage(browser, { viewport, colorScheme: light.colorScheme, locale });
        await page.goto(clinic.address + light.path);
        await inspect(page, `styleguide-${light.name}-${size}-${locale.slice(0, 2)}`);
        assert.deepEqual(await tooSmall(page, light.name === 'night' ? 64 : 44), [], 'R46, R29: what is tapped is large enough');
        await page.context().close();
      }
    });
  }
}

test('the look at a page sees a field without a name and a page that is too wide', async () => {
  const page = await openPage(browser, { viewport: phone });
  await page.goto(`${clinic.address}/styleguide`);
  await page.evaluate(() => document.querySelector('main').append(document.createElement('input')));
  await assert.rejects(inspect(page, 'unnamed'), /axe[^]*label/);
  await page.reload();
  await page.evaluate(() => { document.querySelector('h1').style.width = '1000px'; });
  await assert.rejects(inspect(page, 'wide'), /sideways/);
  await page.context().close();
});

test('R46: the scale stands in two rows at 320 px, with text at 200 % nothing runs over', async () => {
  const page = await openPage(browser, { viewport: narrow });
  await page.goto(`${clinic.address}/styleguide`);
  const rows = await page.$$eval('#pain .scale-step', (steps) => new Set(steps.map((s) => Math.round(s.getBoundingClientRect().top))).size);
  assert.equal(rows, 2);
  // The page's own rule, as a reader's settings would: the policy forbids a style that is written in.
  await page.evaluate(() => {
    const root = document.documentElement;
    for (const [name, size] of [['text', 32], ['lead', 34], ['h1', 54], ['h2', 40]]) root.style.setProperty(`--${name}`, `${size}px`);
  });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `scrolls sideways by ${wide} px`);
  await page.context().close();
});

test('night shows no white between two pages', async () => {
  const page = await openPage(browser, { viewport: desk });
  await page.goto(`${clinic.address}/styleguide?light=night`);
  const ground = await page.evaluate(() => [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).backgroundColor]);
  assert.deepEqual(ground, ['rgb(16, 25, 23)', 'rgb(16, 25, 23)']);
  await page.context().close();
});

test('body map: a tap names the place, a number is kept in the form, keys reach every neighbour', async () => {
  const page = await openPage(browser, { viewport: phone });
  await page.goto(`${clinic.address}/styleguide`);
  await page.click('.map-figure[data-side="back"] [data-region="mid-back.R"]');
  assert.equal(await page.textContent('.sheet-name'), 'Middle back, right side');
  await page.check('.sheet input[value="6"]');
  assert.equal(await page.inputValue('[name="pain.mid-back.R"]'), '6');
  assert.equal(await page.isChecked('[name="region"][value="mid-back.R"]'), true);
  await page.click('.sheet [data-close]');
  assert.equal(await page.isVisible('.sheet'), false);
  await page.focus('.map-figure[data-side="back"] [data-region="mid-back.R"]');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.region), 'mid-back.L');
  await page.keyboard.press('Enter');
  await inspect(page, 'styleguide-sheet');
  await page.context().close();
});
