// Controls of several numbers: each has a native field, which can be dragged up and down, too.

const DRAG = 6; // CSS pixels up for one step
const DEAD = 3; // CSS pixels that a hand may shake at a click

/** Add `steps` steps to a number; without the last digits, which only rounding leaves. */
function stepped({ low, high, step }, number, steps) {
  return Math.max(low, Math.min(high, Number((number + steps * step).toFixed(9))));
}

/** A field for a number; `moved(number)` is called after each change. */
function numberField(spec, label, moved) {
  const face = { type: "number", min: spec.low, max: spec.high, step: "any", "aria-label": label };
  const input = element("input", face);
  let kept = spec.low;
  const show = (number) => {
    kept = number;
    if (input.valueAsNumber !== number) input.value = number; // "0." is left to be typed on
    const share = number / Math.max(Math.abs(spec.low), Math.abs(spec.high));
    input.style.setProperty("--share", `${Math.round(45 * Math.abs(share))}%`);
    input.classList.toggle("negative", number < 0);
  };
  const move = (number) => {
    show(number);
    moved(number);
  };
  input.oninput = () => {
    if (Number.isFinite(input.valueAsNumber)) move(stepped(spec, input.valueAsNumber, 0));
  };
  input.onblur = () => (input.value = kept);
  input.onkeydown = (event) => {
    const up = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!up || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(stepped(spec, kept, up));
  };
  dragUpAndDown(input, () => kept, (from, steps) => move(stepped(spec, from, steps)));
  return { input, show };
}

function dragUpAndDown(input, read, move) {
  let start = null;
  const down = (event) => (start = { y: event.clientY, number: read(), drags: false });
  const drag = (event) => {
    const way = start.y - event.clientY;
    start.drags ||= Math.abs(way) > DEAD;
    if (start.drags) move(start.number, Math.round(way / DRAG));
  };
  followPointer(input, { down, move: drag });
  input.onclick = () => start?.drags || input.select(); // a plain click: type another number
}

/** Number fields in rows of `columns`, with one label. */
function group(label, fields, columns, className) {
  const id = `dlcourse-${++made}`;
  const cells = element("div", { className: "cells" }, ...fields.map(({ input }) => input));
  cells.style.setProperty("--columns", columns);
  return element("div", { className, role: "group", "aria-labelledby": id }, element("span", { id }, label), cells);
}

function grid(spec, ask) {
  const [rows, columns] = spec.shape;
  let held = [];
  const fields = Array.from({ length: rows * columns }, (_, place) => {
    const [row, column] = [Math.floor(place / columns), place % columns];
    const moved = (number) => {
      held = held.map((cells, y) => (y === row ? cells.with(column, number) : cells));
      ask({ set: spec.name, to: held }, true);
    };
    return numberField(spec, `${spec.label}, row ${row + 1}, column ${column + 1}`, moved);
  });
  const node = group(spec.label, fields, columns, "grid");
  const show = (value) => {
    held = value;
    value.flat().forEach((number, place) => fields[place].show(number));
  };
  return { node, show, stop() {} };
}

function point(spec, ask) {
  let held = [];
  const fields = ["x", "y"].map((axis, place) => {
    const scale = { low: spec.low[place], high: spec.high[place], step: spec.step[place] };
    const moved = (number) => ask({ set: spec.name, to: (held = held.with(place, number)) }, true);
    return numberField(scale, `${spec.label}, ${axis}`, moved);
  });
  const node = group(`${spec.label} (x, y)`, fields, 2, "point");
  const show = (value) => {
    held = value;
    value.forEach((number, place) => fields[place].show(number));
  };
  return { node, show, stop() {} };
}
