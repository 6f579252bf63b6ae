// The words in place, beside the chip that the pointer or the focus rests on; nothing where they cannot be proved.

const preview = document.getElementById("preview");
const AROUND = [160, 60, 0]; // characters shown before and after: as many as there is room for
const REST = 250; // milliseconds before it opens, so that a passing pointer opens nothing
let opening = 0;
let closing = 0;
let of = null; // the chip whose words are shown

// Whole words, a line for each paragraph.
const tidy = (text) => text.replace(/\s*\n\s*/g, "\n");
const fromWord = (text) => text.replace(/^\S*\s/, "");
const toWord = (text) => text.replace(/\s\S*$/, "");

function fill(context, around) {
  const words = document.createElement("mark");
  words.textContent = tidy(context.quote);
  const before = context.before.length === around ? `…${fromWord(context.before)}` : context.before;
  const after = context.after.length === around ? `${toWord(context.after)}…` : context.after;
  preview.replaceChildren(tidy(before), words, tidy(after));
}

// Below the chip, above it, or at one of its sides: where it lies over no other chip, else over the fewest.
function place(chip) {
  const at = chip.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = preview;
  const chips = [...document.querySelectorAll(".chip")].map((one) => one.getBoundingClientRect()).filter((one) => one.width);
  const start = getComputedStyle(chip).direction === "rtl" ? at.right - width : at.left;
  const beside = [at.right + 8, at.left - width - 8];
  const places = [
    [start, at.bottom + 6],
    [start, at.top - height - 6],
    ...beside.map((left) => [left, at.top]),
    ...beside.map((left) => [left, at.bottom - height]),
  ].map(([left, top]) => ({
    left: Math.max(12, Math.min(left, innerWidth - width - 12)),
    top: Math.max(8, Math.min(top, innerHeight - height - 8)),
  }));
  const covered = ({ left, top }) =>
    chips.filter((one) => one.left < left + width && one.right > left && one.top < top + height && one.bottom > top).length;
  const [best] = places.toSorted((one, other) => covered(one) - covered(other)); // the first of those as good
  preview.style.left = `${best.left}px`;
  preview.style.top = `${best.top}px`;
}

function open(chip) {
  const where = further.placeOf(chip);
  if (!further.context(where, 0) || document.querySelector("dialog[open]")) return;
  const section = document.getElementById(`report-${where.document}`);
  preview.lang = section.lang;
  preview.dir = section.dir;
  preview.style.width = `${Math.min(420, innerWidth - 24)}px`;
  preview.hidden = false;
  for (const around of AROUND) {
    fill(further.context(where, around), around);
    if (preview.scrollHeight <= preview.clientHeight) break;
  }
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
