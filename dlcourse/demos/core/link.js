// The talk with the kernel: never more than one question under way, and the newest move wins.

const PATIENCE = 3000; // milliseconds without an answer after which the kernel counts as gone
const SETTLE = 150; // milliseconds after the last move until the sharp picture is asked for

class Link {
  /**
   * @param model    anywidget's model
   * @param look     () => {size: [width, height], scale}: what to draw for, in CSS pixels
   * @param answered (answer, buffers) => void, called for every answer
   * @param lost     () => void, called when an answer does not come
   */
  constructor(model, { look, answered, lost }) {
    Object.assign(this, { model, look, answered, lost });
    this.name = Math.random().toString(36).slice(2);
    this.count = 0;
    this.underWay = null;
    this.forget();
    this.hear = this.hear.bind(this);
    model.on("msg:custom", this.hear);
  }

  forget() {
    Object.assign(this, { steps: [], callers: [], light: true, due: false });
  }

  /** Ask for a step; the promise holds the answer that includes it. `light`: a coarse picture will do. */
  ask(step, light = false) {
    const last = this.steps.at(-1);
    if (step.set && last?.set === step.set) this.steps.pop();
    this.steps.push(step);
    this.light &&= light;
    const answer = new Promise((resolve) => this.callers.push(resolve));
    this.send();
    return answer;
  }

  /** Ask for a sharp picture of what there is. */
  redraw() {
    this.due = true;
    this.send();
  }

  /** Ask again after silence. */
  retry() {
    this.underWay = null;
    this.forget();
    this.redraw();
  }

  send() {
    const { steps, callers } = this;
    if (this.underWay || !(steps.length || this.due)) return;
    const light = steps.length > 0 && this.light;
    this.underWay = `${this.name}-${++this.count}`;
    this.asked = callers;
    this.forget();
    clearTimeout(this.settle);
    clearTimeout(this.silence);
    this.silence = setTimeout(this.lost, PATIENCE);
    this.model.send({ id: this.underWay, steps, light, ...this.look() });
  }

  hear(answer, buffers) {
    const mine = answer.id === this.underWay;
    if (mine) {
      clearTimeout(this.silence);
      this.underWay = null;
    }
    this.answered(answer, buffers);
    if (!mine) return;
    this.asked.forEach((resolve) => resolve(answer));
    if (answer.light) this.settle = setTimeout(() => this.redraw(), SETTLE);
    this.send();
  }

  /** Whether a newer move of this control waits for its turn. */
  waits(name) {
    return this.steps.some((step) => step.set === name);
  }

  close() {
    clearTimeout(this.settle);
    clearTimeout(this.silence);
    this.model.off("msg:custom", this.hear);
  }
}
