// The words in place, beside the chip that the pointer or the focus rests on; nothing where they cannot be proved.

const preview = document.getElementById("preview");
const AROUND = 160; // characters shown before and after
const REST = 250; // milliseconds before it opens, so that a passing pointer opens nothing
let opening = 0;
let closing = 0;
let of = null; // the chip whose words are shown

// Whole words, a line for each paragraph.
const tidy = (text) => text.replace(/\s*\n\s*/g, "\n");
const fromWord = (text) => text.replace(/^\S*\s/, "");
const toWord = (text) => text.replace(/\s\S*$/, "");

function fill(context) {
  const words = document.createElement("mark");
  words.textContent = tidy(context.quote);
  const before = context.before.length === AROUND ? `…${fromWord(context.before)}` : context.before;
  const after = context.after.length === AROUND ? `${toWord(context.after)}…` : context.after;
  preview.replaceChildren(tidy(before), words, tidy(after));
}

function place(chip) {
  const at = chip.getBoundingClientRect();
  const width = Math.min(420, innerWidth - 24);
  preview.style.width = `${width}px`;
  preview.style.left = `${Math.max(12, Math.min(at.left, innerWidth - width - 12))}px`;
  const below = innerHeight - at.bottom;
  const height = preview.offsetHeight;
  preview.style.top = `${below > height + 12 ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`;
}

function open(chip) {
  const where = further.placeOf(chip);
  const context = further.context(where, AROUND);
  if (!context || document.querySelector("dialog[open]")) return;
  const section = document.getElementById(`report-${where.document}`);
  preview.lang = section.lang;
  preview.dir = section.dir;
  fill(context);
  preview.hidden = false;
  place(chip);
  chip.setAttribute("aria-describedby", "preview");
  of = chip;
}

function close() {
  clearTimeout(opening);
  preview.hidden = true;
  of?.removeAttribute("aria-describedby");
  of = null;
}

function soon(chip) {
  clearTimeout(opening);
  clearTimeout(closing);
  if (chip === of) return;
  close();
  opening = setTimeout(() => chip.isConnected && open(chip), REST);
}

const later = () => (closing = setTimeout(close, 150)); // time to move the pointer onto the words

document.addEventListener("pointerover", (event) => {
  const chip = event.pointerType === "touch" ? null : event.target.closest?.(".chip");
  if (chip) soon(chip);
  else if (event.target.closest?.("#preview")) clearTimeout(closing);
  else if (of) later();
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.(".chip:focus-visible")) soon(event.target);
  else close();
});
document.addEventListener("click", close);
document.addEventListener("scroll", close, true);
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || preview.hidden) return;
    event.preventDefault();
    close();
  },
  true,
);
