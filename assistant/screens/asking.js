// The box for the question: sends what was typed or a question that was clicked, and shows what came of it.

const form = document.querySelector("#asking form");
const box = form.querySelector("textarea");
const button = form.querySelector("button[type=submit]");
const refusal = document.getElementById("refusal");
const SOON = 120; // milliseconds within which an answer comes without "Looking…" before it
let busy = false;

function fit() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`; // 2: the borders
}

function hold(waiting) {
  busy = waiting;
  button.disabled = waiting;
}

// Asks; `alone`: without the turns before, `limits`: the mission and the theme that were chosen, or
// what of the last question is to be taken `without`.
further.ask = async (question, { alone = false, limits = further.limits?.() ?? {}, typed = false } = {}) => {
  if (busy) return;
  hold(true);
  further.tell(refusal, null);
  let turn = null;
  const wait = () => (turn ??= further.pending(question, further.loading ? "waiting" : "looking"));
  const waiting = setTimeout(wait, SOON);
  try {
    const turns = alone ? [] : further.recent();
    const reply = await further.call("ask", { question, turns, ...limits });
    clearTimeout(waiting);
    if (reply.refusal || reply.gone) turn?.remove(); // what was long in being refused stands there, waiting
    if (reply.refusal) return void further.tell(refusal, reply.refusal.say, reply.refusal.parts);
    if (typed && box.value === question) {
      box.value = "";
      fit();
    }
    if (reply.gone) return void further.documentGone();
    if ("place" in reply) return void further.openReference(reply.place, turn);
    turn = wait();
    if (reply.failure) return void further.fail(turn, reply.failure);
    further.complete(turn, reply);
    document.dispatchEvent(new CustomEvent("further-answered", { detail: { turn, reply } }));
  } catch {
    clearTimeout(waiting);
    further.fail(wait(), { say: "broken", parts: {} });
  } finally {
    hold(false);
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  further.ask(box.value, { typed: true });
});

box.addEventListener("input", fit);

box.addEventListener("keydown", (event) => {
  // While an input method is open (Chinese, Arabic keyboards), Enter chooses a word.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const offered = event.target.closest("[data-ask]");
  if (!offered) return;
  further.ask(offered.dataset.question ?? offered.textContent, { alone: offered.dataset.ask === "alone" });
  box.focus({ preventScroll: true }); // the button goes away, the focus must not
});

// Questions to ask next, under the newest answer alone; each was answered before it is offered.
let offered = 0;
document.addEventListener("further-answered", async ({ detail: { turn } }) => {
  const number = (offered += 1);
  const { questions } = await further.call("following", {
    turns: further.recent(),
    asked: further.turns.map((turn) => turn.question),
  });
  if (!questions.length || number !== offered || !turn.isConnected) return;
  further.keepNext(questions);
  offer(turn, questions);
});

// After a reload the same are offered.
document.addEventListener("further-turns", () => {
  const turn = document.querySelector(".turn:last-of-type");
  const questions = further.turns.at(-1)?.next;
  if (turn && Array.isArray(questions) && !turn.querySelector(".next")) offer(turn, questions.map(String));
});

function offer(turn, questions) {
  const next = document.createElement("div");
  next.className = "next";
  const title = document.createElement("p");
  title.className = "own";
  title.dir = "auto";
  title.lang = turn.answer.language; // that of the questions
  title.dataset.spoken = title.lang;
  further.tell(title, "ask_next");
  const list = document.createElement("ul");
  for (const question of questions) {
    const choice = document.createElement("button");
    choice.type = "button";
    choice.dataset.ask = "alone"; // it was found to be answered by itself
    choice.dir = "auto";
    choice.textContent = question;
    const item = document.createElement("li");
    item.append(choice);
    list.append(item);
  }
  next.append(title, list);
  turn.append(next);
}

document.getElementById("desk").classList.add("listening"); // the examples show once a click on them is heard
