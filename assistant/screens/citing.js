// Cites quotes in the style that the person likes, which this browser remembers: one, some, or all of an answer.
//
// A quote is known by its anchor alone; the server cuts its words and writes the citation.

const dialog = document.getElementById("cite");
const text = dialog.querySelector(".cited-text");
const which = dialog.querySelector(".which");
const none = dialog.querySelector(".none");
const told = dialog.querySelector(".told");
const SUFFIXES = { bibtex: "bib", ris: "ris", "csl-json": "json" };
let asked = 0;
let html = "";

const styles = () => document.querySelectorAll("select[data-style]");
further.style = () => further.memory.get("style") ?? "un";

// Every list of styles on the page shows the one that is remembered.
function settle() {
  for (const list of styles()) {
    list.value = further.style();
    if (list.selectedIndex < 0) list.value = "un";
  }
}

const chosen = () => [...which.querySelectorAll("input:checked")].map((box) => box.value);

async function write() {
  const number = (asked += 1);
  const anchors = chosen();
  none.hidden = anchors.length > 0;
  const { text: written, html: rich } = anchors.length
    ? await further.call("cite", { anchors, style: further.style() })
    : { text: "", html: "" };
  if (number !== asked) return;
  text.textContent = written;
  html = rich;
  for (const button of dialog.querySelectorAll("[data-copy-citation], [data-save-citation], [data-save-word]")) {
    button.disabled = !written;
  }
  dialog.querySelector("[data-save-word]").hidden = further.style() in SUFFIXES; // those are for programs
}

function choice(anchor, words) {
  const label = document.createElement("label");
  label.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = anchor;
  box.checked = true;
  const shown = document.createElement("span");
  shown.dir = "auto";
  shown.textContent = words;
  label.append(box, shown);
  return label;
}

// `quotes`: [anchor, words] each, in the order in which they are to be cited.
further.cite = (quotes) => {
  if (!quotes.length) return further.notice("cite_none", {}, 4000);
  which.querySelectorAll("label").forEach((old) => old.remove());
  which.append(...quotes.map(([anchor, words]) => choice(anchor, words)));
  which.hidden = quotes.length < 2;
  further.tell(told, null);
  text.textContent = "";
  settle();
  dialog.showModal();
  return write();
};

const quoteOf = (citation) => [citation.dataset.anchor, citation.querySelector("blockquote").textContent];

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-cite]");
  if (!button) return;
  const one = button.closest(".citation");
  const all = button.closest(".turn")?.querySelectorAll(".answer > .source .citation");
  further.cite((one ? [one] : [...(all ?? [])]).map(quoteOf));
});

document.addEventListener("change", (event) => {
  if (which.contains(event.target)) return void write();
  if (!event.target.matches("select[data-style]")) return;
  further.memory.set("style", event.target.value);
  settle();
  document.dispatchEvent(new CustomEvent("further-style"));
  if (dialog.open) write();
});

dialog.querySelector("[data-copy-citation]").addEventListener("click", async () => {
  const done = await further.put(text.textContent, html).then(
    () => "copied",
    () => "copy_failed",
  );
  further.tell(told, done);
});

dialog.querySelector("[data-save-citation]").addEventListener("click", () => {
  const suffix = SUFFIXES[further.style()] ?? "txt";
  further.give(new Blob([`${text.textContent}\n`], { type: "text/plain;charset=utf-8" }), `citation.${suffix}`);
});

dialog.querySelector("[data-save-word]").addEventListener("click", () => {
  const failed = () => further.tell(told, "disconnected");
  return further.save("cited/docx", { anchors: chosen(), style: further.style() }, "citation.docx").catch(failed);
});

dialog.querySelector("[data-close-cite]").addEventListener("click", () => dialog.close());
settle();
