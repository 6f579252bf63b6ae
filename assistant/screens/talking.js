// The conversations that this browser keeps: a list to search, to open, to name, to delete and to take along as a file,
// which another browser opens; and a new one.
//
// Each is kept under a key of its own (conversing.js); its name is its first question until the person gives it one.

const dialog = document.getElementById("talks");
const list = dialog.querySelector("ul");
const search = dialog.querySelector("input");
const none = dialog.querySelector(".none");
const file = document.getElementById("talks-file");
const FORMAT = 1;
const LARGEST = 16 * 1024 * 1024; // bytes of a file of conversations
const FIRST = "further-conversation"; // the key of the first; others have ~ and a name behind it

function titles() {
  try {
    return JSON.parse(further.memory.get("titles")) ?? {};
  } catch {
    return {};
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key === FIRST || key.startsWith(`${FIRST}~`));
  } catch {
    return []; // storage is forbidden
  }
}

// The newest first: its name, its title, its questions.
function talks() {
  const given = titles();
  const found = [];
  for (const key of keys()) {
    try {
      const turns = JSON.parse(localStorage.getItem(key));
      const id = key.slice(FIRST.length + 1);
      const asked = turns.map(({ question }) => `${question}`);
      const last = parseInt(turns.at(-1).at ?? "0", 36);
      found.push({ id, asked, last, turns, title: given[id] || asked[0] });
    } catch {
      // not ours
    }
  }
  return found.toSorted((one, other) => other.last - one.last);
}

function button(key, does, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.addEventListener("click", does);
  further.tell(made, key);
  made.dataset.parts = JSON.stringify({ name });
  made.setAttribute("data-say-aria-label", `${key}_of`);
  return made;
}

async function show(id) {
  dialog.close();
  further.memory.set("talk", id || null, "session");
  further.empty();
  further.openView("ask");
  await further.restore();
  document.getElementById("question").focus();
}

function rename({ id, title }) {
  const box = document.createElement("input");
  box.value = title;
  box.dir = "auto";
  box.maxLength = 200;
  box.setAttribute("aria-label", further.say("talk_rename"));
  const row = list.querySelector(`[data-id="${id}"]`);
  row.querySelector(".title").replaceWith(box);
  box.focus();
  box.select();
  const done = () => {
    further.memory.set("titles", JSON.stringify({ ...titles(), [id]: box.value.trim() }));
    draw();
    list.querySelector(`[data-id="${id}"] .title`)?.focus();
  };
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Enter") done();
    else draw();
  });
  box.addEventListener("change", done);
}

function save(chosen) {
  const conversations = chosen.map(({ title, turns }) => ({ title, turns }));
  const whole = JSON.stringify({ further_conversations: FORMAT, conversations }, null, 1);
  const day = new Date().toISOString().slice(0, 10);
  further.give(new Blob([whole], { type: "application/json" }), `further-conversations-${day}.json`);
}

// Each is kept under a new name beside those that are here, but not twice; what it quotes is proved when it is opened.
function take({ conversations }) {
  const sign = (turns) => JSON.stringify(turns.map(({ at, question }) => [at, question]));
  const here = new Set(talks().map(({ turns }) => sign(turns)));
  const given = titles();
  let added = 0;
  for (const { title, turns } of conversations) {
    if (!Array.isArray(turns) || !turns.length || turns.some((turn) => typeof turn?.question !== "string")) continue;
    if (here.has(sign(turns))) continue;
    const id = `${Date.now().toString(36)}.${added}`;
    further.memory.set(`conversation~${id}`, JSON.stringify(turns));
    if (typeof title === "string" && title !== turns[0].question) given[id] = title.slice(0, 200);
    added += 1;
  }
  further.memory.set("titles", JSON.stringify(given));
  return added;
}

// What is gone is gone: the button asks once more.
function remove(talk, made) {
  if (!made.dataset.sure) {
    made.dataset.sure = "true";
    return void further.tell(made, "clear_sure");
  }
  localStorage.removeItem(talk.id ? `${FIRST}~${talk.id}` : FIRST);
  if (!further.document && talk.id === further.talk()) further.clear();
  draw();
  return search.focus();
}

function draw() {
  const wanted = search.value.trim().toLowerCase();
  const said = ({ title, asked }) => [title, ...asked].join("\n").toLowerCase();
  const found = talks().filter((talk) => said(talk).includes(wanted));
  list.replaceChildren(
    ...found.map((talk) => {
      const row = document.createElement("li");
      row.dataset.id = talk.id;
      const title = document.createElement("button");
      title.type = "button";
      title.className = "title";
      title.dir = "auto";
      title.textContent = talk.title;
      if (!further.document && talk.id === further.talk()) title.setAttribute("aria-current", "true");
      title.addEventListener("click", () => show(talk.id));
      const gone = button("talk_delete", () => remove(talk, gone), talk.title);
      row.append(title, button("talk_rename", () => rename(talk), talk.title), button("talk_save", () => save([talk]), talk.title), gone);
      return row;
    }),
  );
  none.hidden = found.length > 0;
  every.disabled = !talks().length;
  further.speak(list);
}

const every = dialog.querySelector("[data-save-talks]");
every.addEventListener("click", () => save(talks()));
dialog.querySelector("[data-open-talks]").addEventListener("click", () => file.click());
file.addEventListener("change", async () => {
  const [chosen] = file.files;
  file.value = ""; // the same file may be chosen again
  const told = dialog.querySelector(".told");
  try {
    if (chosen.size > LARGEST) throw new Error("too large");
    const found = JSON.parse(await chosen.text());
    if (!found.further_conversations || !Array.isArray(found.conversations)) throw new Error("no conversations");
    const count = take(found);
    search.value = "";
    draw();
    further.tell(told, "talks_opened", { count });
  } catch {
    further.tell(told, "talks_no_file");
  }
});

search.addEventListener("input", draw);
dialog.querySelector("[data-close-talks]").addEventListener("click", () => dialog.close());

document.querySelector("[data-talks]").addEventListener("click", () => {
  further.closeMenu();
  search.value = "";
  further.tell(dialog.querySelector(".told"), null);
  draw();
  dialog.showModal();
});

document.querySelector("[data-new-talk]").addEventListener("click", () => {
  further.closeMenu();
  return show(Date.now().toString(36));
});
