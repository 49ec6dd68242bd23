// Paper to draw on. Strokes are seen at once; the kernel is asked with the newest drawing.

const INK = [26, 26, 26];
const HOW = "Arrow keys move, with Shift they draw; Space draws here, Delete erases, digits set the ink.";

/** Return how far (x, y) lies from the segment between two points, in squares. */
function distance(x, y, [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}

/** The squares of a drawing, from 0 to `most`, and the element that shows them. */
class Paper {
  constructor({ rows, columns, most, brush }, node) {
    Object.assign(this, { rows, columns, most, brush, node });
    Object.assign(node, { width: columns, height: rows });
    this.show("0".repeat(rows * columns));
  }

  /** Lay a stroke of ink between two points, or take it away; edges are soft, and erasers wider. */
  stroke(from, to, erases) {
    for (let place = 0; place < this.cells.length; place++) {
      const [x, y] = [(place % this.columns) + 0.5, Math.floor(place / this.columns) + 0.5];
      const reach = this.brush + (erases ? 1 : 0.5);
      const share = Math.max(0, Math.min(1, reach - distance(x, y, from, to)));
      const ink = Math.round(this.most * share);
      const { cells } = this;
      cells[place] = erases ? Math.min(cells[place], this.most - ink) : Math.max(cells[place], ink);
    }
    this.paint();
  }

  set(row, column, ink) {
    this.cells[row * this.columns + column] = ink;
    this.paint();
  }

  at(row, column) {
    return this.cells[row * this.columns + column];
  }

  show(digits) {
    this.cells = Array.from(digits, Number);
    this.paint();
  }

  get digits() {
    return this.cells.join("");
  }

  paint() {
    const image = new ImageData(this.columns, this.rows);
    this.cells.forEach((ink, place) => {
      const shade = INK.map((dark) => 255 - ((255 - dark) * ink) / this.most);
      image.data.set([...shade, 255], 4 * place);
    });
    this.node.getContext("2d").putImageData(image, 0, 0);
  }
}

function canvas(spec, ask) {
  const id = `dlcourse-${++made}`;
  const role = { role: "application", tabIndex: 0, "aria-roledescription": "drawing" };
  const own = { "aria-label": `${spec.label}. ${HOW}`, "data-lm-suppress-shortcuts": "true" }; // JupyterLab's
  const node = element("canvas", { id, ...role, ...own });
  const paper = new Paper(spec, node);
  const cursor = element("div", { className: "cursor" });
  const told = element("span", { className: "unseen", role: "status" });
  const eraser = element("button", { type: "button", "aria-pressed": false }, "Eraser");
  const clear = element("button", { type: "button" }, "Clear");
  const send = () => ask({ set: spec.name, to: paper.digits }, true);
  const erases = () => eraser.getAttribute("aria-pressed") === "true";
  eraser.onclick = () => eraser.setAttribute("aria-pressed", !erases());
  clear.onclick = () => {
    paper.show("0".repeat(paper.cells.length));
    send();
  };
  drawByHand(paper, erases, send);
  drawByKeys(paper, { cursor, told, erases, send });
  const sheet = element("div", { className: "sheet" }, node, cursor);
  const tools = element("div", { className: "tools" }, eraser, clear);
  const parts = [element("span", {}, spec.label), sheet, tools, told];
  return { node: element("div", { className: "canvas" }, ...parts), show: (digits) => paper.show(digits), stop() {} };
}

function drawByHand(paper, erases, send) {
  let last = null;
  const move = (event) => {
    const { left, top, width, height } = paper.node.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * paper.columns;
    const here = [x, ((event.clientY - top) / height) * paper.rows];
    paper.stroke(last ?? here, here, erases());
    last = here;
    send();
  };
  const down = (event) => {
    last = null;
    move(event);
  };
  followPointer(paper.node, { down, move });
}

function drawByKeys(paper, { cursor, told, erases, send }) {
  const { node, rows, columns, most } = paper;
  let [row, column] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const middle = () => [column + 0.5, row + 0.5];
  const show = () => {
    const place = { left: column / columns, top: row / rows, width: 1 / columns, height: 1 / rows };
    for (const [side, part] of Object.entries(place)) cursor.style[side] = `${100 * part}%`;
  };
  const act = (event) => {
    if (event.key in ways) {
      const from = middle();
      const [down, right] = ways[event.key];
      row = Math.max(0, Math.min(rows - 1, row + down));
      column = Math.max(0, Math.min(columns - 1, column + right));
      show();
      if (event.shiftKey) paper.stroke(from, middle(), erases());
      return event.shiftKey;
    }
    const ink = event.key >= "0" && event.key <= "9" ? Math.min(most, Number(event.key)) : null;
    if (ink !== null && event.key.length === 1) return paper.set(row, column, ink), true;
    if (event.key === " ") return paper.stroke(middle(), middle(), erases()), true;
    if (["Delete", "Backspace"].includes(event.key)) return paper.stroke(middle(), middle(), true), true;
    return null;
  };
  node.onkeydown = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || node.matches(":disabled *")) return;
    const drew = act(event);
    if (drew === null) return;
    event.preventDefault();
    told.textContent = `Row ${row + 1}, column ${column + 1}: ink ${paper.at(row, column)} of ${most}`;
    if (drew) send();
  };
  show();
}
