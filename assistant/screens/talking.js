// The conversations that this browser keeps: a list to search, to open, to name and to delete; and a new one.
//
// Each is kept under a key of its own (conversing.js); its name is its first question until the person gives it one.

const dialog = document.getElementById("talks");
const list = dialog.querySelector("ul");
const search = dialog.querySelector("input");
const none = dialog.querySelector(".none");
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
      found.push({ id, asked, last, title: given[id] || asked[0] });
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
      row.append(title, button("talk_rename", () => rename(talk), talk.title), gone);
      return row;
    }),
  );
  none.hidden = found.length > 0;
  further.speak(list);
}

search.addEventListener("input", draw);
dialog.querySelector("[data-close-talks]").addEventListener("click", () => dialog.close());

document.querySelector("[data-talks]").addEventListener("click", () => {
  further.closeMenu();
  search.value = "";
  draw();
  dialog.showModal();
});

document.querySelector("[data-new-talk]").addEventListener("click", () => {
  further.closeMenu();
  return show(Date.now().toString(36));
});
