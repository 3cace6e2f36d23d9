// The treatment room: a tap is the same POST as without script, sent in place so that nothing
// flashes; the timer runs to the booked end; the screen stays awake where the browser can.

import { RoomQueue } from './room-queue.js';

// Parts of the page that the server's answer brings anew.
const live = '[data-live]';

// The seconds of now by the clock of the clinic, whatever the tablet's says.
function clinicClock(room) {
  const skew = Number(room.dataset.now) - Date.now() / 1000;
  return () => Date.now() / 1000 + skew;
}

// "7:05" of 425 seconds.
function clockText(seconds) {
  const rest = seconds % 60;
  return Math.floor(seconds / 60) + ':' + (rest < 10 ? '0' : '') + rest;
}

function startTimer(room) {
  const ends = Number(room.dataset.ends);
  const now = clinicClock(room);
  const note = room.querySelector('[data-time-note]');
  let said = '';
  const tick = () => {
    const left = Math.round(ends - now());
    const clock = room.querySelector('[data-timer]');
    clock.textContent = (left < 0 ? '−' : '') + clockText(Math.abs(left));
    const state = left <= 0 ? 'over' : left <= 300 ? 'five' : left <= 600 ? 'ten' : '';
    const box = clock.parentElement;
    box.classList.toggle('soon', state === 'ten');
    box.classList.toggle('last', state === 'five' || state === 'over');
    if (state !== said) {
      said = state;
      note.textContent = state ? note.dataset[state] : '';
    }
  };
  tick();
  setInterval(tick, 1000);
}

// What lies on the client has its own time: when to look, when to take off, when it is too long.
function startOnTimers(room) {
  const now = clinicClock(room);
  const tick = () => {
    let first = '';
    for (const one of room.querySelectorAll('[data-on]')) {
      const seconds = Math.max(0, Math.floor(now() - Number(one.dataset.on)));
      const past = (name) => Number(one.dataset[name]) > 0 && seconds >= 60 * Number(one.dataset[name]);
      const state = past('most') ? 'over' : past('aim') ? 'aim' : past('look') ? 'look' : '';
      one.querySelector('[data-on-clock]').textContent = clockText(seconds);
      one.classList.toggle('due', state !== '');
      one.classList.toggle('over', state === 'over');
      const note = one.querySelector('[data-on-note]');
      const text = state ? note.dataset[state + 'Text'] : '';
      if (text && !first) first = one.querySelector('[data-on-name]').textContent + '. ' + text;
      if (note.textContent === text) continue;
      note.textContent = text;
      if (text && 'vibrate' in navigator) navigator.vibrate([300, 150, 300]);
    }
    const alarm = room.querySelector('[data-on-alarm]');
    if (alarm.textContent !== first) alarm.textContent = first;
    alarm.hidden = first === '';
  };
  tick();
  setInterval(tick, 1000);
}

async function stayAwake() {
  if (!('wakeLock' in navigator)) return;
  const ask = () => navigator.wakeLock.request('screen').catch(() => undefined);
  ask();
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') ask(); });
}

// Puts what the server says now into the page; false when it is no page of the room.
function show(room, text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fresh = page.querySelector('[data-room]');
  if (!fresh) return false;
  const open = Array.from(room.querySelectorAll('details[open][data-keep]'), (d) => d.dataset.keep);
  const focus = document.activeElement && document.activeElement.name
    ? [document.activeElement.name, document.activeElement.value] : null;
  for (const part of fresh.querySelectorAll(live)) {
    const old = room.querySelector(`[data-live="${part.dataset.live}"]`);
    if (old) old.innerHTML = part.innerHTML;
  }
  for (const token of room.querySelectorAll('input[name="token"]')) token.value = fresh.querySelector('input[name="token"]').value;
  for (const name of open) {
    const details = room.querySelector(`details[data-keep="${name}"]`);
    if (details) details.open = true;
  }
  if (focus) {
    const same = Array.from(room.querySelectorAll('button')).find((b) => b.name === focus[0] && b.value === focus[1]);
    if (same) same.focus({ preventScroll: true });
  }
  return true;
}

function sayOffline(room, waiting) {
  const offline = room.querySelector('[data-offline]');
  offline.hidden = waiting === 0;
  if (waiting) offline.textContent = offline.dataset.kept.replace('#', String(waiting));
}

// One tap to the clinic: true when it was answered, false when it has to wait.
async function deliver(room, queue, tap) {
  const pairs = new URLSearchParams(tap.body);
  const token = room.querySelector('input[name="token"]');
  if (token) pairs.set('token', token.value);
  if (pairs.has('seq')) {
    // The number is that of the page when the tap is first sent, and stays: the clinic knows by it
    // what it has already, when only the answer was lost.
    if (!tap.seq) {
      tap.seq = room.querySelector('input[name="seq"]').value;
      await queue.change(tap);
    }
    pairs.set('seq', tap.seq);
  }
  pairs.set('at', String(tap.at));
  let answer;
  try {
    answer = await fetch(tap.action, { method: 'POST', body: pairs, credentials: 'same-origin' });
  } catch (error) {
    return false;
  }
  if (answer.status >= 500) return false;
  const text = await answer.text().catch(() => '');
  if (!text) return false;
  if (show(room, text)) return true;
  // Signed out, or the session has ended elsewhere: the tap stays until the room is open again.
  location.href = answer.url;
  return false;
}

function startTaps(room) {
  const now = clinicClock(room);
  const queued = RoomQueue.make(location.pathname.replace(/\/session$/, ''));
  let sending = null;
  let again = 0;
  // Taps go out one after the other: the order of the session is the order of the fingers.
  const flush = () => {
    if (sending) return sending;
    clearTimeout(again);
    sending = queued.then(async (queue) => {
      while (queue.length) {
        const tap = queue.first;
        if (!await deliver(room, queue, tap)) {
          again = setTimeout(flush, 4000);
          break;
        }
        await queue.drop(tap);
      }
      sayOffline(room, queue.length);
    }).then(() => { sending = null; }, () => { sending = null; again = setTimeout(flush, 4000); });
    return sending;
  };
  const post = async (form, button) => {
    const pairs = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (name !== 'token') pairs.append(name, value);
    if (button && button.name) pairs.append(button.name, button.value);
    if (button && button.hasAttribute('aria-pressed')) {
      for (const other of button.parentElement.children) if (other.name === button.name) other.setAttribute('aria-pressed', 'false');
      button.setAttribute('aria-pressed', 'true');
    }
    const at = Math.floor(now());
    const queue = await queued;
    await queue.keep({ action: form.getAttribute('action').replace(/#.*/, ''), body: pairs.toString(), at });
    if (sending) { await sending; }
    await flush();
  };
  let pressed = null;
  room.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) pressed = button;
    const region = event.target.closest('.region');
    if (!region) return;
    const form = room.querySelector('form[data-taps]');
    const asked = document.createElement('button');
    asked.name = 'place';
    asked.value = region.dataset.region;
    post(form, asked);
  });
  room.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.hasAttribute('data-taps')) return;
    event.preventDefault();
    post(form, event.submitter || (pressed && form.contains(pressed) ? pressed : null));
  });
  window.addEventListener('online', flush);
  flush();
}

export function startRoom(document) {
  const room = document.querySelector('[data-room]');
  if (!room) return;
  room.setAttribute('data-scripted', '');
  startTimer(room);
  startOnTimers(room);
  startTaps(room);
  stayAwake();
}
