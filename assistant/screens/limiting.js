// What the question is limited to, in sight over the box: what a follow-up carried over, and what the person chose.

const list = document.getElementById("limits");
const missions = document.getElementById("limit-mission");
const themes = document.getElementById("limit-theme");
let carried = []; // of the newest answer: {kind, name}

further.limits = () => ({ mission: missions?.value ?? "", theme: themes?.value ?? "" });

function chip(name, remove, note) {
  const item = document.createElement("li");
  const text = document.createElement("span");
  text.className = "name";
  text.textContent = name;
  text.dir = "auto";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.dataset.parts = JSON.stringify({ name });
  button.setAttribute("data-say-aria-label", "scope_remove");
  button.addEventListener("click", () => {
    document.getElementById("question").focus();
    remove();
  });
  item.append(text);
  if (note) item.append(further.tell(document.createElement("small"), note));
  item.append(button);
  return item;
}

function draw() {
  const chosen = [missions, themes].filter((select) => select?.value);
  const chips = chosen.map((select) =>
    chip(select.selectedOptions[0].textContent, () => {
      select.value = "";
      draw();
    }),
  );
  for (const limit of carried) {
    const again = () => {
      carried = [];
      draw();
      further.ask(further.turns.at(-1).question, { limits: { without: limit.kind } });
    };
    chips.push(chip(limit.name, again, "scope_carried"));
  }
  list.replaceChildren(...chips);
  list.hidden = !chips.length;
  further.speak(list);
}

for (const select of [missions, themes]) select?.addEventListener("change", draw);

document.addEventListener("further-answered", ({ detail: { reply } }) => {
  list.closest("form").querySelector(".limit")?.removeAttribute("open"); // the chips tell; the answer has the room
  const own = further.limits();
  // What the person chose stands there already.
  carried = own.mission || own.theme ? [] : reply.limits;
  draw();
});

document.addEventListener("further-turns", () => {
  carried = [];
  draw();
});

draw();
