// What becomes of the conversation: saved as a file, cleared, forgotten when the person leaves.

const clear = document.querySelector("[data-clear]");
const forget = document.getElementById("forget");

// Has the server write a file of `data` at `path` and gives it to the person under `name`; `missing` says it has none.
further.save = async (path, data, name, missing = "nothing_to_save") => {
  const response = await fetch(path, {
    method: "POST",
    headers: { "X-Further": "1", "Content-Type": "application/json" },
    body: JSON.stringify({ ...data, document: further.document ?? "" }),
  });
  if (!response.ok) return further.notice(missing, {}, 4000);
  return further.give(await response.blob(), name);
};

// Gives the person a file.
further.give = (blob, name) => {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

async function save(kind) {
  if (!further.turns.length) return further.notice("nothing_to_save", {}, 4000);
  const name = `further-${new Date().toISOString().slice(0, 10)}.${kind}`;
  return further.save(`saved/${kind}`, { turns: further.turns }, name);
}

function ask(sure) {
  clear.dataset.sure = sure ? "true" : "";
  further.tell(clear, sure ? "clear_sure" : "clear");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-save]");
  if (button) save(button.dataset.save).catch(() => further.notice("disconnected", {}, 4000));
});

// What is gone is gone: the button asks once more.
clear.addEventListener("click", () => {
  if (!clear.dataset.sure) return ask(true);
  further.clear();
  ask(false);
  further.closeMenu();
  return document.getElementById("question").focus();
});
clear.addEventListener("blur", () => ask(false));

forget.checked = further.memory.get("forget") === "1";
forget.addEventListener("change", () => further.forgetWhenLeaving(forget.checked));
