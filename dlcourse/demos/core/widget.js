// The demo as one widget: heading, controls and picture, in a notebook or as a page of its own.

const GONE = {
  page: "The connection is lost. The demo comes back by itself when its server is there again.",
  cell: "The kernel does not answer: it is busy, or it has ended. After a restart, run this cell again.",
};

/** Build the elements; nothing is connected yet. */
function build(face) {
  const title = element(face.page ? "h1" : "h2", {}, face.title);
  const header = element("header", {}, title, element("p", {}, face.look_for));
  if (face.page) header.prepend(element("a", { href: "/" }, "All demos"));
  const parts = {
    fields: element("fieldset", { "aria-label": `Controls of ${face.title}` }),
    note: element("p", { className: "note", role: "status" }),
    banner: element("p", { className: "banner", role: "alert", hidden: true }),
    error: element("pre", { role: "alert", hidden: true }),
    picture: element("img", { alt: "", decoding: "sync" }),
  };
  const stage = element("div", { className: "stage" }, parts.picture);
  stage.style.setProperty("--aspect", face.aspect);
  const body = element("div", { className: "body" }, header, parts.fields, stage, parts.banner);
  const tag = face.page ? "main" : "section";
  const kind = `dlcourse-demo ${face.page ? "page" : "cell"}`;
  const root = element(tag, { className: kind, "aria-label": face.title }, body);
  return { ...parts, root, stage };
}

const MOST = 4e6; // pixels of a picture: more cost time and show nothing
const LEAST = 40; // CSS pixels of a side: below, the place is hidden or about to get its size

class View {
  constructor(model, el) {
    this.face = model.get("face");
    Object.assign(this, build(this.face));
    this.shown = {};
    const ends = { look: () => this.look(), answered: this.answered.bind(this) };
    this.link = new Link(model, { ...ends, lost: () => this.lost() });
    this.controls = this.face.controls.map((spec) => [spec, MAKERS[spec.kind](spec, this.ask(spec))]);
    const reset = element("button", { type: "button", title: "Back to the start" }, "Reset");
    reset.onclick = () => this.ask({ label: "Reset" })({ reset: true });
    const nodes = this.controls.map(([, control]) => control.node);
    const clicked = this.face.controls.filter((spec) => spec.clicked);
    this.targets = clicked.map((spec) => [spec, target(spec, this.ask(spec))]);
    this.stage.append(...this.targets.map(([, { node }]) => node));
    this.fields.append(...nodes, reset, this.note, this.error);
    el.append(this.root);
    this.follow();
  }

  /** Draw when the place for the picture gets its size, or another one. */
  follow() {
    this.resized = new ResizeObserver(() => {
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.fit(), this.tied ? 100 : 0);
    });
    this.resized.observe(this.stage);
  }

  fit() {
    const { clientWidth, clientHeight } = this.stage;
    if (Math.min(clientWidth, clientHeight) < LEAST) return;
    if (this.face.page) this.shrink();
    if (this.tied) return this.link.redraw();
    this.tied = true;
    if (this.face.page) this.untie = tieToPage(this.pageEnds());
    else this.link.redraw();
  }

  pageEnds() {
    const ends = { lost: () => this.lost(), found: () => this.found(), isLost: () => this.isLost };
    return { link: this.link, ...ends };
  }

  /** Choose the largest text with which all controls are seen. */
  shrink() {
    const { style } = this.root;
    style.fontSize = "";
    const cut = () => this.fields.scrollHeight > this.fields.clientHeight + 1;
    for (let size = parseFloat(getComputedStyle(this.root).fontSize); cut() && size > 11; size--)
      style.fontSize = `${size - 1}px`;
  }

  look() {
    const { clientWidth, clientHeight } = this.stage;
    const scale = Math.min(devicePixelRatio, Math.sqrt(MOST / (clientWidth * clientHeight)));
    return { size: [clientWidth, clientHeight], scale };
  }

  /** Return what a control calls; after the answer, words tell of a step that cannot be seen. */
  ask(spec) {
    return async (step, light) => {
      const answer = await this.link.ask(step, light);
      const unseen = answer.same && !answer.error && !this.link.steps.length;
      const text = step.set ? `${spec.label}: taken. ` : "";
      this.note.textContent = unseen ? `${text}The picture stays as it is for now.` : "";
      return answer;
    };
  }

  answered(answer, buffers) {
    this.found();
    this.shown = answer.shown;
    this.showControls();
    this.error.textContent = answer.error;
    this.error.hidden = !answer.error;
    this.picture.alt = answer.alt;
    for (const [{ name }, { place }] of this.targets) place(answer.boxes[name]);
    if (buffers.length) this.draw(buffers[0]);
    if (this.face.page && !answer.light) keepInAddress(answer.address);
  }

  showControls() {
    for (const [{ name }, control] of this.controls)
      if (name in this.shown && !this.link.waits(name)) control.show(this.shown[name]);
  }

  draw(png) {
    const before = this.picture.src;
    this.picture.src = URL.createObjectURL(new Blob([png], { type: "image/png" }));
    if (before) URL.revokeObjectURL(before);
  }

  /** Say that nobody answers; the controls go back to what the picture shows. */
  lost() {
    if (this.isLost) return;
    this.isLost = true;
    this.controls.forEach(([, control]) => control.stop());
    this.link.forget();
    this.showControls();
    this.fields.disabled = this.stage.inert = true;
    this.banner.textContent = GONE[this.face.page ? "page" : "cell"];
    this.banner.hidden = false;
  }

  found() {
    this.isLost = false;
    this.fields.disabled = this.stage.inert = false;
    this.banner.hidden = true;
  }

  close() {
    this.controls.forEach(([, control]) => control.stop());
    this.resized.disconnect();
    this.untie?.();
    this.link.close();
  }
}

export default {
  render({ model, el }) {
    const view = new View(model, el);
    return () => view.close();
  },
};
