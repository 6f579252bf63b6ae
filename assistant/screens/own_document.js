// Documents of one's own, for this browser tab alone: sent, read and prepared with what is left in sight; and which of all
// documents the questions are asked of. `further.document` says which these are, as `desks.py` reads it.

further.document = ""; // all that is served
const file = document.getElementById("own-file");
const place = document.createElement("div"); // between the head and the conversation: how far it is, and the way back
place.id = "own";
document.getElementById("status").append(place);
const papers = document.querySelector(".papers");
const contents = document.querySelector("#contents");
const title = document.getElementById("reading-title");
const introduction = document.querySelector(".welcome .introduction");
const subtitle = document.querySelector(".subtitle");
const first = {
  papers: [...papers.childNodes],
  contents: [...contents.childNodes],
  title: title.dataset.say,
  subtitle: subtitle.textContent,
  said: subtitle.querySelector("[data-say]")?.dataset.say,
  parts: subtitle.querySelector("[data-say]")?.dataset.parts,
  cases: document.querySelector("#views [data-view=cases]").getAttribute("data-say") ?? "",
  tried: [...(document.querySelector(".welcome .examples")?.childNodes ?? [])],
};
const editions = document.querySelector("#imprint .editions"); // of what is not asked meanwhile
const examples = document.querySelectorAll(".welcome .examples, .welcome .introduction + .own");
const EXAMPLES = 4;
const GLANCE = 400; // milliseconds between two looks at how far it is
const BESIDE = "+"; // behind keys of one's own: served documents lie beside them
const SUFFIX = ".metadata.json";
const PART = "[1-9]\\d{0,5}( ?[\\-–] ?([1-9]\\d{0,5})?)?"; // as `corpus/opening.py` reads it
const LONGEST_COMPANION = 4096; // bytes: it goes along as a header
const MEGABYTE = 1024 * 1024;
const limit = JSON.parse(document.getElementById("own-note").dataset.parts).limit;

// The keys of all documents of one's own that are open, whether they are asked or not.
further.own = () => {
  try {
    return JSON.parse(further.memory.get("own", "session")) ?? [];
  } catch {
    return [];
  }
};
const remember = (keys) => further.memory.set("own", keys.length ? JSON.stringify(keys) : null, "session");
const removed = new Set(); // the server may name these once more, in a reply that was under way meanwhile
// Keys that the server tells: of documents that are kept under the person's login.
further.rememberOwn = (keys) => {
  const more = keys.filter((key) => !further.own().includes(key) && !removed.has(key));
  if (more.length) remember([...further.own(), ...more]);
};
const forget = (key) => remember(further.own().filter((one) => one !== key));

// What is asked: keys of one's own, and the served ones (null: all).
function chosen(desk = further.document) {
  const [own, served] = desk.split(BESIDE);
  if (!desk) return { own: [], served: null };
  return { own: own ? own.split(",") : [], served: served === undefined ? [] : served ? served.split(".") : null };
}

function deskOf({ own, served }) {
  if (!own.length && served === null) return "";
  const beside = served === null ? BESIDE : served.length ? BESIDE + served.join(".") : "";
  return own.join(",") + beside;
}

function button(key, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.addEventListener("click", does);
  return further.tell(made, key);
}

function complain({ say, parts = {} }, ...ways) {
  const line = document.createElement("p");
  line.className = "failure";
  line.setAttribute("role", "alert");
  place.replaceChildren(further.tell(line, say, parts), ...ways, button("close", () => place.replaceChildren()));
}

// A PDF that is locked: its password goes along when it is sent again, and is kept nowhere.
function unlocking(again) {
  return typed("own_password", "own_unlock", { type: "password" }, (password) => again({ password }));
}

// A PDF that is longer than what may be opened: a part of it.
function parting(again) {
  const box = { pattern: PART, placeholder: "10-40", dir: "ltr", required: true };
  return typed("own_part", "own_part_open", box, (pages) => again({ pages }));
}

// A box to type into, and the button that does with what was typed.
function typed(asks, opens, like, does) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { autocomplete: "off" }, like);
  const way = button(opens, () => box.reportValidity() && does(box.value));
  box.addEventListener("keydown", ({ key, isComposing }) => key === "Enter" && !isComposing && way.click());
  label.append(further.tell(document.createElement("span"), asks), " ", box);
  return [label, way];
}

// A PDF whose pages are pictures: read by OCR, in the language that the person names.
function scanning(again) {
  const label = document.createElement("label");
  const list = document.createElement("select");
  for (const { value, textContent, lang } of document.getElementById("language").options) {
    const option = new Option(textContent, value, value === further.language(), value === further.language());
    option.lang = lang;
    list.add(option);
  }
  label.append(further.tell(document.createElement("span"), "own_scan_language"), " ", list);
  return [label, button("own_scan", () => again({ ocr: list.value }))];
}

const WAYS = { unreadable_locked: unlocking, unreadable_password: unlocking, unreadable_scanned: scanning, own_long: parting };

// `how`: as it was sent: what is chosen now goes along with it.
function refused(failure, chosen, about, how) {
  const way = /\.pdf$/i.test(chosen.name) && (WAYS[failure.say] ?? (how.pages && parting));
  complain(failure, ...(way ? way((more) => open(chosen, about, { ...how, ...more })) : []));
  place.querySelector("input, select")?.focus();
}

function progress(ends = "cancel") {
  const line = document.createElement("p");
  const bar = document.createElement("progress");
  const left = document.createElement("span");
  line.id = "own-progress";
  bar.setAttribute("aria-labelledby", "own-progress");
  const stop = button(ends, () => cancel());
  place.replaceChildren(line, bar, left, stop);
  let cancel = () => {};
  let stage = null;
  let measure = null;
  return {
    onCancel: (does) => (cancel = does),
    show(key, name, done, whole) {
      if (key !== stage) {
        stage = key;
        further.tell(line, key, { name });
        measure = further.measure(bar, left);
        bar.removeAttribute("value");
      }
      measure(done, whole);
      bar.hidden = false;
    },
  };
}

// XMLHttpRequest, since fetch does not tell how much was sent.
function send(chosen, companion, how, shown) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", "own");
    request.setRequestHeader("X-Further", "1");
    request.setRequestHeader("X-Name", encodeURIComponent(chosen.name));
    if (further.own().length) request.setRequestHeader("X-Beside", further.own().join(","));
    if (companion) request.setRequestHeader("X-Companion", encodeURIComponent(companion));
    for (const [name, value] of Object.entries(how)) request.setRequestHeader(`X-${name}`, encodeURIComponent(value));
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => shown.show("own_sending", chosen.name, loaded, total);
    request.onload = () => (request.response ? done(request.response) : fail(new Error("refused")));
    request.onerror = () => fail(new Error("connection lost"));
    request.onabort = () => done({ cancelled: true });
    shown.onCancel(() => request.abort());
    request.send(chosen);
  });
}

const READY = ["own_meaning", "own_languages"]; // it can be asked already

async function wait(key, shown) {
  let cancelled = false;
  shown.onCancel(() => (cancelled = true));
  for (;;) {
    if (cancelled) {
      await further.call("let_go", { own: key, remove: true });
      return { cancelled };
    }
    const own = await further.call("own_state", { own: key, shown: Boolean(further.document) });
    if (own.papers || !own.stage || READY.includes(own.stage)) return own;
    shown.show(own.stage, own.name, own.done, own.whole);
    await further.pause(GLANCE);
  }
}

function lay(own) {
  const { own: mine } = chosen();
  papers.innerHTML = own.papers;
  contents.innerHTML = own.contents;
  further.speak(papers);
  further.tell(title, own.count > 1 ? "reports" : mine.length ? "your_document" : "report");
  further.tell(introduction, own.beside ? "introduction" : "own_introduction");
  if (own.title && own.beside) subtitle.textContent = `${first.subtitle} + ${own.title}`;
  else if (own.title) subtitle.textContent = own.title;
  else further.tell(subtitle, "several", { count: own.count });
  further.nameView("cases", own.lists ? "nav_lists" : "view_cases");
  editions.hidden = true;
  examples.forEach((element) => (element.hidden = true));
  document.querySelector(".limit")?.setAttribute("hidden", "");
}

// What can be done with what is asked once all of it is prepared.
function ready(own) {
  const line = document.createElement("p");
  const { own: mine } = chosen();
  const sources = button("view_sources", () => further.openView("sources"));
  if (mine.length !== 1 || further.own().length > 1) {
    return place.replaceChildren(further.tell(line, "sources_asked", { count: own.count }), sources);
  }
  if (!own.beside) invite(mine[0]);
  const other = own.beside ? "own_alone" : "own_beside";
  return place.replaceChildren(
    further.tell(line, own.beside ? "own_beside_ready" : "own_ready", { name: own.name }),
    button(other, () => turn(!own.beside)),
    button("own_close", further.closeOwn),
  );
}

// Questions that the document answers, where those of the report stood; they are tried while nothing waits for them.
async function invite(key) {
  const list = document.querySelector(".welcome .examples");
  if (!list || further.turns.length) return;
  const { html = "" } = await further.call("card", { source: key }).catch(() => ({}));
  const card = document.createElement("div");
  card.innerHTML = html;
  const questions = [...card.querySelectorAll("[data-ask-source]")].slice(0, EXAMPLES);
  if (!questions.length || further.document !== key) return;
  for (const question of questions) {
    question.removeAttribute("data-ask-source");
    question.dataset.ask = "alone"; // it was found to be answered by itself
  }
  list.replaceChildren(...questions.map((question) => question.closest("li")));
  examples.forEach((element) => (element.hidden = false));
}

// It can be asked already; the bar says what is still being prepared.
async function follow(key, own) {
  const shown = progress("own_close");
  shown.onCancel(further.closeOwn);
  for (let state = own; state.stage; ) {
    shown.show(state.stage, state.name, state.done, state.whole);
    await further.pause(GLANCE);
    if (further.document !== key) return;
    state = await further.call("own_state", { own: key, shown: true }).catch(() => state); // a bad line
    if (state.gone || state.failure) return further.documentGone();
  }
  ready(own);
}

// `carried`: turns of the conversation before, which goes on here as far as it can be proved here.
async function opened(key, own, carried = []) {
  further.empty();
  further.document = key;
  further.memory.set("document", key, "session");
  lay(own);
  document.dispatchEvent(new CustomEvent("further-papers"));
  if (own.stage) follow(key, own);
  else ready(own);
  if (carried.length) await further.restore(carried);
  if (!further.turns.length) await further.restore();
}

// Asks these documents from now on: keys of one's own, and the served ones (null: all of them).
further.choose = async (own, served) => {
  const key = deskOf({ own, served });
  if (key === further.document) return true;
  const carried = further.turns;
  if (!key) {
    leave();
    await further.restore(carried.length ? carried : undefined);
    return true;
  }
  further.notice("own_joining");
  const state = await further.call("own_state", { own: key });
  further.notice(null);
  if (!state.papers) return further.documentGone();
  await opened(key, state, carried);
  return true;
};

// The document beside the report, or alone again; each way has a conversation of its own.
async function turn(beside) {
  const key = deskOf({ own: chosen().own, served: beside ? null : [] });
  place.querySelectorAll("button").forEach((one) => (one.disabled = true));
  further.notice("own_joining");
  const own = await further.call("own_state", { own: key });
  further.notice(null);
  if (!own.papers) return further.documentGone();
  await opened(key, own);
  return place.querySelector("button").focus();
}

// A document that came is asked alone where it is the first, else together with what is asked already.
async function asked(key, own) {
  const now = chosen();
  if (now.own.length) await further.choose([...now.own, key], now.served);
  else await opened(key, own.papers ? own : await further.call("own_state", { own: key }));
  document.dispatchEvent(new CustomEvent("further-sources"));
  document.getElementById("question").focus();
}

// `about`: the file of what is known of the document, for its citations, where one was chosen with it. `how`: the password,
// the part, the language of scans that go along.
async function open(chosenFile, about, how = {}) {
  further.closeMenu();
  if (chosenFile.size > limit * MEGABYTE) return complain({ say: "own_large", parts: { name: chosenFile.name, limit } });
  const shown = progress();
  shown.show("own_sending", chosenFile.name, 0, 0);
  try {
    const companion = about && about.size < LONGEST_COMPANION ? await about.text() : "";
    const sent = await send(chosenFile, companion, how, shown);
    if (sent.document) remember([...further.own(), sent.document]);
    removed.delete(sent.document); // the same file again
    const own = sent.document ? await wait(sent.document, shown) : sent;
    if (own.failure || own.gone || own.cancelled) forget(sent.document);
    if (own.failure) return refused(own.failure, chosenFile, about, how);
    if (own.gone) return complain({ say: "own_gone" });
    if (own.cancelled) return place.replaceChildren();
    return await asked(sent.document, own);
  } catch {
    return complain({ say: "disconnected", parts: {} });
  }
}

function leave() {
  further.empty();
  further.document = "";
  further.memory.set("document", null, "session");
  place.replaceChildren();
  papers.replaceChildren(...first.papers);
  contents.replaceChildren(...first.contents);
  further.tell(title, first.title);
  further.tell(introduction, "introduction");
  if (first.said) further.tell(subtitle, first.said, JSON.parse(first.parts ?? "{}"));
  else further.tell(subtitle, null);
  if (!first.said) subtitle.textContent = first.subtitle;
  further.nameView("cases", first.cases);
  editions.hidden = false;
  document.querySelector(".welcome .examples")?.replaceChildren(...first.tried);
  examples.forEach((element) => (element.hidden = false));
  document.querySelector(".limit")?.removeAttribute("hidden");
  further.speak(document.getElementById("desk"));
  document.dispatchEvent(new CustomEvent("further-papers"));
}

// Removes documents of one's own; what else is asked stays asked.
further.removeOwn = async (keys) => {
  const now = chosen();
  const left = now.own.filter((key) => !keys.includes(key));
  keys.forEach(forget);
  for (const key of keys) {
    removed.add(key);
    for (const one of [key, key + BESIDE]) further.memory.set(`conversation-${one}`, null, "session");
  }
  if (left.length < now.own.length) await further.choose(left, left.length || now.served?.length ? now.served : null);
  await further.call("let_go", { own: keys.join(","), remove: true });
  document.dispatchEvent(new CustomEvent("further-sources"));
};

further.closeOwn = async () => {
  const { own } = chosen();
  const keys = own.length ? own : further.own();
  for (const one of keys.flatMap((key) => [key, key + BESIDE])) further.memory.set(`conversation-${one}`, null, "session");
  keys.forEach(forget);
  leave();
  further.call("let_go", { own: keys.join(",") });
  await further.restore();
  document.dispatchEvent(new CustomEvent("further-sources"));
  document.getElementById("question").focus();
};

// The server does not know a document any more: it was started anew, or nobody was heard of for long.
further.documentGone = async () => {
  const { own: there } = await further.call("sources", { own: further.own() });
  remember(there);
  const now = chosen();
  const left = now.own.filter((key) => there.includes(key));
  leave();
  complain({ say: "own_gone" });
  if (left.length) await further.choose(left, now.served);
  else await further.restore();
  document.dispatchEvent(new CustomEvent("further-sources"));
};

// After a reload of the page the documents are still there.
further.reopenOwn = async () => {
  const key = further.memory.get("document", "session");
  if (!key) return false;
  further.document = key;
  const own = await further.call("own_state", { own: key });
  if (!own.papers) {
    further.memory.set("document", null, "session");
    if (own.gone) await further.documentGone();
    else leave();
    return Boolean(further.document);
  }
  await opened(key, own);
  return true;
};

// Several at once, one after another; each with the file that tells what is known of it.
file.addEventListener("change", async () => {
  const files = [...file.files];
  const abouts = files.filter(({ name }) => name.endsWith(SUFFIX));
  const documents = files.filter((one) => !abouts.includes(one));
  file.value = ""; // the same file may be chosen again
  for (const one of documents) {
    const stem = one.name.replace(/\.[^.]*$/, "");
    await open(one, documents.length > 1 ? abouts.find(({ name }) => name === stem + SUFFIX) : abouts[0]);
  }
});
