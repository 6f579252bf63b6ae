// The menu and the language.

const opener = document.querySelector("[data-menu]");
const menu = document.getElementById("menu");
const language = document.getElementById("language");

function fold(open) {
  menu.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
}

further.closeMenu = () => fold(false);

opener.addEventListener("click", () => fold(menu.hidden));

document.addEventListener("click", (event) => {
  if (!menu.hidden && !event.target.closest("#menu, [data-menu]")) fold(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || menu.hidden || event.defaultPrevented) return;
  event.preventDefault();
  fold(false);
  opener.focus();
});

document.addEventListener("further-papers", () => further.speak(document)); // "your document", or "the report" again

// The cards of the first screen.
document.addEventListener("click", (event) => {
  const card = event.target.closest("[data-card]")?.dataset.card;
  if (card === "ask") document.getElementById("question").focus();
  else if (card) further.openView(card);
  if (event.target.closest("[data-card-own]")) document.getElementById("own-file").click();
});

// What the served reports are is not said of a document of one's own.
document.addEventListener("further-papers", () => {
  const facts = document.querySelector(".welcome .facts");
  if (facts) facts.hidden = Boolean(further.document);
});

language.value = further.language();
language.addEventListener("change", () => further.setLanguage(language.value));
