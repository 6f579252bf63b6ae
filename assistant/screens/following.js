// The report follows the answer: all its quotes are marked in the text and numbered in the margin, the first in sight.
//
// The newest answer is followed, or the one whose quote was chosen last. What is chosen is marked apart (reading.js).

const pane = document.getElementById("reading");
const papers = pane.querySelector(".papers");
const MOST = 60; // quotes marked at once; a list of all contacts has fewer
const HIGH = 20; // pixels that a number in the margin takes
let followed = null; // the turn

const citations = (turn) => [...turn.querySelectorAll(".answer .citation")].filter((one) => !one.closest(".nearest"));

function clear() {
  further.unwrap(".quoted");
  followed = null;
}

function made({ number }) {
  const element = document.createElement("span");
  element.className = "quoted";
  element.dataset.number = number;
  return element;
}

// Numbers of quotes that begin in one line stand below each other.
function spread(firsts) {
  let last = -Infinity;
  for (const first of firsts.toSorted((one, other) => one.getClientRects()[0]?.top - other.getClientRects()[0]?.top)) {
    const top = first.getClientRects()[0]?.top ?? 0;
    const shift = Math.max(0, last + HIGH - top);
    first.style.setProperty("--shift", `${shift}px`);
    last = top + shift;
  }
}

const toFirst = () => pane.querySelector(".quoted.first")?.scrollIntoView({ block: "center" });

function follow(turn, { scroll = true } = {}) {
  clear();
  if (!turn?.isConnected) return;
  followed = turn;
  const places = citations(turn)
    .slice(0, MOST)
    .map((citation) => ({ ...further.placeOf(citation.querySelector(".chip")), number: citation.value }));
  const firsts = further
    .outline(places, made)
    .map(([first]) => first)
    .filter(Boolean);
  for (const first of firsts) first.classList.add("first");
  spread(firsts);
  if (!scroll || !firsts.length) return;
  if (pane.classList.contains("pictured")) document.dispatchEvent(new CustomEvent("further-shown", { detail: places[0] }));
  firsts[0].scrollIntoView({ block: "center" });
}

// Whoever has chosen a quote of it meanwhile is there already.
const catchUp = (turn) => turn !== followed && follow(turn);

// Drawn first, so that an answer is no later for it.
const soon = (does) => requestAnimationFrame(() => setTimeout(does));

document.addEventListener("further-answered", ({ detail: { turn } }) => {
  further.unmark();
  soon(() => turn === document.querySelector(".turn:last-of-type") && catchUp(turn));
});

document.addEventListener("further-turns", () => soon(() => catchUp(document.querySelector(".turn:last-of-type"))));
document.addEventListener("further-papers", clear);

// Before the chosen quote is marked: its answer's are, or none where it stands in a table, a check or a briefing.
document.addEventListener(
  "click",
  (event) => {
    const citation = event.target.closest(".citation");
    if (citation && event.target.closest(".chip, blockquote")) {
      const turn = citation.closest(".turn");
      if (!turn) clear();
      else if (turn !== followed && !citation.closest(".nearest")) follow(turn, { scroll: false });
    }
    if (event.target.closest("[data-open]")) soon(toFirst);
    const quoted = event.target.closest(".quoted");
    if (quoted && getSelection().isCollapsed) back(quoted);
  },
  true,
);

// From the words in the report to the quote in the answer.
function back(quoted) {
  if (!followed?.isConnected) return;
  const citation = citations(followed).find((one) => one.value === Number(quoted.dataset.number));
  if (!citation) return;
  further.closePane();
  further.openView("ask");
  citation.scrollIntoView({ block: "center" });
  citation.querySelector(".chip").focus({ preventScroll: true });
}

new ResizeObserver(() => spread([...papers.querySelectorAll(".quoted.first")])).observe(papers);
