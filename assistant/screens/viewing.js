// Which view stands in the left column, and what of it the address tells: `?view=cases&mission=MONUSCO`.
//
// A view's script gives `further.views.NAME = enter`: called with the address's parameters (URLSearchParams) whenever
// the view is shown, it draws what they say. Whatever the person changes in a view it tells by `further.address`, so
// that a link, the way back and a reload lead to the same again. The first view is shown where the address names none.

const nav = document.getElementById("views");
const links = [...nav.querySelectorAll("a")];
const names = links.map((link) => link.dataset.view);
const title = document.title;
const remembered = {}; // of each view that was left: its parameters
let current = names[0];
further.views = {};

function shown(name) {
  current = name;
  document.getElementById("desk").classList.remove("spread"); // a view that wants the whole width says so itself
  for (const view of document.querySelectorAll(".view")) {
    view.classList.toggle("current", view.id === `view-${name}`);
  }
  for (const link of links) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    if (link.dataset.view === name) document.title = name === names[0] ? title : `${link.textContent} – ${title}`;
  }
}

const named = (parameters) => (names.includes(parameters.get("view")) ? parameters.get("view") : names[0]);
const written = (parameters) => `${location.pathname}${parameters.size ? `?${parameters}` : ""}`;

// Writes what the current view shows into the address: as a step that the browser's back button takes back, or not.
further.address = (parameters, { step = false } = {}) => {
  const whole = new URLSearchParams(current === names[0] ? [] : [["view", current]]);
  for (const [key, value] of parameters) if (key !== "view" && value) whole.append(key, value);
  remembered[current] = whole;
  if (written(whole) === location.pathname + location.search) return;
  history[step ? "pushState" : "replaceState"](null, "", written(whole));
};

// Shows a view as `parameters` say it, else as it was left.
further.openView = (name, parameters = remembered[name] ?? new URLSearchParams()) => {
  if (further.overlaid()) further.closePane();
  if (name !== current) {
    const before = new URLSearchParams(location.search);
    remembered[current] = before;
    shown(name);
    further.address(parameters, { step: true });
  }
  further.views[name]?.(parameters);
};

// What a view is called can depend on the document.
further.nameView = (name, key) => {
  const link = links.find(({ dataset }) => dataset.view === name);
  if (link.dataset.say === key) return;
  further.tell(link, key);
  if (name === current) document.title = `${link.textContent} – ${title}`;
};

further.view = () => document.querySelector(".view.current");

// Draws what the address says: at the beginning, and wherever the browser's own buttons lead.
further.arrive = () => {
  const parameters = new URLSearchParams(location.search);
  shown(named(parameters));
  remembered[current] = parameters;
  further.views[current]?.(parameters);
};

nav.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  further.openView(link.dataset.view);
});

addEventListener("popstate", further.arrive);
shown(named(new URLSearchParams(location.search)));
