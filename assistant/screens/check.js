// Checking what somebody is about to quote: words or a file go to the server, its verdicts come back.

const sheet = document.getElementById("check-sheet");
const form = sheet.querySelector("form");
const words = document.getElementById("check-words");
const file = document.getElementById("check-file");
const failure = document.getElementById("check-failure");
const underWay = sheet.querySelector(".under-way");
const stage = document.getElementById("check-stage");
const bar = underWay.querySelector("progress");
const left = underWay.querySelector(".left");
const results = sheet.querySelector(".results");
const summary = results.querySelector(".summary");
const onlyWrong = results.querySelector(".only-wrong input");
const notes = results.querySelector(".notes");
const list = results.querySelector("ol");
const GLANCE = 250; // milliseconds between two looks at how far it is
const ALIVE = 60_000; // between two signs that the verdicts are still looked at
const MEGABYTE = 1024 * 1024;
const limit = JSON.parse(document.getElementById("check-note").dataset.parts).limit;
const giveBack = results.querySelector("[data-give-back]");
let key = null; // of the newest check, for the server
let draft = null; // its file: the server forgets it once it is read, and gets it again to give it back with comments

function keep(found) {
  key = found;
  further.memory.set("check", found, "session");
}

function fail({ say, parts }) {
  underWay.hidden = true;
  results.hidden = true;
  further.tell(failure, say, parts);
}

function show() {
  list.classList.toggle("wrong-alone", onlyWrong.checked);
}

function draw(reply, { said = true } = {}) {
  underWay.hidden = true;
  results.hidden = false;
  const { exact, altered, absent } = reply.counts;
  further.tell(summary, "check_summary", { exact, altered, absent });
  results.querySelector(".only-wrong").hidden = !exact || !(altered + absent);
  giveBack.hidden = !reply.back || !draft;
  list.innerHTML = reply.items;
  notes.replaceChildren(
    ...reply.notes.map((line) => {
      const note = document.createElement("p");
      note.className = "own";
      note.lang = "en";
      note.dir = "ltr";
      note.textContent = line;
      return note;
    }),
  );
  further.speak(list);
  show();
  if (said) summary.scrollIntoView({ block: "start" });
}

async function wait(mine) {
  let shown = null;
  let measure = null;
  for (;;) {
    const reply = await further.call("checked", { check: mine, style: further.style() });
    if (mine !== key) return;
    if (reply.gone) {
      keep(null);
      return fail({ say: "check_gone", parts: {} });
    }
    if (reply.failure) {
      keep(null);
      return fail(reply.failure);
    }
    if (reply.items !== undefined) return draw(reply);
    if (reply.stage !== shown) {
      shown = reply.stage;
      further.tell(stage, shown);
      measure = further.measure(bar, left);
    }
    underWay.hidden = false;
    measure(reply.done, reply.whole);
    bar.hidden = false;
    await further.pause(GLANCE);
  }
}

async function begin(body, name) {
  draft = name ? body : null;
  further.tell(failure, null);
  results.hidden = true;
  further.tell(stage, "check_reading");
  if (key) further.call("check_over", { check: key });
  keep(null);
  let reply;
  try {
    const headers = { "X-Further": "1", "X-Name": encodeURIComponent(name), "X-Document": further.document ?? "" };
    reply = await (await fetch("check", { method: "POST", headers, body })).json();
  } catch {
    return fail({ say: "disconnected", parts: {} });
  }
  if (reply.failure) return fail(reply.failure);
  if (reply.gone) return further.documentGone();
  keep(reply.check);
  return wait(reply.check);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (words.value.trim()) begin(words.value, "");
  else fail({ say: "check_empty", parts: {} });
});

words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
});

function take(chosen) {
  if (chosen.size > limit * MEGABYTE) return fail({ say: "unreadable_large", parts: { name: chosen.name, limit } });
  if (!chosen.size) return fail({ say: "unreadable_empty", parts: { name: chosen.name } });
  return begin(chosen, chosen.name);
}

file.addEventListener("change", () => {
  const [chosen] = file.files;
  if (chosen) take(chosen);
  file.value = ""; // the same file may be chosen again
});

// A file may be dropped on the box as well.
words.addEventListener("drop", (event) => {
  const [chosen] = event.dataTransfer.files;
  if (!chosen) return;
  event.preventDefault();
  take(chosen);
});

underWay.querySelector("[data-cancel-check]").addEventListener("click", () => {
  further.call("check_over", { check: key });
  keep(null);
  underWay.hidden = true;
  words.focus();
});

onlyWrong.addEventListener("change", show);

results.addEventListener("click", async (event) => {
  const kind = event.target.dataset.saveCheck;
  if (!kind) return;
  const failed = () => further.notice("disconnected", {}, 4000);
  const how = { style: further.style(), language: document.documentElement.lang };
  await further.save(`checked/${kind}`, { check: key, ...how }, `checked.${kind}`, "check_gone").catch(failed);
});

giveBack.addEventListener("click", async () => {
  const language = document.documentElement.lang;
  const headers = { "X-Further": "1", "X-Check": key, "X-Style": further.style(), "X-Language": language };
  giveBack.disabled = true;
  try {
    const response = await fetch("check/draft", { method: "POST", headers, body: draft });
    const [, name, kind] = /^(.*?)(\.[^.]*)?$/.exec(draft.name);
    const suffix = kind?.toLowerCase() === ".docm" ? ".docm" : ".docx";
    if (response.ok) further.give(await response.blob(), `${name}-checked${suffix}`);
    else further.notice(response.status === 422 ? "check_another" : "disconnected", {}, 4000);
  } catch {
    further.notice("disconnected", {}, 4000); // or the file was changed since
  } finally {
    giveBack.disabled = false;
  }
});

// The ready citations, in the style that was chosen anew.
document.addEventListener("further-style", async () => {
  if (!key || results.hidden) return;
  const reply = await further.call("checked", { check: key, style: further.style() });
  if (reply.items !== undefined) draw(reply, { said: false });
});

// Verdicts on another document's words say nothing of this one's.
document.addEventListener("further-papers", () => {
  results.hidden = true;
  underWay.hidden = true;
  keep(null);
});

setInterval(() => key && !document.hidden && further.call("checked", { check: key, alive: true }), ALIVE);

// After a reload the verdicts are still there, as long as the server knows them.
let arrived = false;
further.views.check = () => {
  const kept = further.memory.get("check", "session");
  if (arrived || key || !kept) return;
  arrived = true;
  key = kept;
  wait(kept);
};
