// The controls: native elements, so that keyboard and screen reader know them. Each maker returns
// {node, show, stop}: the element, a function that lets it show a value, one that ends its playing.
// Those of numbers stand in numbers.js, the one to draw on in canvas.js.

const ARROWS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
let made = 0;

function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

/** A button that plays: `step` is called again and again until it returns false. */
function playButton(label, interval, step) {
  const node = element("button", { type: "button", className: "play", "aria-label": `Play ${label}` });
  let run = 0;
  const show = (playing) => {
    node.textContent = playing ? "❚❚" : "▶";
    node.setAttribute("aria-pressed", playing);
  };
  const stop = () => {
    run++;
    show(false);
  };
  node.onclick = async () => {
    if (node.getAttribute("aria-pressed") === "true") return stop();
    const mine = ++run;
    show(true);
    while (mine === run) {
      const pause = new Promise((resolve) => setTimeout(resolve, interval));
      if (!(await step()) && mine === run) stop();
      await pause;
    }
  };
  show(false);
  return { node, stop };
}

function slider(spec, ask) {
  const id = `dlcourse-${++made}`;
  const input = element("input", { id, type: "range", min: 0, max: spec.last, step: 1 });
  const value = element("output", { htmlFor: id, ariaLive: "off" });
  const label = element("label", { htmlFor: id }, spec.label);
  const show = (position) => {
    input.value = position;
    const number = Math.min(spec.low + position * spec.step, spec.high);
    value.textContent = number.toFixed(spec.digits).replace("-", "−");
    input.setAttribute("aria-valuetext", number.toFixed(spec.digits));
    input.style.setProperty("--filled", `${(100 * position) / spec.last}%`);
  };
  const move = (position) => {
    show(Math.max(0, Math.min(spec.last, position)));
    return ask({ set: spec.name, to: input.valueAsNumber }, true);
  };
  input.oninput = () => move(input.valueAsNumber);
  input.onkeydown = (event) => {
    if (!(event.key in ARROWS) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(input.valueAsNumber + ARROWS[event.key] * spec.stride);
  };
  const node = element("div", { className: "slider" }, label, value, input);
  if (!spec.play) return { node, show, stop() {} };
  const player = playButton(spec.label, spec.interval, async () => {
    if (input.valueAsNumber >= spec.last) return false;
    const answer = await move(input.valueAsNumber + 1);
    return !answer.error && input.valueAsNumber < spec.last;
  });
  value.before(player.node);
  return { node, show, stop: player.stop };
}

function choice(spec, ask) {
  const id = `dlcourse-${++made}`;
  const options = spec.options.map((text, value) => element("option", { value }, text));
  const select = element("select", { id }, ...options);
  select.onchange = () => ask({ set: spec.name, to: select.selectedIndex });
  const label = element("label", { htmlFor: id }, spec.label);
  const show = (index) => (select.selectedIndex = index);
  return { node: element("div", { className: "choice" }, label, select), show, stop() {} };
}

function checkbox(spec, ask) {
  const input = element("input", { type: "checkbox" });
  input.onchange = () => ask({ set: spec.name, to: input.checked });
  const node = element("label", { className: "checkbox" }, input, spec.label);
  return { node, show: (value) => (input.checked = value), stop() {} };
}

function button(spec, ask) {
  const press = () => ask({ press: spec.name });
  const node = element("button", { type: "button", className: "press", onclick: press }, spec.label);
  if (!spec.play) return { node, show() {}, stop() {} };
  const player = playButton(spec.label, spec.interval, async () => {
    const answer = await press();
    return answer.changed && !answer.error;
  });
  const pair = element("div", { className: "pair" }, node, player.node);
  return { node: pair, show() {}, stop: player.stop };
}

function text(spec, ask) {
  const id = `dlcourse-${++made}`;
  const face = { type: "text", maxLength: spec.most, autocomplete: "off", spellcheck: false };
  const input = element("input", { id, ...face, autocapitalize: "off" });
  const known = (letter) => !spec.letters || spec.letters.includes(letter);
  const fitting = (letter) => [letter, letter.toLowerCase(), letter.toUpperCase()].find(known) ?? "";
  input.oninput = (event) => {
    if (event.isComposing) return; // a syllable that is put together from several keys
    const fits = [...input.value].map(fitting).join("").slice(0, spec.most);
    show(fits);
    ask({ set: spec.name, to: fits }, true);
  };
  input.addEventListener("compositionend", input.oninput);
  const show = (value) => {
    if (input.value !== value) input.value = value; // an equal one would move the cursor
  };
  const label = element("label", { htmlFor: id }, spec.label);
  return { node: element("div", { className: "text" }, label, input), show, stop() {} };
}

const MAKERS = { slider, choice, checkbox, button, text, point, grid, canvas };

/** A part of the picture to click and to drag on; it sets what the control of `spec` sets. */
function target(spec, ask) {
  const node = element("div", { className: "target" });
  let drawn = {};
  const place = ([left, top, width, height]) => {
    drawn = { left, top, width, height };
    for (const [side, part] of Object.entries(drawn)) node.style[side] = `${100 * part}%`;
  };
  const click = (event) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    const at = [drawn.left + x * drawn.width, drawn.top + y * drawn.height];
    ask({ set: spec.name, at }, true);
  };
  followPointer(node, { down: click, move: click });
  return { node, place };
}

/** Call `down` where a button or a finger goes down on an element, and `move` until it goes up. */
function followPointer(node, { down, move }) {
  let id = null;
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || node.matches(":disabled *")) return;
    id = event.pointerId;
    node.setPointerCapture(id);
    down(event);
  });
  node.addEventListener("pointermove", (event) => {
    if (event.pointerId === id) move(event);
  });
  for (const end of ["pointerup", "pointercancel"]) node.addEventListener(end, () => (id = null));
}
