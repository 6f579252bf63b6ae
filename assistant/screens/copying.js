// Copies a quote with its source, a reference that another Further opens, an answer as text or for Word, a link.

const marked = (words) => (/^[“«]/.test(words) && /[”»]$/.test(words) ? words : `“${words}”`);
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const words = (citation) => marked(citation.querySelector("blockquote").textContent);

// The mission as printed, the words, and one line that says where they stand.
const under = (citation) => (citation.dataset.lead ? `${citation.dataset.lead}: ` : "");
const quote = (citation) => `${under(citation)}${words(citation)}\n${citation.dataset.cited}`;

const boldLead = (citation) => (citation.dataset.lead ? `<b>${escaped(citation.dataset.lead)}</b>: ` : "");
const source = (citation) => `<p><small>${escaped(citation.dataset.cited)}</small></p>`;
const richQuote = (citation) => `<p>${boldLead(citation)}${escaped(words(citation))}</p>${source(citation)}`;

// All that an answer shows, in its order: sentences of ours and quotes, those of the other documents too.
const QUOTES = ".answer > :is(.source, .beside, .further) .citation";
const OWN = ".answer > .own, .silence > p, :is(.beside, .further) > .own";
const shown = (turn) => [...turn.querySelectorAll(`${OWN}, ${QUOTES}`)];

function answerText(turn) {
  const parts = shown(turn).map((part) =>
    part.matches(".citation")
      ? `[${part.value}] ${under(part)}${words(part)}\n    ${part.dataset.cited}`
      : part.textContent,
  );
  return [turn.querySelector(".question").textContent, ...parts].join("\n\n");
}

function richAnswer(turn) {
  const parts = shown(turn).map((part) =>
    part.matches(".citation")
      ? `<p>${boldLead(part)}${escaped(words(part))} [${part.value}]</p>${source(part)}`
      : `<p>${escaped(part.textContent)}</p>`,
  );
  return `<p><b>${escaped(turn.querySelector(".question").textContent)}</b></p>${parts.join("")}`;
}

// Footnotes of their own in Word (mso-…) and in LibreOffice (sdfootnote…); elsewhere raised numbers and a list below,
// whose numbers the first two leave out (special-character, supportFootnotes).
function sign(number, kind, to, name) {
  return (
    `<a class="sdfootnote${kind}" style="mso-footnote-id:ftn${number}" href="#sdfootnote${number}${to}"` +
    ` name="${name}${number}" title=""><span class="MsoFootnoteReference" style="vertical-align:super">` +
    `<span style="mso-special-character:footnote"><![if !supportFootnotes]>${number}<![endif]></span></span></a>`
  );
}

function answerForWord(turn) {
  const citations = [...turn.querySelectorAll(QUOTES)];
  const quotes = citations.map(
    (citation) => `<p>${boldLead(citation)}${escaped(words(citation))}${sign(citation.value, "anc", "sym", "_ftnref")}</p>`,
  );
  const notes = citations.map(
    (citation) =>
      `<div style="mso-element:footnote" id="ftn${citation.value}"><div id="sdfootnote${citation.value}">` +
      `<p class="MsoFootnoteText">${sign(citation.value, "sym", "anc", "_ftn")} ` +
      `${escaped(citation.dataset.cited)}</p></div></div>`,
  );
  return (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><body>' +
    `${quotes.join("")}<div style="mso-element:footnote-list">${notes.join("")}</div></body></html>`
  );
}

function link(turn) {
  const address = new URL(location.href);
  address.search = `${new URLSearchParams({ q: turn.querySelector(".question").textContent })}`;
  return address.href;
}

// The view that the row stands in, opened at the row.
function rowLink(citation) {
  const address = new URL(location.href);
  address.search = `${new URLSearchParams({ view: "cases", row: citation.dataset.anchor })}`;
  return address.href;
}

// By the event of copying: it hands rich text on as it is, where the newer clipboard turns every link within it into one
// to this server and drops what Word needs; and it works for a page that comes over plain HTTP from another machine.
async function put(text, html) {
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
  };
  const held = document.createElement("span"); // some browsers copy only where something is selected
  held.textContent = text.slice(0, 1);
  held.style.cssText = "position: fixed; top: 0; opacity: 0; user-select: text";
  held.setAttribute("aria-hidden", "true");
  (document.querySelector("dialog[open]") ?? document.body).append(held); // beside a dialog nothing can be selected
  const selection = getSelection();
  const before = selection.rangeCount ? selection.getRangeAt(0) : null;
  selection.selectAllChildren(held);
  document.addEventListener("copy", fill, { capture: true, once: true });
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", fill, { capture: true });
  selection.removeAllRanges();
  if (before) selection.addRange(before);
  held.remove();
  if (!copied) throw new Error("copying is not allowed");
}

further.put = put;

// Said beside the click too, for a while.
function done(button) {
  if (!button.matches("[data-copy]")) return;
  button.dataset.done = further.say("copied");
  setTimeout(() => delete button.dataset.done, 2500);
}

further.copy = async (what, within) => {
  const turn = within.closest(".turn");
  const citation = within.closest(".citation");
  try {
    if (what === "quote") await put(quote(citation), richQuote(citation));
    else if (what === "note") await put(citation.querySelector(".note").textContent);
    else if (what === "row") await put(rowLink(citation));
    else if (what === "reference") await put(citation.dataset.reference);
    else if (what === "answer") await put(answerText(turn), richAnswer(turn));
    else if (what === "word") await put(answerText(turn), answerForWord(turn));
    else await put(link(turn));
    further.notice("copied", {}, 2500);
    done(within);
  } catch {
    further.notice("copy_failed", {}, 6000);
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) further.copy(button.dataset.copy, button);
  const unfold = event.target.closest(".unfold");
  if (unfold) {
    const others = unfold.nextElementSibling;
    others.hidden = !others.hidden;
    unfold.setAttribute("aria-expanded", String(!others.hidden));
  }
  const more = event.target.closest(".more");
  if (!more) return;
  const tools = more.closest(".citation").querySelector(".tools");
  tools.hidden = !tools.hidden;
  more.setAttribute("aria-expanded", String(!tools.hidden));
});
