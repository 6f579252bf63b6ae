// Through the report without a question: its contents, and a search for words as they are written.
//
// What is found is painted by the browser's own highlights, so that the text of the page stays as it is.

const pane = document.getElementById("reading");
const opener = pane.querySelector("[data-contents]");
const list = pane.querySelector("#contents");
const form = pane.querySelector(".search");
const box = form.querySelector("input");
const found = form.querySelector(".found");
const MOST = 2000; // places painted and counted
let ranges = [];
let now = -1;

function fold(open) {
  list.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
}

opener.addEventListener("click", () => fold(list.hidden));

list.addEventListener("click", (event) => {
  const link = event.target.closest("[data-place]");
  if (!link) return;
  event.preventDefault();
  const heading = document.getElementById(link.hash.slice(1));
  fold(false);
  heading.tabIndex = -1;
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
});

pane.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || list.hidden) return;
  event.preventDefault();
  fold(false);
  opener.focus();
});

function rangesIn(section, pattern) {
  const nodes = [];
  const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.nodeValue;
  }
  /** @type {(offset: number, ends: boolean) => [Node, number]} */
  const at = (offset, ends) => {
    let low = 0;
    let high = nodes.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (ends ? nodes[middle][0] < offset : nodes[middle][0] <= offset) low = middle;
      else high = middle - 1;
    }
    return [nodes[low][1], offset - nodes[low][0]];
  };
  return [...text.matchAll(pattern)].slice(0, MOST).map((match) => {
    const range = document.createRange();
    range.setStart(...at(match.index, false));
    range.setEnd(...at(match.index + match[0].length, true));
    return range;
  });
}

function paint() {
  if (!window.Highlight) return; // an older browser still goes to the places
  CSS.highlights.set("found", new Highlight(...ranges));
  CSS.highlights.set("found-now", new Highlight(...ranges.slice(now, now + 1)));
}

function go(step) {
  if (!ranges.length) return;
  now = (now + step + ranges.length) % ranges.length;
  paint();
  const papers = pane.querySelector(".papers");
  const place = ranges[now].getBoundingClientRect();
  papers.scrollTop += place.top - papers.getBoundingClientRect().top - papers.clientHeight / 2;
  further.tell(found, "search_found", { place: now + 1, count: ranges.length });
}

function search() {
  const wanted = box.value.trim();
  const pattern = wanted.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&").replace(/\s+/g, "\\s+");
  ranges = wanted
    ? [...pane.querySelectorAll(".paper")].flatMap((section) => rangesIn(section, new RegExp(pattern, "gi")))
    : [];
  now = -1;
  if (ranges.length) return go(1);
  paint();
  return further.tell(found, wanted ? "search_none" : null);
}

further.foundRange = () => ranges[now] ?? null; // the place that the search stands at

let settled = 0;
box.addEventListener("input", () => {
  clearTimeout(settled);
  settled = setTimeout(search, 150);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (now < 0) search();
  else go(1);
});

form.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (step) go(Number(step.dataset.step));
});

// Another document lies in the pane: nothing that was found stands there any more.
document.addEventListener("further-papers", () => {
  box.value = "";
  fold(false);
  search();
});
