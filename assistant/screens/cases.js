// The table of case studies, the grid of themes by missions, two missions beside each other: filters, order and shape ask
// the server for what fits, and stand in the address.

const list = document.getElementById("case-list");
const form = list.querySelector(".filters");
const table = list.querySelector("table");
const count = list.querySelector(".count");
const rule = list.querySelector(".rule");
const none = list.querySelector(".none");
const title = document.getElementById("cases-title");
const pickedCount = document.querySelector(".picked-count");
const every = table.querySelector(".pick-all");
const drawn = list.querySelector(".shape");
const desk = document.getElementById("desk");
const FIELDS = ["mission", "beside", "country", "theme", "words"];
const SETTLED = 200; // milliseconds without another letter, until the words are looked for
let picked = new Map(); // anchor -> words, kept while filters come and go
let asked = 0;
let order = "report"; // "-title" is from its end
let shape = "table";
let lists = false; // the document has no case studies: what it lists is shown

// The second mission stands in the address behind the first; it counts only where two are compared.
const filters = () => {
  /** @type {any} */
  const chosen = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]));
  const missions = [chosen.mission, shape === "compare" ? chosen.beside : ""].filter(Boolean);
  delete chosen.beside;
  return { ...chosen, mission: missions.join(","), order, shape };
};
const written = () => {
  const { order: sorted, shape: shown, ...chosen } = filters();
  if (sorted !== "report") chosen.order = sorted;
  if (shown !== "table") chosen.shape = shown;
  return new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
};

// On a wide window the table has all of it, until a quote is followed into the report.
const spread = () => desk.classList.add("spread");

function pick() {
  const boxes = [...table.querySelectorAll(".pick")];
  every.checked = boxes.length > 0 && boxes.every((box) => box.checked);
  every.indeterminate = !every.checked && boxes.some((box) => box.checked);
  further.tell(pickedCount, "picked_count", { count: picked.size });
  pickedCount.parentElement.hidden = !picked.size;
}

function sorted() {
  form.elements.order.value = order.replace("-", "");
  for (const head of table.querySelectorAll("th:has([data-sort])")) {
    const key = head.querySelector("button").dataset.sort;
    if (order.replace("-", "") !== key) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", order === key ? "ascending" : "descending");
  }
}

// What the document has: case studies, or lists of its own under its headings.
function named(reply) {
  ({ lists } = reply);
  further.tell(title, lists ? "view_lists" : "view_cases");
  further.tell(table.querySelector("[data-sort=mission]"), lists ? "col_under" : "filter_mission");
  further.tell(table.querySelector("[data-sort=title]"), lists ? "col_listed" : "col_title");
  for (const kind of ["mission", "country", "theme"]) table.classList.toggle(`no-${kind}`, !reply.columns.includes(kind));
  list.querySelector(".shapes").hidden = !reply.shaped;
  list.querySelector(".ours").hidden = !reply.columns.includes("theme") && !reply.columns.includes("country");
}

function choices(reply) {
  const [first, second] = filters().mission.split(",");
  for (const [name, options] of Object.entries(reply.options)) {
    form.elements[name].innerHTML = options;
    form.querySelector(`[data-filter="${name}"]`).hidden = form.elements[name].options.length < 2;
  }
  form.querySelector("[data-filter=beside]").hidden = shape !== "compare";
  const missions = (reply.missions.length ? reply.missions : [first, second]).filter(Boolean);
  form.elements.mission.value = missions[0] ?? "";
  form.elements.beside.value = missions[1] ?? "";
}

function draw(reply) {
  named(reply);
  further.tell(count, "cases_count", { count: reply.count, whole: reply.whole });
  choices(reply);
  rule.hidden = !reply.rule;
  rule.querySelector(".words").textContent = reply.rule;
  further.tell(none, reply.whole ? "cases_none" : "lists_none");
  none.hidden = reply.count > 0 || Boolean(reply.drawn);
  table.hidden = !reply.count || Boolean(reply.drawn);
  drawn.hidden = !reply.drawn;
  drawn.innerHTML = reply.drawn;
  list.dataset.shape = shape;
  for (const button of list.querySelectorAll("[data-shape]")) {
    button.setAttribute("aria-pressed", String(button.dataset.shape === shape));
  }
  sorted();
  table.querySelectorAll("tbody").forEach((body) => body.remove());
  table.insertAdjacentHTML("beforeend", reply.rows);
  for (const row of table.querySelectorAll(".citation")) {
    row.querySelector(".pick").checked = picked.has(row.dataset.anchor);
    row.classList.toggle("named", row.dataset.anchor === reply.row);
  }
  further.speak(list);
  pick();
  const row = table.querySelector(".named");
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  row.querySelector(".chip").click(); // its words in the report
}

async function show(chosen, row = null) {
  const number = (asked += 1);
  const reply = await further.call("cases", { ...chosen, row });
  if (number !== asked) return; // another filter was chosen meanwhile
  if (reply.gone) return void further.documentGone();
  draw(reply);
  if (row && !reply.row) further.notice("reference_lost", {}, 8000);
}

function changed(step) {
  further.address(written(), { step });
  return show(filters());
}

// What the address says. The choices of a filter come with the rows, so the address is asked, not the form.
further.views.cases = (parameters) => {
  /** @type {any} */
  const chosen = Object.fromEntries(["mission", "country", "theme", "words"].map((name) => [name, parameters.get(name) ?? ""]));
  order = parameters.get("order") || "report";
  shape = ["grid", "compare"].find((known) => known === parameters.get("shape")) ?? "table";
  form.elements.words.value = chosen.words;
  // On a phone the filters fold away unless one is set.
  form.parentElement.open = !matchMedia("(max-width: 760px)").matches || Object.values(chosen).some(Boolean);
  spread();
  return show({ ...chosen, order, shape }, parameters.get("row"));
};

// Beside the report and on a phone the table's columns have no room (cases.css); its own width decides, not the window's.
const [NARROW, SLIM] = [900, 520]; // CSS pixels
new ResizeObserver(([{ contentRect }]) => {
  if (!contentRect.width) return; // another view is shown
  list.classList.toggle("narrow", contentRect.width < NARROW);
  list.classList.toggle("slim", contentRect.width < SLIM);
}).observe(list);

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => {
  if (target.name === "order") order = target.value;
  if (target.name !== "words") changed(true);
});

let settled = 0;
form.elements.words.addEventListener("input", () => {
  clearTimeout(settled);
  settled = setTimeout(() => changed(false), SETTLED);
});

form.querySelector("[data-clear-filters]").addEventListener("click", () => {
  for (const name of FIELDS) form.elements[name].value = "";
  order = "report";
  changed(true);
});

// A column's head puts the table in its order, once more from its end.
table.tHead.addEventListener("click", ({ target }) => {
  const { sort } = target.dataset;
  if (!sort) return;
  order = order === sort ? `-${sort}` : sort;
  changed(true);
});

table.addEventListener("change", ({ target }) => {
  const boxes = target === every ? table.querySelectorAll(".pick") : [target];
  for (const box of boxes) {
    if (target === every) box.checked = every.checked;
    const row = box.closest(".citation");
    const { anchor } = row.dataset;
    if (box.checked) picked.set(anchor, row.querySelector("blockquote").textContent);
    else picked.delete(anchor);
  }
  pick();
});

// Another document lies in the pane: its rows, and no selection of the other's.
document.addEventListener("further-papers", () => {
  picked = new Map();
  if (further.view().contains(list)) show(filters());
});

// What is not among the choices now is chosen all the same.
function choose(name, value) {
  const options = form.elements[name];
  if (![...options.options].some((option) => option.value === value)) options.add(new Option("", value));
  options.value = value;
}

// A tag narrows the table to its theme; the rule is shown with it.
table.addEventListener("click", ({ target }) => {
  const { theme } = target.dataset;
  if (!theme) return;
  form.parentElement.open = true;
  choose("theme", theme);
  changed(true);
  form.elements.theme.focus();
});

// A count of the grid narrows the table to its mission and theme, a head to one of them.
drawn.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-narrow-mission], [data-narrow-theme]");
  if (!button) return;
  choose("mission", button.dataset.narrowMission ?? "");
  choose("theme", button.dataset.narrowTheme ?? "");
  shape = "table";
  await changed(true);
  title.focus();
});

// The row that is followed stays in sight where the report comes beside the table.
document.addEventListener("further-shown", () => {
  if (!further.view().contains(list)) return;
  requestAnimationFrame(() => list.querySelector(".chip[aria-current]")?.closest(".citation").scrollIntoView({ block: "nearest" }));
});

list.addEventListener("click", async ({ target }) => {
  const { dataset } = target;
  if ("citePicked" in dataset) further.cite([...picked]);
  if ("pinPicked" in dataset) further.pin([...picked]);
  if (dataset.shape && target !== list) {
    ({ shape } = dataset);
    changed(true);
  }
  if ("unpick" in dataset) {
    picked = new Map();
    table.querySelectorAll(".pick").forEach((box) => (box.checked = false));
    pick();
    title.focus();
  }
  if ("copyTable" in dataset) {
    const copied = () => further.notice("copied", {}, 2500);
    await further.put(location.href).then(copied, () => further.notice("copy_failed", {}, 6000));
  }
  const kind = dataset.saveCases;
  if (!kind) return;
  const failed = () => further.notice("disconnected", {}, 4000);
  const chosen = { ...filters(), picked: [...picked.keys()] };
  await further.save(`cases/${kind}`, chosen, `${lists ? "lists" : "case-studies"}.${kind}`).catch(failed);
});
