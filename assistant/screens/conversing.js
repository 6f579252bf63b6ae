// The conversation in this browser: its turns are shown here and kept here, so that a reload finds them again.
//
// `further.turns` holds what the server answered (the Answer objects); it gets them back with each question and proves
// them anew. Kept in the browser's own storage: for good, or until the tab closes where the person wants that.

const log = document.getElementById("log");
const welcome = log.querySelector(".welcome");
further.turns = [];
const dropped = new Set(); // turns that could not be proved: they are not brought back from what is kept
const LEANED_ON = 8; // a question may lean on no more; on a bad line a long conversation would be sent with each
further.recent = () => further.turns.slice(-LEANED_ON);

const forgets = () => further.memory.get("forget") === "1";
const where = () => (further.document || forgets() ? "session" : "local");
// Which of the conversations this tab has: "" for the first that a browser keeps.
further.talk = () => further.memory.get("talk", "session") ?? "";
const name = () => {
  if (further.document) return `conversation-${further.document}`;
  return further.talk() ? `conversation~${further.talk()}` : "conversation";
};

const room = () => document.getElementById("desk").classList.toggle("answered", further.turns.length > 0);

function kept() {
  try {
    const found = JSON.parse(further.memory.get(name(), where()));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

// What another tab added to the same conversation stays in it, in its order in time.
function merged() {
  const here = new Set(further.turns.map((turn) => turn.at));
  const others = kept().filter((turn) => turn?.at && !here.has(turn.at) && !dropped.has(turn.at));
  return [...further.turns, ...others].toSorted((one, other) => parseInt(one.at, 36) - parseInt(other.at, 36));
}

function save() {
  room();
  const whole = further.turns.length ? merged() : [];
  const written = whole.length ? JSON.stringify(whole) : null;
  for (const kept of ["local", "session"]) further.memory.set(name(), kept === where() ? written : null, kept);
}

// The questions offered after the newest answer, which a reload shows again.
further.keepNext = (questions) => {
  further.turns.at(-1).next = questions;
  save();
};

function article(question) {
  const turn = document.createElement("article");
  turn.className = "turn";
  const heading = document.createElement("h2");
  heading.className = "question";
  heading.dir = "auto";
  heading.textContent = question;
  heading.id = `question-${document.querySelectorAll(".turn").length + 1}`;
  turn.setAttribute("aria-labelledby", heading.id);
  const answer = document.createElement("div");
  answer.className = "answer";
  turn.append(heading, answer);
  return turn;
}

// The newest turn begins at the top and has the height for itself (further.css), so that nothing that is added to it,
// such as the questions to ask next, comes in out of sight or moves what is being read.
const inView = (turn) => turn.scrollIntoView({ block: "start" });

// Where there is too little height for a box that stands still, all of the chat scrolls: what was read stays in view.
matchMedia("(max-height: 480px)").addEventListener("change", () => {
  const newest = log.querySelector(".turn:last-of-type");
  if (newest) inView(newest);
});

// A turn that waits for its answer; `key` says for what.
further.pending = (question, key) => {
  welcome.remove();
  log.querySelectorAll(".turn.failed").forEach((failed) => failed.remove());
  const turn = article(question);
  turn.setAttribute("aria-busy", "true");
  const line = document.createElement("p");
  line.className = "own pending";
  turn.lastElementChild.append(further.tell(line, key));
  log.append(turn);
  inView(turn);
  return turn;
};

// The answer comes into its turn; `answered` is the server's {html, answer, limits}.
further.complete = (turn, answered) => {
  document.querySelectorAll(".next").forEach((old) => old.remove()); // before the turn is brought into view
  const answer = turn.querySelector(".answer");
  answer.innerHTML = answered.html;
  further.speak(answer);
  turn.setAttribute("aria-busy", "false");
  turn.answer = answered.answer;
  answered.answer.at ??= `${Date.now().toString(36)}.${Math.random().toString(36).slice(2, 6)}`;
  further.turns.push(answered.answer);
  save();
  inView(turn);
};

further.fail = (turn, { say, parts }) => {
  const line = document.createElement("p");
  line.className = "own failure";
  turn.querySelector(".answer").replaceChildren(further.tell(line, say, parts));
  turn.classList.add("failed");
  turn.setAttribute("aria-busy", "false");
};

further.empty = () => {
  log.querySelectorAll(".turn").forEach((turn) => turn.remove());
  log.prepend(welcome);
  further.speak(log);
  further.turns = [];
  room();
  further.unmark();
  document.dispatchEvent(new CustomEvent("further-turns"));
};

further.clear = () => {
  further.empty();
  save();
};

further.forgetWhenLeaving = (forget) => {
  further.memory.set("forget", forget ? "1" : null);
  save();
};

function remembered() {
  try {
    const turns = JSON.parse(further.memory.get(name(), "session") ?? further.memory.get(name()));
    return Array.isArray(turns) ? turns : [];
  } catch {
    return []; // not ours: begin anew
  }
}

// Shows what this browser kept, or these turns, as far as the server can prove it.
further.restore = async (turns = remembered()) => {
  if (!turns.length) return;
  const drawn = await further.call("draw", { turns });
  if (!drawn.turns?.length && !drawn.left_out) return;
  if (drawn.turns.length) welcome.remove();
  log.setAttribute("aria-live", "off"); // what was read before is not read out again
  const rest = turns.filter((turn) => turn && typeof turn === "object");
  for (const turn of rest) if (turn.at) dropped.add(turn.at);
  for (const answered of drawn.turns) {
    // When it was asked is the browser's to know.
    const at = rest.findIndex(({ question }) => question === answered.answer.question);
    const [before] = at < 0 ? [{}] : rest.splice(at, 1);
    if (before.at) answered.answer.at = before.at;
    dropped.delete(before.at);
    const turn = article(answered.answer.question);
    log.append(turn);
    further.complete(turn, answered);
  }
  const { question, next } = turns.at(-1) ?? {};
  if (next && further.turns.at(-1)?.question === question) further.keepNext(next);
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  if (drawn.left_out) further.notice("left_out", { count: drawn.left_out }, 8000);
  document.dispatchEvent(new CustomEvent("further-turns"));
};

// Cleared in another tab: it is gone here too. Written by one that had not seen this tab's turns yet, as two that answer
// in the same moment do: they are put back.
addEventListener("storage", ({ key, newValue }) => {
  if (key !== `further-${name()}` || where() !== "local" || !further.turns.length) return;
  if (newValue === null) return void further.empty();
  const there = new Set(kept().map((turn) => turn?.at));
  if (further.turns.some((turn) => !there.has(turn.at))) save();
});
