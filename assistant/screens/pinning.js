// The basket: quotes that a person pinned, with own headings and lines, kept in this browser alone.
//
// Each change reads what is kept, changes it and writes it, so that two tabs never undo each other's. `further.basket`
// holds `items` (kind, text, anchor, id each) and a `title`; the server proves every quote before it is shown or saved.

const KEY = "basket";
const link = document.querySelector('#views [data-view="basket"]');
const chat = document.getElementById("chat");
const search = document.querySelector("#reading .search");
const papers = document.querySelector("#reading .papers");
const KINDS = ["quote", "heading", "line"];

const kept = () => (further.memory.get("forget") === "1" ? "session" : "local");
const named = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const whole = (item) => item && KINDS.includes(item.kind) && typeof item.text === "string";

function read() {
  try {
    const found = JSON.parse(further.memory.get(KEY, "session") ?? further.memory.get(KEY));
    return { title: `${found.title ?? ""}`, items: found.items.filter(whole).map((item) => ({ id: named(), ...item })) };
  } catch {
    return { title: "", items: [] };
  }
}

function write(basket) {
  const written = basket.items.length || basket.title ? JSON.stringify(basket) : null;
  for (const place of ["local", "session"]) further.memory.set(KEY, place === kept() ? written : null, place);
  if (written && further.memory.get(KEY, kept()) !== written) further.notice("basket_full", {}, 8000);
  document.dispatchEvent(new CustomEvent("further-basket"));
}

further.basket = {
  read,
  // Hands what is kept to `does`, which gives back what is to be kept.
  change(does) {
    write(does(read()));
  },
  item: (kind, text, anchor = "") => ({ id: named(), kind, text, anchor }),
};

const pinnedAnchors = () => new Set(read().items.map(({ anchor }) => anchor).filter(Boolean));

// `quotes`: [anchor, words] each; those that are pinned already stay where they are.
function pin(quotes) {
  const before = pinnedAnchors();
  const fresh = quotes.filter(([anchor]) => !before.has(anchor));
  further.basket.change(({ title, items }) => ({
    title,
    items: [...items, ...fresh.map(([anchor, words]) => further.basket.item("quote", words, anchor))],
  }));
  further.notice("pinned", { count: read().items.filter(({ kind }) => kind === "quote").length }, 3000);
}

function unpin(anchor) {
  further.basket.change(({ title, items }) => ({ title, items: items.filter((item) => item.anchor !== anchor) }));
  further.notice("unpinned", {}, 3000);
}

further.pin = pin;

// Every "Pin" on the page says whether its quote is pinned.
function settle() {
  const anchors = pinnedAnchors();
  for (const button of document.querySelectorAll(".citation [data-pin]")) {
    button.setAttribute("aria-pressed", String(anchors.has(button.closest(".citation").dataset.anchor)));
  }
  const count = read().items.filter(({ kind }) => kind === "quote").length;
  if (count) link.dataset.count = String(count);
  else delete link.dataset.count;
}

let waiting = 0;
new MutationObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(settle);
}).observe(chat, { childList: true, subtree: true });
document.addEventListener("further-basket", settle);

const quoteOf = (citation) => [citation.dataset.anchor, citation.querySelector("blockquote").textContent];

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pin]");
  if (!button) return;
  const citation = button.closest(".citation");
  if (!citation) return void pin([...button.closest(".turn").querySelectorAll(".answer > .source .citation")].map(quoteOf));
  if (button.getAttribute("aria-pressed") === "true") unpin(citation.dataset.anchor);
  else pin([quoteOf(citation)]);
});

// Another tab changed it.
addEventListener("storage", ({ key }) => {
  if (key === null || key === `further-${KEY}`) document.dispatchEvent(new CustomEvent("further-basket"));
});

document.getElementById("forget").addEventListener("change", () => further.basket.change((basket) => basket));

// Words selected in the report, and what the search found: the server says what of it is a quote.

const bar = document.createElement("div");
bar.className = "chosen-words";
bar.hidden = true;
bar.setAttribute("role", "group");
bar.setAttribute("data-say-aria-label", "selected_words");
const labels = { pin: "pin", cite: "cite" };
for (const [does, key] of Object.entries(labels)) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.chosen = does;
  bar.append(further.tell(button, key));
}
search.after(bar);
further.speak(bar.parentNode);

const pointsIn = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
let selected = null;

// A range within one document as its place in the text: a section's characters are the report's.
function placeOf(range) {
  const section = (range.startContainer.parentElement ?? range.startContainer).closest?.(".paper");
  if (!section?.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(section, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = pointsIn(before.toString());
  return { report: Number(section.dataset.document), start, end: start + pointsIn(range.toString()) };
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const place = range && papers.contains(range.commonAncestorContainer) ? placeOf(range) : null;
  if (place) selected = place;
  // The click on a button may end the selection; the words stay chosen until then.
  if (!place && bar.contains(document.activeElement)) return;
  bar.hidden = !place;
});

async function quotesAt(place) {
  const { quotes } = await further.call("pinnable", place);
  if (!quotes.length) further.notice("pin_nothing", {}, 4000);
  return quotes.map(({ anchor, text }) => [anchor, text]);
}

bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
bar.addEventListener("click", async (event) => {
  const does = /** @type {HTMLElement} */ (event.target).dataset.chosen;
  if (!does || !selected) return;
  const quotes = await quotesAt(selected);
  if (!quotes.length) return;
  if (does === "pin") pin(quotes);
  else further.cite(quotes);
});

search.querySelector("[data-pin-found]").addEventListener("click", async () => {
  const range = further.foundRange();
  if (!range) return void further.notice("pin_nothing", {}, 4000);
  const quotes = await quotesAt({ ...placeOf(range), whole: true });
  if (quotes.length) pin(quotes);
});

settle();
