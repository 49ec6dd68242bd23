// Without this script the page is whole: contents folded, demos as pictures, boxes that scroll.

// The contents stand open where there is room beside the text.
const contents = document.querySelector(".contents > details");
const wide = matchMedia("(min-width: 70rem)");
if (contents) {
  const fit = () => { contents.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
}

// What a link leads to is shown, in however many folded sections it lies.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (contents && !wide.matches) contents.open = false;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();

// The section that is being read is marked in the contents.
const links = new Map([...document.querySelectorAll(".contents a")].map(
  (link) => [decodeURIComponent(link.hash.slice(1)), link]));
const watch = new IntersectionObserver((seen) => {
  const first = seen.find((each) => each.isIntersecting);
  if (!first) return;
  for (const link of links.values()) link.removeAttribute("aria-current");
  links.get(first.target.id).setAttribute("aria-current", "location");
}, { rootMargin: "0px 0px -70% 0px" });
for (const id of links.keys()) watch.observe(document.getElementById(id));

// Only a box that scrolls is a stop for the Tab key, and a figure says that it goes on.
const boxes = document.querySelectorAll('[tabindex="0"]');
function measure() {
  for (const box of boxes) {
    const scrolls = box.scrollWidth > box.clientWidth;
    box.tabIndex = scrolls ? 0 : -1;
    box.classList.toggle("scrolls", scrolls);
  }
}
addEventListener("resize", measure);
addEventListener("toggle", measure, true); // a section was unfolded
measure();

// A demo moves along its pictures.
for (const data of document.querySelectorAll("script.demo")) {
  const { label, start, fixed, frames } = JSON.parse(data.textContent);
  const image = data.parentElement.querySelector("img");
  const walk = document.createElement("label");
  walk.className = "walk";
  walk.innerHTML = `<span></span><input type="range" min="0"><output></output><small></small>`;
  const [name, range, output, note] = walk.children;
  name.textContent = label;
  note.textContent = fixed;
  range.max = frames.length - 1;
  range.value = start;
  const move = () => {
    const { said, alt, source } = frames[range.value];
    Object.assign(image, { src: source, alt });
    output.textContent = said;
    range.setAttribute("aria-valuetext", said);
  };
  range.addEventListener("input", move);
  data.before(walk);
  move();
}
