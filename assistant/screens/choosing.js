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

language.value = further.language();
language.addEventListener("change", () => further.setLanguage(language.value));
