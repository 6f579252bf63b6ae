// The view of sources: every document that this browser may ask, whether it is asked, what it is.

const list = document.getElementById("source-list");
const count = document.getElementById("sources-count");
const view = document.getElementById("view-sources");
const GLANCE = 1000; // milliseconds between two looks while a document is on its way
let watching = false;

const shown = () => view.classList.contains("current");
const boxes = () => [...list.querySelectorAll('input[type="checkbox"]')];

// An item that is new takes the place of the old one: its open card and the focus stay. The box shows what is asked, also
// where somebody chose otherwise and it could not be.
function renew(item, old) {
  if (!old) return item;
  if (old.dataset.drawn === item.dataset.drawn) {
    for (const box of old.querySelectorAll("input")) box.checked = box.defaultChecked;
    return old;
  }
  const card = old.querySelector("details[open]");
  if (card) item.querySelector("details")?.replaceWith(card);
  const within = ["input", "[data-remove]"].find((one) => old.querySelector(one) === document.activeElement);
  if (within) queueMicrotask(() => item.querySelector(within)?.focus());
  return item;
}

async function draw() {
  const reply = await further.call("sources", { own: further.own() }).catch(() => null);
  if (!reply) return false;
  further.rememberOwn(reply.own);
  if (document.activeElement?.matches("#source-list .known input")) return reply.working; // nothing moves under who types
  const template = document.createElement("template");
  template.innerHTML = reply.html;
  const items = [...template.content.querySelectorAll(/** @type {"li"} */ (".one"))].map((item) => {
    item.dataset.drawn = item.outerHTML;
    return renew(item, list.querySelector(`[data-source="${item.dataset.source}"]`));
  });
  const moved = items.length !== list.children.length || items.some((item, place) => item !== list.children[place]);
  if (moved) list.replaceChildren(...items);
  view.querySelector(".choosing").hidden = items.length < 2; // of one there is nothing to choose
  further.speak(list);
  further.tell(count, "sources_count", { asked: boxes().filter((box) => box.checked).length, count: items.length });
  return reply.working;
}

async function watch() {
  if (watching) return;
  watching = true;
  while (shown() && (await draw())) await further.pause(GLANCE);
  watching = false;
}

async function choose() {
  const asked = { own: [], served: [] };
  for (const box of boxes()) {
    const { source, kind } = box.closest(".one").dataset;
    if (box.checked) asked[kind].push(source);
  }
  const served = boxes().filter((box) => box.closest(".one").dataset.kind === "served");
  if (!asked.own.length && !asked.served.length) {
    further.notice("sources_one", {}, 6000);
    return draw();
  }
  await further.choose(asked.own, asked.served.length === served.length ? null : asked.served);
  return draw();
}

let settled = 0;
list.addEventListener("change", () => {
  clearTimeout(settled);
  settled = setTimeout(choose, 300); // several boxes one after another are one choice
});

view.addEventListener("click", async (event) => {
  const all = event.target.closest("[data-all], [data-none]");
  if (all) {
    const first = boxes().find((box) => box.checked) ?? boxes()[0];
    for (const box of boxes()) box.checked = "all" in all.dataset || box === first;
    return choose();
  }
  const item = event.target.closest(".one");
  if (event.target.closest("[data-remove]")) {
    await further.removeOwn([item.dataset.source]);
    return document.getElementById("sources-title").focus();
  }
  const question = event.target.closest("[data-ask-source]");
  if (!question) return undefined;
  const { source, kind } = item.dataset;
  await further.choose(kind === "own" ? [source] : [], kind === "own" ? [] : alone(source));
  further.openView("ask");
  return further.ask(question.textContent, { alone: true, limits: {} });
});

// A served document alone; the only one is all of them.
const alone = (source) => (list.querySelectorAll('[data-kind="served"]').length === 1 ? null : [source]);

// A card is drawn when it is first unfolded: its questions are tried then.
list.addEventListener(
  "toggle",
  async ({ target }) => {
    const place = target.open && target.querySelector(".drawn");
    if (!place || place.firstChild) return;
    const { source, kind } = target.closest(".one").dataset;
    further.tell(place, "card_trying");
    const reply = await further.call("card", { source: kind === "own" ? source : `+${source}` }).catch(() => ({}));
    further.tell(place, null);
    place.innerHTML = reply.html ?? "";
    further.speak(place);
    if (!reply.html) further.tell(place, "card_nothing");
  },
  true,
);

// What is known of a document of one's own, as the person mends it: used at once, and given as a file where that is asked.
view.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const told = form.querySelector("[role=status]");
  const { source } = form.closest(".one").dataset;
  const sent = { source, facts: Object.fromEntries(new FormData(form)) };
  const reply = await further.call("mend", sent).catch(() => ({ failure: { say: "disconnected" } }));
  if (reply.gone) return further.documentGone();
  if (reply.failure) return further.tell(told, reply.failure.say, reply.failure.parts);
  form.querySelector("button").focus();
  further.tell(told, reply.kept ? "facts_kept" : "facts_used");
  const { name, text } = reply.file;
  if ("file" in (event.submitter?.dataset ?? {})) further.give(new Blob([text], { type: "application/json" }), name);
  return draw();
});

further.views.sources = watch;
document.addEventListener("further-sources", () => shown() && watch());
