// Makes the figures of the body map tappable. The form's own checkboxes and numbers stay the truth:
// the figures only show and change them, so that what is sent is the same with and without script.

const maxReach = 22; // CSS pixels: half of a finger's 44
const smallest = 20; // regions narrower than this are drawn larger while they are chosen

function centre(shape) {
  return { x: Number(shape.dataset.x), y: Number(shape.dataset.y) };
}

function corners(shape) {
  return shape.getAttribute('points').trim().split(/\s+/).map((pair) => pair.split(',').map(Number));
}

// How far a point is from the edge of a shape, in the units of the drawing.
function distanceTo(shape, x, y) {
  const points = corners(shape);
  let least = Infinity;
  points.forEach((from, i) => {
    const to = points[(i + 1) % points.length];
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    const along = Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy));
  });
  return least;
}

class BodyMap {
  constructor(root) {
    this.root = root;
    this.sheet = root.querySelector('[data-sheet]');
    this.chosen = null;
    this.figures = Array.from(root.querySelectorAll('.map-figure'));
    this.boxes = {};
    Array.from(root.querySelectorAll('input[name="region"]')).forEach((box) => {
      const number = root.querySelector(`[name="pain.${box.value}"]`);
      this.boxes[box.value] = { box, number };
      box.addEventListener('change', () => { if (!box.checked) number.value = ''; this.draw(box.value); });
      number.addEventListener('input', () => { box.checked = Number(number.value) > 0; this.draw(box.value); });
    });
    this.makeSheet();
    this.makeViews();
    this.figures.forEach((figure) => this.makeFigure(figure));
  }

  shapes(region) {
    return Array.from(this.root.querySelectorAll('.map-figure polygon[data-region]'))
      .filter((shape) => !region || shape.dataset.region === region);
  }

  makeViews() {
    const views = this.root.querySelector('.map-views');
    const buttons = Array.from(views.querySelectorAll('button'));
    const show = (view) => {
      this.root.setAttribute('data-shown', view);
      buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.view === view)));
      this.close(false);
    };
    buttons.forEach((button) => button.addEventListener('click', () => show(button.dataset.view)));
    views.hidden = false;
    const marked = this.shapes().filter((shape) => this.pain(shape.dataset.region) > 0);
    const inFront = marked.length > 0 && marked.every((shape) => shape.closest('.map-figure').dataset.side === 'front');
    show(inFront ? 'front' : 'back');
  }

  makeFigure(figure) {
    const svg = figure.querySelector('svg');
    const shapes = Array.from(svg.querySelectorAll('polygon[data-region]'));
    svg.setAttribute('role', 'group');
    shapes.forEach((shape, i) => {
      shape.setAttribute('role', 'checkbox');
      shape.setAttribute('tabindex', i === 0 ? '0' : '-1');
      shape.addEventListener('keydown', (event) => this.key(event, shape, shapes));
      shape.addEventListener('focus', () => shapes.forEach((other) => other.setAttribute('tabindex', other === shape ? '0' : '-1')));
      this.say(shape);
    });
    svg.addEventListener('click', (event) => {
      const shape = this.nearest(svg, shapes, event);
      if (shape) this.open(shape);
    });
  }

  // The region under the finger, or the nearest one within reach of a fingertip.
  nearest(svg, shapes, event) {
    if (event.target.dataset && event.target.dataset.region) return event.target;
    const box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    const x = (event.clientX - box.left) / scale;
    const y = (event.clientY - box.top) / scale;
    let best = null;
    let least = Infinity;
    shapes.forEach((shape) => {
      const distance = distanceTo(shape, x, y) * scale;
      if (distance < least) { least = distance; best = shape; }
    });
    return least <= maxReach ? best : null;
  }

  key(event, shape, shapes) {
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (way) {
      event.preventDefault();
      const from = centre(shape);
      let best = null;
      let least = Infinity;
      shapes.forEach((other) => {
        const to = centre(other);
        const along = (to.x - from.x) * way[0] + (to.y - from.y) * way[1];
        const aside = Math.abs((to.x - from.x) * way[1] + (to.y - from.y) * way[0]);
        if (other === shape || along <= 0.5 || aside > along * 2) return;
        const cost = along + aside * 1.5;
        if (cost < least) { least = cost; best = other; }
      });
      if (best) best.focus();
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      this.open(shape, true);
    }
  }

  makeSheet() {
    const steps = this.sheet.querySelector('[data-steps]');
    this.steps = [];
    for (let n = 0; n <= 10; n += 1) {
      const label = document.createElement('label');
      label.className = `scale-step step-${n}`;
      const input = document.createElement('input');
      input.type = 'radio';
      input.name = 'map-step';
      input.value = String(n);
      // A name outside the form: what is sent are the numbers of the list.
      input.setAttribute('form', 'map-step-of-no-form');
      const words = document.createElement('span');
      words.textContent = String(n);
      label.appendChild(input);
      label.appendChild(words);
      steps.appendChild(label);
      input.addEventListener('change', () => this.set(this.chosen.dataset.region, n));
      this.steps.push(input);
    }
    this.sheet.querySelector('[data-remove]').addEventListener('click', () => {
      this.set(this.chosen.dataset.region, 0);
      this.close(true);
    });
    const done = this.sheet.querySelector('[data-close]');
    done.addEventListener('click', () => this.close(true));
    // A form that goes on to another page offers that right here.
    const form = this.root.closest('form');
    const next = form && form.querySelector('[data-map-next]');
    if (next) {
      const here = next.cloneNode(true);
      here.removeAttribute('data-map-next');
      this.sheet.insertBefore(here, done);
      done.hidden = true;
    }
    this.sheet.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.close(true); });
  }

  pain(region) {
    const { box, number } = this.boxes[region];
    return box.checked ? Number(number.value) || 0 : 0;
  }

  open(shape, byKey) {
    if (this.chosen) this.chosen.classList.remove('chosen');
    this.chosen = shape;
    shape.classList.add('chosen');
    shape.parentNode.appendChild(shape); // its outline lies above its neighbours
    this.sheet.querySelector('.sheet-name').textContent = shape.dataset.name;
    const now = this.pain(shape.dataset.region);
    this.steps.forEach((step) => { step.checked = now > 0 && Number(step.value) === now; });
    this.grow(shape);
    this.sheet.hidden = false;
    this.root.classList.add('sheet-open');
    // The sheet must not lie over what it is about.
    const over = shape.getBoundingClientRect().bottom - this.sheet.getBoundingClientRect().top + 12;
    if (over > 0) window.scrollBy(0, over);
    if (byKey) (this.steps.find((step) => step.checked) || this.steps[0]).focus();
    else shape.focus();
  }

  // A small region is drawn as large as a fingertip while it is chosen.
  grow(shape) {
    this.shrink();
    const svg = shape.ownerSVGElement;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const points = corners(shape);
    const size = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
    const now = Math.min(size(0), size(1)) * scale;
    if (now >= smallest) return;
    const by = (2 * maxReach) / now;
    const at = centre(shape);
    const big = document.createElementNS('http://www.w3.org/2000/svg', 'polygon');
    big.setAttribute('points', points.map((p) => `${at.x + (p[0] - at.x) * by},${at.y + (p[1] - at.y) * by}`).join(' '));
    big.setAttribute('class', `region grown${this.pain(shape.dataset.region) ? ` p${this.pain(shape.dataset.region)}` : ''}`);
    const numbers = svg.querySelector('.numbers');
    numbers.insertBefore(big, numbers.firstChild);
    this.grown = big;
  }

  shrink() {
    if (this.grown && this.grown.parentNode) this.grown.parentNode.removeChild(this.grown);
    this.grown = null;
  }

  close(focus) {
    this.shrink();
    if (this.chosen) {
      this.chosen.classList.remove('chosen');
      if (focus) this.chosen.focus();
    }
    this.sheet.hidden = true;
    this.root.classList.remove('sheet-open');
    this.chosen = null;
  }

  set(region, pain) {
    const { box, number } = this.boxes[region];
    box.checked = pain > 0;
    number.value = pain > 0 ? String(pain) : '';
    number.dispatchEvent(new Event('change', { bubbles: true }));
    this.draw(region);
    if (this.chosen && !this.sheet.hidden) this.grow(this.chosen);
  }

  say(shape) {
    const pain = this.pain(shape.dataset.region);
    shape.setAttribute('aria-checked', String(pain > 0));
    shape.setAttribute('aria-label', pain > 0
      ? `${shape.dataset.name}, ${this.root.dataset.stepName.replace('#', String(pain))}` : shape.dataset.name);
  }

  draw(region) {
    const pain = Math.min(10, this.pain(region));
    this.shapes(region).forEach((shape) => {
      for (let n = 0; n <= 10; n += 1) shape.classList.remove(`p${n}`);
      const numbers = shape.ownerSVGElement.querySelector('.numbers');
      const old = numbers.querySelector(`[data-number="${region}"]`);
      if (old) numbers.removeChild(old);
      this.say(shape);
      if (pain === 0) return;
      shape.classList.add(`p${pain}`);
      const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
      text.setAttribute('class', pain >= 7 ? 'number on-dark' : 'number');
      text.setAttribute('data-number', region);
      text.setAttribute('x', shape.dataset.x);
      text.setAttribute('y', String(Number(shape.dataset.y) + 2.8));
      text.textContent = String(pain);
      numbers.appendChild(text);
    });
  }
}

export function startBodyMaps(page) {
  Array.from(page.querySelectorAll('[data-map]')).forEach((root) => new BodyMap(root));
}
