// A search that needs no server: each word must occur in a section; headings count for more.
const sections = JSON.parse(document.getElementById("sections").textContent);
const form = document.querySelector("form");
const found = document.getElementById("found");
const MOST = 20, AROUND = 80;

function score({ heading, text }, words) {
  const [high, low] = [heading.toLowerCase(), text.toLowerCase()];
  if (!words.every((word) => high.includes(word) || low.includes(word))) return 0;
  return words.reduce((sum, word) =>
    sum + (high.includes(word) ? 10 : 0) + Math.min(low.split(word).length - 1, 9), 0);
}

function excerpt(text, word) {
  const place = text.toLowerCase().indexOf(word);
  const from = place > AROUND ? text.lastIndexOf(" ", place - AROUND) + 1 : 0;
  const end = text.indexOf(" ", place + word.length + AROUND);
  const to = end < 0 ? text.length : end;
  const part = document.createElement("p");
  if (place < 0) return part;
  const mark = document.createElement("mark");
  mark.textContent = text.slice(place, place + word.length);
  part.append((from ? "… " : "") + text.slice(from, place), mark,
    text.slice(place + word.length, to) + (end < 0 ? "" : " …"));
  return part;
}

function search() {
  const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  found.replaceChildren();
  if (!words.length) return;
  const hits = sections.map(([lesson, heading, address, text]) => ({ lesson, heading, address, text }))
    .map((each) => ({ ...each, score: score(each, words) }))
    .filter((each) => each.score).sort((a, b) => b.score - a.score);
  const list = document.createElement("ol");
  for (const hit of hits.slice(0, MOST)) {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = hit.address;
    link.textContent = `${hit.lesson}: ${hit.heading}`;
    item.append(link, excerpt(hit.text, words[0]));
    list.append(item);
  }
  found.append(hits.length ? `${hits.length} sections` : "Nothing was found.", list);
}

form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
form.addEventListener("input", search);
form.q.value = new URLSearchParams(location.search).get("q") ?? "";
search();
