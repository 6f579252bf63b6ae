// Copies a quote with its source, a reference that another Further opens, an answer as text or for Word, a link.

const marked = (words) => (/^[“«]/.test(words) && /[”»]$/.test(words) ? words : `“${words}”`);
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const words = (citation) => marked(citation.querySelector("blockquote").textContent);

const quote = (citation) => `${words(citation)} (${citation.dataset.place})`;

function answerText(turn) {
  const own = [...turn.querySelectorAll(".answer > .own, .silence > p")].map((line) => line.textContent);
  const quotes = [...turn.querySelectorAll(".answer > .source .citation")].map(
    (citation) => `[${citation.value}] ${words(citation)}\n    ${citation.dataset.place}`,
  );
  return [turn.querySelector(".question").textContent, ...own, ...quotes].join("\n\n");
}

// Word reads these as footnotes of its own; elsewhere they are raised numbers and a list below.
function answerForWord(turn) {
  const citations = [...turn.querySelectorAll(".answer > .source .citation")];
  const sign = (number, to, from) =>
    `<a style="mso-footnote-id:ftn${number}" href="#${to}${number}" name="${from}${number}"><sup>${number}</sup></a>`;
  const quotes = citations.map(
    (citation) => `<p>${escaped(words(citation))}${sign(citation.value, "_ftn", "_ftnref")}</p>`,
  );
  const notes = citations.map(
    (citation) =>
      `<div style="mso-element:footnote" id="ftn${citation.value}"><p>${sign(citation.value, "_ftnref", "_ftn")} ` +
      `${escaped(citation.dataset.place)}</p></div>`,
  );
  return `${quotes.join("")}<div style="mso-element:footnote-list"><hr>${notes.join("")}</div>`;
}

function link(turn) {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ q: turn.querySelector(".question").textContent });
  return address.href;
}

// The view that the row stands in, opened at the row.
function rowLink(citation) {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ view: "cases", row: citation.dataset.anchor });
  return address.href;
}

// Where the browser has no clipboard to offer (a page that comes over plain HTTP from another machine).
function copyTheOldWay(html) {
  const held = document.createElement("div");
  held.innerHTML = html;
  held.style.cssText = "position: fixed; top: 0; opacity: 0; white-space: pre-wrap; user-select: text";
  document.body.append(held);
  const selection = getSelection();
  const before = selection.rangeCount ? selection.getRangeAt(0) : null;
  selection.selectAllChildren(held);
  const copied = document.execCommand("copy");
  selection.removeAllRanges();
  if (before) selection.addRange(before);
  held.remove();
  if (!copied) throw new Error("copying is not allowed");
}

// Copies text, and where it is given the same as HTML for who can read that.
async function put(text, html) {
  if (!navigator.clipboard) return copyTheOldWay(html ?? escaped(text));
  if (!html) return navigator.clipboard.writeText(text);
  const kinds = { "text/plain": text, "text/html": html };
  const blobs = Object.entries(kinds).map(([kind, held]) => [kind, new Blob([held], { type: kind })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

further.put = put;

further.copy = async (what, within) => {
  const turn = within.closest(".turn");
  const citation = within.closest(".citation");
  try {
    if (what === "quote") await put(quote(citation));
    else if (what === "row") await put(rowLink(citation));
    else if (what === "reference") await put(citation.dataset.reference);
    else if (what === "answer") await put(answerText(turn));
    else if (what === "word") await put(answerText(turn), answerForWord(turn));
    else await put(link(turn));
    further.notice("copied", {}, 2500);
  } catch {
    further.notice("copy_failed", {}, 6000);
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) further.copy(button.dataset.copy, button);
  const more = event.target.closest(".more");
  if (!more) return;
  const tools = more.closest(".citation").querySelector(".tools");
  tools.hidden = !tools.hidden;
  more.setAttribute("aria-expanded", String(!tools.hidden));
});
