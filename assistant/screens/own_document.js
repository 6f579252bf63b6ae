// A document of one's own, for this browser tab alone: sent, read and prepared with what is left in sight; then the
// questions are asked of it, or of it and the report beside each other, until the person goes back to the report.

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
};
const editions = document.querySelector("#imprint .editions"); // of what is not asked meanwhile
const examples = document.querySelectorAll(".welcome .examples, .welcome .introduction + .own");
const GLANCE = 400; // milliseconds between two looks at how far it is
const BESIDE = "+"; // behind a document's key: the report lies beside it, and both are asked
const SUFFIX = ".metadata.json";
const LONGEST_COMPANION = 4096; // bytes: it goes along as a header
const MEGABYTE = 1024 * 1024;
const limit = JSON.parse(document.getElementById("own-note").dataset.parts).limit;

function button(key, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.addEventListener("click", does);
  return further.tell(made, key);
}

function complain({ say, parts }, ...ways) {
  const line = document.createElement("p");
  line.className = "failure";
  line.setAttribute("role", "alert");
  place.replaceChildren(further.tell(line, say, parts), ...ways, button("close", () => place.replaceChildren()));
}

// A PDF that is locked: its password goes along when it is sent again, and is kept nowhere.
function unlocking(chosen, about) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  const opens = button("own_unlock", () => open(chosen, about, box.value));
  box.type = "password";
  box.autocomplete = "off";
  box.addEventListener("keydown", ({ key, isComposing }) => key === "Enter" && !isComposing && opens.click());
  label.append(further.tell(document.createElement("span"), "own_password"), " ", box);
  return [label, opens];
}

// A PDF whose pages are pictures: read by OCR, in the language that the person names.
function scanning(chosen, about) {
  const label = document.createElement("label");
  const list = document.createElement("select");
  for (const { value, textContent, lang } of document.getElementById("language").options) {
    const option = new Option(textContent, value, value === further.language(), value === further.language());
    option.lang = lang;
    list.add(option);
  }
  label.append(further.tell(document.createElement("span"), "own_scan_language"), " ", list);
  return [label, button("own_scan", () => open(chosen, about, "", list.value))];
}

const LOCKED = ["unreadable_locked", "unreadable_password"];

function refused(failure, chosen, about) {
  const locked = LOCKED.includes(failure.say) && /\.pdf$/i.test(chosen.name);
  const scanned = failure.say === "unreadable_scanned" && /\.pdf$/i.test(chosen.name);
  complain(failure, ...(locked ? unlocking(chosen, about) : scanned ? scanning(chosen, about) : []));
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
function send(chosen, companion, password, scans, shown) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", "own");
    request.setRequestHeader("X-Further", "1");
    request.setRequestHeader("X-Name", encodeURIComponent(chosen.name));
    if (companion) request.setRequestHeader("X-Companion", encodeURIComponent(companion));
    if (password) request.setRequestHeader("X-Password", encodeURIComponent(password));
    if (scans) request.setRequestHeader("X-Ocr", scans);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => shown.show("own_sending", chosen.name, loaded, total);
    request.onload = () => (request.response ? done(request.response) : fail(new Error("refused")));
    request.onerror = () => fail(new Error("connection lost"));
    request.onabort = () => done({ cancelled: true });
    shown.onCancel(() => request.abort());
    request.send(chosen);
  });
}

async function wait(key, shown) {
  let cancelled = false;
  shown.onCancel(() => (cancelled = true));
  for (;;) {
    if (cancelled) {
      await further.call("let_go", { own: key });
      return { cancelled };
    }
    const own = await further.call("own_state", { own: key });
    if (own.papers || !own.stage) return own;
    shown.show(own.stage, own.name, own.done, own.whole);
    await further.pause(GLANCE);
  }
}

function lay(own) {
  papers.innerHTML = own.papers;
  contents.innerHTML = own.contents;
  further.speak(papers);
  further.tell(title, own.beside ? "reports" : "your_document");
  further.tell(introduction, own.beside ? "introduction" : "own_introduction");
  subtitle.textContent = own.beside ? `${first.subtitle} + ${own.title}` : own.title;
  editions.hidden = true;
  examples.forEach((element) => (element.hidden = true));
  document.querySelector(".limit")?.setAttribute("hidden", "");
}

// What can be done with an open document once all of it is prepared.
function ready(own) {
  const line = document.createElement("p");
  const other = own.beside ? "own_alone" : "own_beside";
  place.replaceChildren(
    further.tell(line, own.beside ? "own_beside_ready" : "own_ready", { name: own.name }),
    button(other, () => turn(!own.beside)),
    button("own_close", further.closeOwn),
  );
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

async function opened(key, own) {
  further.empty();
  further.document = key;
  further.memory.set("document", key, "session");
  lay(own);
  document.dispatchEvent(new CustomEvent("further-papers"));
  if (own.stage) follow(key, own);
  else ready(own);
  await further.restore();
}

// The document beside the report, or alone again; each way has a conversation of its own.
async function turn(beside) {
  const key = further.document.replace(BESIDE, "") + (beside ? BESIDE : "");
  place.querySelectorAll("button").forEach((one) => (one.disabled = true));
  further.notice("own_joining");
  const own = await further.call("own_state", { own: key });
  further.notice(null);
  if (!own.papers) return further.documentGone();
  await opened(key, own);
  return place.querySelector("button").focus();
}

// `about`: the file of what is known of the document, for its citations, where one was chosen with it.
async function open(chosen, about, password = "", scans = "") {
  further.closeMenu();
  if (chosen.size > limit * MEGABYTE) return complain({ say: "own_large", parts: { name: chosen.name, limit } });
  const shown = progress();
  shown.show("own_sending", chosen.name, 0, 0);
  try {
    const companion = about && about.size < LONGEST_COMPANION ? await about.text() : "";
    const sent = await send(chosen, companion, password, scans, shown);
    const own = sent.document ? await wait(sent.document, shown) : sent;
    if (own.failure) return refused(own.failure, chosen, about);
    if (own.gone) return complain({ say: "own_gone", parts: {} });
    if (own.cancelled) return place.replaceChildren();
    await opened(sent.document, own);
    return document.getElementById("question").focus();
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
  subtitle.textContent = first.subtitle;
  editions.hidden = false;
  examples.forEach((element) => (element.hidden = false));
  document.querySelector(".limit")?.removeAttribute("hidden");
  further.speak(document.getElementById("desk"));
  document.dispatchEvent(new CustomEvent("further-papers"));
}

further.closeOwn = async () => {
  const key = further.document;
  const bare = key.replace(BESIDE, "");
  for (const one of [bare, bare + BESIDE]) further.memory.set(`conversation-${one}`, null, "session");
  leave();
  further.call("let_go", { own: key });
  await further.restore();
  document.getElementById("question").focus();
};

// The server does not know the document any more: it was started anew, or its room was needed.
further.documentGone = async () => {
  leave();
  complain({ say: "own_gone", parts: {} });
  await further.restore();
};

// After a reload of the page the document is still there.
further.reopenOwn = async () => {
  const key = further.memory.get("document", "session");
  if (!key) return false;
  const own = await further.call("own_state", { own: key });
  if (!own.papers) {
    further.memory.set("document", null, "session");
    if (own.gone) complain({ say: "own_gone", parts: {} });
    return false;
  }
  await opened(key, own);
  return true;
};

file.addEventListener("change", () => {
  const about = [...file.files].find(({ name }) => name.endsWith(SUFFIX));
  const chosen = [...file.files].find((one) => one !== about);
  if (chosen) open(chosen, about);
  file.value = ""; // the same file may be chosen again
});
