// The table of case studies: its filters ask the server for the rows that fit, and stand in the address.

const list = document.getElementById("case-list");
const form = list.querySelector(".filters");
const table = list.querySelector("table");
const count = list.querySelector(".count");
const rule = list.querySelector(".rule");
const none = list.querySelector(".none");
const title = document.getElementById("cases-title");
const pickedCount = document.querySelector(".picked-count");
const every = table.querySelector(".pick-all");
const FIELDS = ["mission", "country", "theme", "words", "order"];
const SETTLED = 200; // milliseconds without another letter, until the words are looked for
let picked = new Map(); // anchor -> words, kept while filters come and go
let asked = 0;

const filters = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]));
const written = () => {
  const chosen = filters();
  if (chosen.order === "report") chosen.order = "";
  return new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
};

function pick() {
  const boxes = [...table.querySelectorAll(".pick")];
  every.checked = boxes.length > 0 && boxes.every((box) => box.checked);
  every.indeterminate = !every.checked && boxes.some((box) => box.checked);
  further.tell(pickedCount, "picked_count", { count: picked.size });
  pickedCount.parentElement.hidden = !picked.size;
}

function draw(reply) {
  further.tell(title, reply.lists ? "view_lists" : "view_cases");
  further.tell(count, "cases_count", { count: reply.count, whole: reply.whole });
  for (const [name, options] of Object.entries(reply.options)) {
    form.elements[name].innerHTML = options;
    form.querySelector(`[data-filter="${name}"]`).hidden = form.elements[name].options.length < 2;
  }
  rule.hidden = !reply.rule;
  rule.querySelector(".words").textContent = reply.rule;
  none.hidden = reply.count > 0;
  table.hidden = !reply.count;
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
  const chosen = Object.fromEntries(FIELDS.map((name) => [name, parameters.get(name) ?? ""]));
  form.elements.words.value = chosen.words;
  form.elements.order.value = chosen.order || "report";
  // On a phone the filters fold away unless one is set.
  form.parentElement.open = !matchMedia("(max-width: 760px)").matches || FIELDS.some((name) => chosen[name]);
  return show(chosen, parameters.get("row"));
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", (event) => {
  if (event.target.name !== "words") changed(true);
});

let settled = 0;
form.elements.words.addEventListener("input", () => {
  clearTimeout(settled);
  settled = setTimeout(() => changed(false), SETTLED);
});

form.querySelector("[data-clear-filters]").addEventListener("click", () => {
  for (const name of FIELDS) form.elements[name].value = name === "order" ? "report" : "";
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

// A tag narrows the table to its theme; the rule is shown with it.
table.addEventListener("click", ({ target }) => {
  const { theme } = target.dataset;
  if (!theme) return;
  form.parentElement.open = true;
  const options = form.elements.theme;
  if (![...options.options].some(({ value }) => value === theme)) options.add(new Option("", theme));
  options.value = theme;
  changed(true);
  options.focus();
});

list.addEventListener("click", async ({ target }) => {
  const { dataset } = target;
  if ("citePicked" in dataset) further.cite([...picked]);
  if ("pinPicked" in dataset) further.pin([...picked]);
  if ("copyTable" in dataset) {
    const copied = () => further.notice("copied", {}, 2500);
    await further.put(location.href).then(copied, () => further.notice("copy_failed", {}, 6000));
  }
  const kind = dataset.saveCases;
  if (!kind) return;
  const failed = () => further.notice("disconnected", {}, 4000);
  const chosen = { ...filters(), picked: [...picked.keys()] };
  await further.save(`cases/${kind}`, chosen, `case-studies.${kind}`).catch(failed);
});
