// The briefing: every choice asks the server for the pack as its file will be; quotes are dropped and moved in it.

const sheet = document.getElementById("brief-sheet");
const form = sheet.querySelector(".choices");
const pack = sheet.querySelector(".pack");
const count = sheet.querySelector(".count");
const making = sheet.querySelector(".making");
const leftOut = sheet.querySelector(".left-out");
const CHOSEN = ["mission", "role", "length", "language"];
let name = "briefing"; // of the file, without its ending
let drawn = 0;
let recalled = false; // what was kept is looked at once, when the view is first shown
// What was changed in the pack at hand; another choice begins anew with all quotes, the switches stay.
let without = new Set();
let dropped = new Set();
let order = [];

// Not form.elements: a field called "length" would be their number there.
const field = (key) => form.querySelector(`[name="${key}"]`);
const themes = () => [...form.querySelectorAll("[name=theme]:checked")].map((box) => box.value);
const OWN = ["line", "date", "notes"];
const mine = () => Object.fromEntries(OWN.map((key) => [key, field(key).value]));
const written = () => {
  /** @type {any} */
  const found = Object.fromEntries(CHOSEN.map((key) => [key, field(key).value]));
  found.theme = themes().join(",");
  for (const key of ["emails", "questions"]) found[key] = field(key).checked ? "1" : "";
  return found;
};
const sent = (chosen) => ({ ...chosen, ...mine(), without: [...without], dropped: [...dropped], order });

// What was left out and moved, and what the person wrote, is there again after a reload: for this tab, and this pack.
const packName = ({ mission, role, theme, length }) => [further.document ?? "", mission, role, theme, length].join("|");

function keep() {
  const kept = { pack: packName(written()), without: [...without], dropped: [...dropped], order, ...mine() };
  further.memory.set("brief", JSON.stringify(kept), "session");
}

function recall(chosen) {
  let kept = {};
  try {
    kept = JSON.parse(further.memory.get("brief", "session")) ?? {};
  } catch {
    // not ours: begin anew
  }
  for (const key of OWN) field(key).value ||= kept[key] ?? "";
  if (kept.pack !== packName(chosen)) return;
  without = new Set(kept.without);
  dropped = new Set(kept.dropped);
  order = kept.order ?? [];
}

function draw(reply) {
  for (const key of ["mission", "role"]) field(key).innerHTML = reply.options[key];
  const fieldset = form.querySelector("fieldset");
  fieldset.querySelectorAll("label").forEach((label) => label.remove());
  fieldset.insertAdjacentHTML("beforeend", reply.options.themes);
  // A document that names no mission leaves nothing to choose.
  field("mission").parentElement.hidden = field("mission").options.length < 2;
  further.tell(sheet.querySelector(".introduction"), reply.quotes ? "brief_quotes_introduction" : "brief_introduction");
  field("length").value = reply.length;
  field("language").value = reply.language;
  pack.innerHTML = reply.preview;
  further.speak(sheet);
  name = reply.name;
  const themed = themes().length;
  further.tell(form.querySelector(".themes summary"), themed ? "brief_themes_chosen" : "brief_themes", { count: themed });
  further.tell(count, "brief_count", { count: reply.count });
  leftOut.hidden = !dropped.size;
  further.tell(leftOut.querySelector("span"), "brief_left_out", { count: dropped.size });
}

async function show(chosen) {
  const number = (drawn += 1);
  const waiting = setTimeout(() => further.tell(making, "brief_making"), 300);
  try {
    const reply = await further.call("brief", sent(chosen));
    if (number !== drawn) return; // another choice was made meanwhile
    if (reply.gone) return void further.documentGone();
    draw(reply);
    keep();
  } finally {
    clearTimeout(waiting);
    if (number === drawn) further.tell(making, null);
  }
}

function anew() {
  dropped = new Set();
  order = [];
}

// The language of the headings is the page's, until another is chosen here.
further.views.brief = (parameters) => {
  const chosen = Object.fromEntries([...CHOSEN, "theme"].map((key) => [key, parameters.get(key) ?? ""]));
  for (const key of ["emails", "questions"]) field(key).checked = (chosen[key] = parameters.get(key) ?? "") === "1";
  chosen.language ||= further.language();
  if (!recalled) {
    recalled = true;
    // The pack was kept under the names that the form had; the address says less.
    recall({ ...chosen, mission: chosen.mission || "any", length: chosen.length || "standard" });
  }
  return show(chosen);
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => {
  if (["mission", "role", "theme", "length"].includes(target.name)) anew();
  if (OWN.includes(target.name)) return void show(written());
  further.address(new URLSearchParams(Object.entries(written())), { step: true });
  show(written()).then(() => {
    // The boxes of the themes were drawn anew.
    if (target.name === "theme" && document.activeElement === document.body) {
      form.querySelector(`[name=theme][value="${target.value}"]`).focus();
    }
  });
});

const anchors = () => [...pack.querySelectorAll(".citation")].map((quote) => quote.dataset.anchor);

// After the pack is drawn anew the focus stays where it was: on the same button, or else near it.
async function change(anchor, does) {
  await show(written());
  const quote = pack.querySelector(`.citation[data-anchor="${anchor}"]`);
  const button = quote?.querySelector(`[data-quote-${does}]:not(:disabled)`) ?? quote?.querySelector(".moves :not(:disabled)");
  button?.focus();
}

function move(quote, by) {
  const all = [...pack.querySelectorAll(".citation")];
  const place = all.indexOf(quote);
  const found = anchors();
  [found[place], found[place + by]] = [found[place + by], found[place]];
  order = found;
  return change(quote.dataset.anchor, by < 0 ? "up" : "down");
}

pack.addEventListener("click", ({ target }) => {
  const quote = target.closest(".citation");
  if (target.closest("[data-quote-up]")) return move(quote, -1);
  if (target.closest("[data-quote-down]")) return move(quote, 1);
  if (!target.closest("[data-quote-drop]")) return undefined;
  const next = quote.nextElementSibling?.matches(".citation") ? quote.nextElementSibling : quote.previousElementSibling;
  dropped.add(quote.dataset.anchor);
  further.notice("brief_left_out", { count: dropped.size }, 4000);
  return change(next?.dataset.anchor, "drop");
});

pack.addEventListener("change", async ({ target }) => {
  const key = target.dataset.partOn;
  if (!key) return;
  if (target.checked) without.delete(key);
  else without.add(key);
  await show(written());
  pack.querySelector(`[data-part-on="${key}"]`)?.focus();
});

leftOut.querySelector("[data-put-back]").addEventListener("click", async () => {
  dropped = new Set();
  await show(written());
  document.getElementById("brief-title").focus();
});

sheet.querySelector(".take").addEventListener("click", async (event) => {
  const kind = event.target.dataset.saveBrief;
  if (!kind) return;
  further.tell(making, "brief_making");
  try {
    await further.save(`brief/${kind}`, sent(written()), `${name}.${kind}`);
    further.tell(making, "brief_made");
  } catch {
    further.tell(making, null);
    further.notice("disconnected", {}, 4000);
  }
});

// From an answer that offers a briefing.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-brief]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  anew();
  further.openView("brief", new URL(link.href).searchParams);
});

// Another document lies in the pane: its pack, and nothing of what was changed in the other's.
document.addEventListener("further-papers", () => {
  anew();
  if (further.view().contains(sheet)) show(written());
});

// On paper nothing can be unfolded: the sources are printed with the quotes.
const notes = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".pack .notes:not([open])"));
addEventListener("beforeprint", () => {
  const folded = [...notes()];
  for (const one of folded) one.open = true;
  addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)), { once: true });
});
