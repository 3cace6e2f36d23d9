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

// Who goes to another page by a link gives the time back at once. A page that is closed looks like
// one that is loaded again, which keeps its time: there, as without script, the hold ends by itself.
function giveBack(held) {
  const form = held.closest('form');
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href]');
    const elsewhere = link && /^https?:$/.test(link.protocol) && !link.target &&
      !(link.host === location.host && link.pathname === location.pathname);
    if (!elsewhere || event.defaultPrevented || event.button !== 0 || event.ctrlKey ||
      event.metaKey || event.shiftKey || !navigator.sendBeacon) return;
    const said = new URLSearchParams();
    ['token', 'service', 'practitioner', 'start'].forEach((name) => {
      said.append(name, form.elements[name].value);
    });
    navigator.sendBeacon('/book/leave', said);
  });
  window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
}

export function startBooking(page) {
  Array.from(page.querySelectorAll('[data-hold]')).forEach((held) => {
    startHold(held);
    giveBack(held);
  });
}
