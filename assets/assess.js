// The health questions with script: details appear when their question is answered so that they
// matter, an emergency is shown the moment it is ticked, and what is answered is kept as it is typed.
// The form works without this; the server decides everything anew.

const all = (root, selector) => Array.from(root.querySelectorAll(selector));

function answersOf(field) {
  return all(field, 'input[name^="q-"]:checked').map((input) => input.value);
}

// A detail is in sight while its parent's answer asks for it. Four rounds: details have details.
function showDetails(form) {
  for (let round = 0; round < 4; round += 1) {
    all(form, '[data-parent]').forEach((field) => {
      const parent = field.dataset.parent && form.querySelector(`[data-question="${field.dataset.parent}"]`);
      if (!parent) return;
      const wanted = field.dataset.when.split(' ');
      const shown = !parent.disabled && answersOf(parent).some((value) => wanted.indexOf(value) >= 0);
      field.hidden = !shown;
      field.disabled = !shown;
    });
  }
}

const stands = (input) => ['none', 'not_sure', 'rather_not_say'].indexOf(input.value) >= 0;

// "None of these", "not sure" and "rather not say" stand alone; so does a day beside "long ago".
function settle(form, input) {
  const field = input.closest('[data-question]');
  if (!field) return;
  if (input.type === 'checkbox' && input.checked) {
    const alone = stands(input);
    all(field, 'input[type="checkbox"]').forEach((other) => {
      if (other !== input && (alone || stands(other))) other.checked = false;
    });
    if (alone) all(field, 'select').forEach((place) => { place.value = ''; });
  }
  if (input.tagName === 'SELECT' && input.value) {
    all(field, 'input[type="radio"], input[type="checkbox"]').forEach((other) => { other.checked = false; });
  }
  if (input.type === 'radio' && (input.value === 'long_ago' || stands(input))) {
    all(field, '.date-parts select, .date-parts input').forEach((part) => { part.value = ''; });
  }
}

function encode(form) {
  const pairs = [];
  new FormData(form).forEach((value, name) => pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`));
  return pairs.join('&');
}

function showAlarm(page, id) {
  const alarm = page.querySelector('[data-alarm-page]');
  const block = id && page.getElementById(id);
  if (!alarm || !block) return;
  all(alarm, '.alarm').forEach((other) => { other.hidden = other !== block; });
  page.querySelector('[data-asking]').hidden = true;
  alarm.hidden = false;
  window.scrollTo(0, 0);
  alarm.querySelector('[data-alarm-title]').focus();
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.timer = null;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), 600);
  }

  now() {
    clearTimeout(this.timer);
    const request = new XMLHttpRequest();
    request.open('POST', '/assess/keep');
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    const alarm = document.querySelector('[data-alarm-page]');
    request.onload = () => {
      // Several answers together may be what one alone is not.
      if (request.responseText === 'emergency' && !(alarm && !alarm.hidden)) window.location = '/assess/emergency';
    };
    request.send(encode(this.form));
  }
}

function startQuestions(page, form) {
  const places = page.querySelector('[data-places]');
  all(form, 'select[data-place]').forEach((select) => {
    if (select.options.length > 1 || !places) return;
    all(places, 'option').forEach((option) => select.appendChild(option.cloneNode(true)));
    select.value = select.dataset.place || '';
  });
  const keeper = new Keeper(form);
  showDetails(form);
  form.addEventListener('change', (event) => {
    settle(form, event.target);
    showDetails(form);
    const alarm = event.target.checked && event.target.dataset.alarm;
    if (alarm) {
      showAlarm(page, alarm);
      keeper.now();
    } else if (event.target.name !== 'none') {
      keeper.later();
    }
  });
  form.addEventListener('submit', () => clearTimeout(keeper.timer));
}

// Who answers is asked only where somebody answers for another, or somebody young is meant.
function startWho(form) {
  const others = form.querySelector('[data-for-others]');
  const young = () => {
    const year = Number(form.querySelector('[name="birth_year"]').value);
    return year > 1000 && new Date().getFullYear() - year <= 18;
  };
  const show = () => {
    const whom = form.querySelector('[name="for_whom"]:checked');
    others.hidden = !(whom && whom.value !== 'me') && !young() && !form.querySelector('.for-others .wrong');
  };
  form.addEventListener('change', show);
  form.addEventListener('input', show);
  show();
}

export function startAssess(page) {
  all(page, '[data-questions]').forEach((form) => startQuestions(page, form));
  all(page, '[data-who]').forEach(startWho);
}
