// A time that is held counts down while the page stands open (R38): two minutes before its end the
// warning appears and is read out; at its end the page says so and offers to keep the time again.
// Without script the page names the time at which the hold ends.
const kWarn = 120;

function startHold(held) {
  const ends = Date.now() + Number(held.dataset.hold) * 1000;
  const said = held.querySelector('[data-hold-said]');
  const button = held.querySelector('button');
  let state = held.classList.contains('soon') ? 'soon' : '';
  const tell = (next) => {
    state = next;
    held.classList.toggle('soon', next === 'soon');
    said.innerHTML = held.querySelector(`[data-hold-${next}]`).innerHTML;
    if (next !== 'over') return;
    held.querySelector('[data-hold-until]').hidden = true;
    button.textContent = button.dataset.again;
    button.hidden = false;
  };
  // The clock is read anew each time: a phone that slept tells the truth when it wakes.
  const look = () => {
    const left = (ends - Date.now()) / 1000;
    const next = left <= 0 ? 'over' : left <= kWarn ? 'soon' : '';
    if (next && next !== state) tell(next);
    if (next === 'over') clearInterval(timer);
  };
  const timer = setInterval(look, 1000);
  document.addEventListener('visibilitychange', look);
  look();
}

const kLeft = 'fascia-held';  // what the tab says of the page that it shows no more
const kSettled = 1500;  // by then the word that the page was closed has arrived

function report(said, page) {
  return navigator.sendBeacon &&
    navigator.sendBeacon('/book/leave', new URLSearchParams(`${said}&page=${page}`));
}

// A page of the tab that closed one with a held time: it was no tab that was closed.
function stillHere() {
  let said = null;
  try {
    said = sessionStorage.getItem(kLeft);
    sessionStorage.removeItem(kLeft);
  } catch (_) { return; }  // a browser that keeps nothing: the time ends by itself
  if (said) setTimeout(() => report(said, 'open'), kSettled);
}

// Who goes to another page by a link gives the time back at once. A page that is closed looks like
// one that is loaded again or left by the Back button: its time ends soon, unless the tab shows a
// page of the clinic again before. Without script the hold ends by itself.
function giveBack(held) {
  const form = held.closest('form');
  let going = false;
  const said = () => ['token', 'service', 'practitioner', 'start'].reduce((all, name) => {
    all.append(name, form.elements[name].value);
    return all;
  }, new URLSearchParams());
  form.addEventListener('submit', () => { going = true; });
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href]');
    const elsewhere = link && /^https?:$/.test(link.protocol) && !link.target &&
      !(link.host === location.host && link.pathname === location.pathname);
    if (!elsewhere || event.defaultPrevented || event.button !== 0 || event.ctrlKey ||
      event.metaKey || event.shiftKey) return;
    going = report(said(), 'left');
  });
  window.addEventListener('pagehide', () => {
    if (going) return;
    try { sessionStorage.setItem(kLeft, said()); } catch (_) { return; }
    report(said(), 'closed');
  });
  window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
}

export function startBooking(page) {
  window.addEventListener('pageshow', stillHere);
  Array.from(page.querySelectorAll('[data-hold]')).forEach((held) => {
    startHold(held);
    giveBack(held);
  });
}
