// The box for the question: sends what was typed or an example that was clicked, and keeps the newest turn in view.
// Gradio runs this with `element`, the form's place on the page, and `trigger`, which calls the server.

const form = element.querySelector("form");
const box = form.querySelector("textarea");
const button = form.querySelector("button");
let sent = null; // what the box held when it was sent; it is emptied only once the server took it

const log = () => document.getElementById("log");
const newest = () => document.querySelector("#log .turn:last-of-type");
const busy = () => newest()?.getAttribute("aria-busy") === "true";

function fit() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`; // 2: the borders
}

function ask(question) {
  if (!busy()) trigger('ask', { question });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (busy()) return;
  sent = box.value;
  ask(box.value);
});

box.addEventListener("input", fit);

box.addEventListener("keydown", (event) => {
  // While an input method is open (Chinese, Arabic keyboards), Enter chooses a word.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const example = event.target.closest("[data-ask]");
  if (!example) return;
  ask(example.dataset.ask);
  box.focus({ preventScroll: true }); // the example goes away with the welcome, the focus must not
});

let turns = 0;
function follow() {
  const now = document.querySelectorAll("#log .turn").length;
  button.disabled = busy();
  if (now > turns && sent !== null) {
    if (box.value === sent) {
      box.value = "";
      fit();
    }
    sent = null;
  }
  turns = now;
  const turn = newest();
  if (turn) log().scrollTop += turn.getBoundingClientRect().top - log().getBoundingClientRect().top;
}

document.getElementById("desk").classList.add("listening"); // the examples show once a click on them is heard

new MutationObserver(follow).observe(document.getElementById("conversation"), {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["aria-busy"],
});
