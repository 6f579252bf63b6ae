// The report beside the chat: takes the person from a chip to the quote's words and marks exactly these.
//
// A section's characters are the report's text (reading_pane.py), so a place is found by counting. Python counts code
// points and JavaScript UTF-16 units: whatever lies outside the basic plane is one there and two here.

const pane = document.getElementById("reading");
const lost = pane.querySelector(".lost");
let chosen = null; // what opened the pane, to go back to

function unitsFor(text, points) {
  let units = 0;
  for (let point = 0; point < points && units < text.length; point += 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

const pointsIn = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

function unwrap(selector) {
  for (const wrapped of pane.querySelectorAll(selector)) {
    const parent = wrapped.parentNode;
    wrapped.replaceWith(...wrapped.childNodes);
    parent.normalize();
  }
}

const unmark = () => unwrap("mark");

// The pieces of text between two places (code points of the document): [node, first unit, last unit] each.
function pieces(section, start, end) {
  const found = [];
  const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  let at = 0;
  while (at < end && walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const length = pointsIn(node.data);
    if (at + length > start) {
      const from = unitsFor(node.data, Math.max(0, start - at));
      const to = unitsFor(node.data, Math.min(length, end - at));
      if (to > from) found.push([node, from, to]);
    }
    at += length;
  }
  return found;
}

// Marks the words, each piece in an element that `made` makes, and returns these elements; nothing where the words that
// stand there are not the quote's.
function mark(section, start, end, quote, made = () => document.createElement("mark")) {
  const found = pieces(section, start, end);
  const words = found.map(([node, from, to]) => node.data.slice(from, to)).join("");
  if (!words || words !== quote) return [];
  const marks = [];
  for (const [node, from, to] of found) {
    if (node.parentNode === section || node.parentNode.tagName === "UL") continue; // white space between blocks
    const piece = node.splitText(from);
    piece.splitText(to - from);
    const element = made();
    piece.replaceWith(element);
    element.append(piece);
    marks.push(element);
  }
  if (!marks.length) return [];
  // Read back from the page: what is marked is the quote, or nothing stays marked.
  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  return range.toString() === quote ? marks : [];
}

// On a narrow screen the pane lies over the chat, which is then out of reach for keys and screen readers too.
const narrow = matchMedia("(max-width: 960px)");
const desk = document.getElementById("desk");
const lies = () => narrow.matches && desk.classList.contains("reading");
const settle = () => (document.getElementById("chat").inert = lies());
narrow.addEventListener("change", settle);

// There the browser's own way back closes it, as people with a phone expect; at most one step is added for it.
function openPane() {
  further.fold(false);
  desk.classList.add("reading");
  settle();
  if (!lies()) return;
  if (!history.state?.report) history.pushState({ report: true }, "");
  pane.querySelector("[data-close]").focus({ preventScroll: true });
}

function closePane() {
  if (!desk.classList.contains("reading")) return;
  desk.classList.remove("reading");
  settle();
  (chosen?.isConnected ? chosen : document.querySelector("[data-open]"))?.focus();
}

further.lost = (key) => {
  further.tell(lost, key);
  lost.hidden = !key;
};

// Of many documents those at the end are drawn when somebody looks there.
const unread = (number) => pane.querySelector(`[data-unread="${number}"]`);

async function fill(number) {
  const { paper } = await further.call("paper", { report: Number(number) }).catch(() => ({ paper: "" }));
  const volume = unread(number);
  if (paper && volume) {
    volume.innerHTML = paper;
    volume.removeAttribute("data-unread");
    further.speak(volume);
    document.dispatchEvent(new CustomEvent("further-volume"));
  }
  return Boolean(paper);
}

// A document from its first words.
further.showDocument = async (number) => {
  if (unread(number)) await fill(number);
  openPane();
  document.getElementById(`report-${number}`)?.parentElement.scrollIntoView({ block: "start" });
};

// Opens the report at a place and marks its words; says so where they cannot be proved to stand there.
further.show = (place) => {
  const { document: number, start, end, quote } = place;
  const section = document.getElementById(`report-${number}`);
  if (!section && unread(number)) {
    fill(number).then((filled) => (filled ? further.show(place) : further.lost("place_lost")));
    return true;
  }
  unmark();
  const marks = section ? mark(section, start, end, quote) : [];
  if (!marks.length) unmark();
  further.lost(marks.length ? null : "place_lost");
  openPane();
  document.dispatchEvent(new CustomEvent("further-shown", { detail: marks.length ? place : null }));
  marks[0]?.scrollIntoView({ block: "center" }); // at once: a long document would take seconds to glide past
  return marks.length > 0;
};

further.unmark = () => {
  unmark();
  further.lost(null);
  document.dispatchEvent(new CustomEvent("further-shown", { detail: null }));
};

addEventListener("popstate", (event) => {
  if (!lies()) return;
  event.stopImmediatePropagation(); // the view below stays as it is
  closePane();
});

// The quotes of an answer, all at once: each in spans that `made` makes for its place; those that cannot be proved to
// stand there are passed over.
further.outline = (places, made) =>
  places.map((place) => {
    const section = document.getElementById(`report-${place.document}`);
    return section ? mark(section, place.start, place.end, place.quote, () => made(place)) : [];
  });
further.unwrap = unwrap;
further.fold = () => {}; // resizing.js knows how

further.openPane = openPane;
further.closePane = closePane;
further.overlaid = lies;

// A chip's place: what it points to and the words that must stand there.
further.placeOf = (chip) => ({
  document: chip.dataset.document,
  start: Number(chip.dataset.start),
  end: Number(chip.dataset.end),
  quote: chip.dataset.quote ?? chip.closest(".citation").querySelector("blockquote").textContent,
});

// The words in place with some before and after, or null where they cannot be proved to stand there.
further.context = ({ document: number, start, end, quote }, around) => {
  const text = document.getElementById(`report-${number}`)?.textContent;
  if (text === undefined) return null;
  const from = unitsFor(text, start);
  const to = from + quote.length;
  if (text.slice(from, to) !== quote || pointsIn(quote) !== end - start) return null;
  return { before: text.slice(Math.max(0, from - around), from), quote, after: text.slice(to, to + around) };
};

document.addEventListener("click", (event) => {
  // A click on a quote's words is one on its number, unless it ends a selection.
  const words = getSelection().isCollapsed ? event.target.closest(".citation blockquote") : null;
  const chip = event.target.closest(".chip") ?? words?.closest(".citation").querySelector(".chip");
  if (chip) {
    event.preventDefault();
    document.querySelectorAll(".chip[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    chip.setAttribute("aria-current", "true");
    chosen = chip;
    further.show(further.placeOf(chip));
  } else if (event.target.closest("[data-open]")) {
    chosen = event.target.closest("[data-open]");
    openPane();
  } else if (event.target.closest("[data-close]")) {
    closePane();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && lies() && !event.defaultPrevented) closePane();
});
