// The treatment room: a tap is the same POST as without script, sent in place so that nothing
// flashes; the timer runs to the booked end; the screen stays awake where the browser can.

// Parts of the page that the server's answer brings anew.
const live = '[data-live]';

function startTimer(room) {
  const ends = Number(room.dataset.ends);
  const skew = Number(room.dataset.now) - Date.now() / 1000;
  const note = room.querySelector('[data-time-note]');
  const two = (n) => (n < 10 ? '0' : '') + n;
  let said = '';
  const tick = () => {
    const left = Math.round(ends - (Date.now() / 1000 + skew));
    const whole = Math.abs(left);
    const clock = room.querySelector('[data-timer]');
    clock.textContent = (left < 0 ? '−' : '') + Math.floor(whole / 60) + ':' + two(whole % 60);
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

async function stayAwake() {
  if (!('wakeLock' in navigator)) return;
  const ask = () => navigator.wakeLock.request('screen').catch(() => undefined);
  ask();
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') ask(); });
}

// Taps go out one after the other: the order of the session is the order of the fingers.
let queue = Promise.resolve();

async function send(room, action, body, button) {
  const offline = room.querySelector('[data-offline]');
  try {
    const answer = await fetch(action, { method: 'POST', body, credentials: 'same-origin' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-room]');
    if (!fresh) { location.href = answer.url; return; }
    const open = Array.from(room.querySelectorAll('details[open][data-keep]'), (d) => d.dataset.keep);
    const focus = document.activeElement && document.activeElement.name
      ? [document.activeElement.name, document.activeElement.value] : null;
    for (const part of fresh.querySelectorAll(live)) {
      const old = room.querySelector(`[data-live="${part.dataset.live}"]`);
      if (old) old.innerHTML = part.innerHTML;
    }
    for (const name of open) {
      const details = room.querySelector(`details[data-keep="${name}"]`);
      if (details) details.open = true;
    }
    if (focus) {
      const same = Array.from(room.querySelectorAll('button')).find((b) => b.name === focus[0] && b.value === focus[1]);
      if (same) same.focus({ preventScroll: true });
    }
    offline.hidden = true;
  } catch (error) {
    offline.hidden = false;
    if (button) button.classList.remove('sending');
  }
}

function startTaps(room) {
  const post = (form, button) => {
    const pairs = new URLSearchParams();
    for (const [name, value] of new FormData(form)) pairs.append(name, value);
    if (button && button.name) pairs.append(button.name, button.value);
    if (button) {
      button.classList.add('sending');
      if (button.hasAttribute('aria-pressed')) {
        for (const other of button.parentElement.children) if (other.name === button.name) other.setAttribute('aria-pressed', 'false');
        button.setAttribute('aria-pressed', 'true');
      }
    }
    const action = form.getAttribute('action').replace(/#.*/, '');
    queue = queue.then(() => {
      // The number is that of the page as it is when the tap is sent.
      const seq = room.querySelector('input[name="seq"]');
      if (pairs.has('seq') && seq) pairs.set('seq', seq.value);
      return send(room, action, pairs, button);
    });
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
}

export function startRoom(document) {
  const room = document.querySelector('[data-room]');
  if (!room) return;
  room.setAttribute('data-scripted', '');
  startTimer(room);
  startTaps(room);
  stayAwake();
}
