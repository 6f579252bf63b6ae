// The view of the basket: quotes, own headings and own lines in the person's order; drawn anew from what is kept.

const sheet = document.getElementById("basket-sheet");
const list = sheet.querySelector(".pinned");
const count = sheet.querySelector(".count");
const none = sheet.querySelector(".none");
const filled = sheet.querySelector(".filled");
const lost = sheet.querySelector(".lost-some");
const title = sheet.querySelector("[name=title]");
const file = document.getElementById("basket-file");
const empty = sheet.querySelector("[data-basket-empty]");
const FORMAT = 1;
const LARGEST = 4 * 1024 * 1024; // bytes of a basket's file
let drawn = 0;
let proved = new Map(); // what is shown of each quote, by its id; null: no document here holds it

const sent = ({ title, items }) => ({
  title,
  items: items.map(({ kind, text, anchor }) => ({ kind, text, anchor: anchor ?? "" })),
  language: further.language(),
});

function control(does, sign, item, off) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.dataset.move = does;
  button.textContent = sign;
  button.disabled = off;
  const words = item.text.length > 40 ? `${item.text.slice(0, 40)}…` : item.text;
  button.dataset.parts = JSON.stringify({ words });
  button.setAttribute("data-say-aria-label", `brief_${does}`);
  return button;
}

function controls(item, place, whole) {
  const moves = document.createElement("div");
  moves.className = "moves";
  const last = place === whole - 1;
  moves.append(control("up", "↑", item, !place), control("down", "↓", item, last), control("drop", "✕", item, false));
  return moves;
}

// What the person writes: a box that grows, plainly no quote.
function written(item) {
  /** @type {any} */
  const box = document.createElement(item.kind === "heading" ? "input" : "textarea");
  box.value = item.text;
  box.dir = "auto";
  box.maxLength = item.kind === "heading" ? 300 : 4000;
  box.className = `own-${item.kind}`;
  box.setAttribute("data-say-aria-label", `basket_${item.kind}`);
  box.setAttribute("data-say-placeholder", `basket_${item.kind}`);
  if (item.kind === "line") box.rows = 2;
  box.addEventListener("input", () => {
    further.basket.change(({ title, items }) => ({
      title,
      items: items.map((one) => (one.id === item.id ? { ...one, text: box.value } : one)),
    }));
  });
  return box;
}

// The words of a quote that no document here holds: kept, shown as what they are, and not taken along.
function unproved(item) {
  const element = document.createElement("div");
  element.className = "unproved";
  const words = document.createElement("p");
  words.dir = "auto";
  words.textContent = item.text;
  const note = document.createElement("p");
  note.className = "own";
  element.append(further.tell(note, "basket_unproved"), words);
  return element;
}

// What the person writes keeps its box: the server may answer in the midst of a word.
function rowOf(item, place, whole) {
  const own = item.kind === "quote" ? null : list.querySelector(`[data-id="${item.id}"]`);
  const row = own ?? document.createElement("li");
  row.dataset.id = item.id;
  row.className = `pin-${item.kind}`;
  if (item.kind === "quote" && proved.get(item.id)) row.innerHTML = proved.get(item.id);
  else if (item.kind === "quote" && proved.has(item.id)) row.append(unproved(item));
  else if (item.kind !== "quote" && !own) row.append(written(item));
  const box = row.querySelector(".own-heading, .own-line");
  if (box && box !== document.activeElement) box.value = item.text;
  row.querySelector(".moves")?.remove();
  row.append(controls(item, place, whole));
  return row;
}

function focused() {
  /** @type {any} */
  const held = document.activeElement;
  const row = list.contains(held) ? held.closest("li") : null;
  return row ? { id: row.dataset.id, does: held.dataset.move } : null;
}

// On the same button of the same row, or near it; without `does` in the row's box or on its number.
function focus({ id, does }) {
  const row = list.querySelector(`[data-id="${id}"]`) ?? list.lastElementChild;
  const wanted = does ? `[data-move="${does}"]:not(:disabled)` : "input, textarea, .chip";
  (row?.querySelector(wanted) ?? row?.querySelector("button:not(:disabled)") ?? document.getElementById("basket-title")).focus();
}

// `at`: where the focus is to be then; null: where it is.
function draw({ title: name, items }, at = focused()) {
  list.replaceChildren(...items.map((item, place) => rowOf(item, place, items.length)));
  if (document.activeElement !== title) title.value = name;
  none.hidden = items.length > 0;
  filled.hidden = !items.length;
  const quotes = items.filter(({ kind }) => kind === "quote");
  const found = quotes.filter(({ id }) => proved.get(id)).length;
  const missing = quotes.filter(({ id }) => proved.has(id)).length - found;
  lost.hidden = !missing;
  further.tell(lost, "basket_lost", { count: missing });
  further.tell(count, "brief_count", { count: found });
  for (const button of sheet.querySelectorAll("[data-save-basket]")) button.disabled = !found;
  further.speak(sheet);
  if (at) focus(at);
}

async function show() {
  const number = (drawn += 1);
  const basket = further.basket.read();
  const quotes = basket.items.filter(({ kind }) => kind === "quote");
  const reply = quotes.length ? await further.call("basket", sent({ ...basket, items: quotes })) : { quotes: [] };
  if (number !== drawn) return;
  if (reply.gone) return void further.documentGone();
  proved = new Map(quotes.map(({ id }, place) => [id, reply.quotes[place] ?? null]));
  draw(further.basket.read()); // something may have been written meanwhile
}

// Shown at once, since a line may be slow; then as the server numbers it.
function changed(does, id, button) {
  further.basket.change(does);
  draw(further.basket.read(), { id, does: button });
  return show();
}

list.addEventListener("click", ({ target, detail }) => {
  const does = target.closest("[data-move]")?.dataset.move;
  if (!does || (does === "drop" && detail > 1)) return undefined; // a double click drops one
  const { id } = target.closest("li").dataset;
  const next = target.closest("li").nextElementSibling?.dataset.id;
  return changed(
    ({ title: name, items }) => {
      const at = items.findIndex((item) => item.id === id);
      if (at < 0) return { title: name, items }; // another tab has dropped it
      const [item] = items.splice(at, 1);
      if (does !== "drop") items.splice(does === "up" ? at - 1 : at + 1, 0, item);
      return { title: name, items };
    },
    does === "drop" ? next : id,
    does,
  );
});

// An own heading or line needs no proof.
sheet.querySelector(".adding").addEventListener("click", ({ target }) => {
  const kind = target.dataset.add;
  if (!kind) return;
  const item = further.basket.item(kind, "");
  further.basket.change(({ title: name, items }) => ({ title: name, items: [...items, item] }));
  draw(further.basket.read(), { id: item.id, does: undefined });
});

title.addEventListener("input", () => further.basket.change(({ items }) => ({ title: title.value, items })));

sheet.querySelector(".take").addEventListener("click", async ({ target }) => {
  const kind = target.dataset.saveBasket;
  if (!kind) return;
  const failed = () => further.notice("disconnected", {}, 4000);
  await further.save(`basket/${kind}`, sent(further.basket.read()), `quotes.${kind}`, "basket_lost_all").catch(failed);
});

// As a file, which another browser opens, and which `further check` reads.
sheet.querySelector("[data-basket-file]").addEventListener("click", () => {
  const { title: name, items } = further.basket.read();
  const kept = items.map(({ kind, text, anchor }) => (anchor ? { kind, text, anchor } : { kind, text }));
  const whole = JSON.stringify({ further_basket: FORMAT, title: name, items: kept }, null, 1);
  further.give(new Blob([whole], { type: "application/json" }), "quotes.json");
});

file.addEventListener("change", async () => {
  const [chosen] = file.files;
  file.value = ""; // the same file may be chosen again
  try {
    if (chosen.size > LARGEST) throw new Error("too large");
    const found = JSON.parse(await chosen.text());
    if (!found.further_basket || !Array.isArray(found.items)) throw new Error("no basket");
    const fresh = found.items.filter(({ kind, text }) => ["quote", "heading", "line"].includes(kind) && typeof text === "string");
    further.basket.change(({ title: name, items }) => {
      const before = new Set(items.map(({ anchor }) => anchor).filter(Boolean));
      const added = fresh.filter(({ anchor }) => !before.has(anchor));
      return {
        title: name || `${found.title ?? ""}`,
        items: [...items, ...added.map(({ kind, text, anchor }) => further.basket.item(kind, text, `${anchor ?? ""}`))],
      };
    });
    await show();
  } catch {
    further.notice("basket_no_file", {}, 6000);
  }
});

function ask(sure) {
  empty.dataset.sure = sure ? "true" : "";
  further.tell(empty, sure ? "basket_empty_sure" : "basket_empty");
}

empty.addEventListener("click", async () => {
  if (!empty.dataset.sure) return ask(true);
  further.basket.change(() => ({ title: "", items: [] }));
  ask(false);
  title.value = "";
  await show();
  return document.getElementById("basket-title").focus();
});
empty.addEventListener("blur", () => ask(false));

further.views.basket = show;

// Changed elsewhere: in another tab, or by a "Pin" beside this view; not by the box that is being written in.
document.addEventListener("further-basket", () => {
  if (further.view().contains(sheet) && !sheet.contains(document.activeElement)) show();
});
document.addEventListener("further-papers", () => {
  if (further.view().contains(sheet)) show();
});
