// What becomes of the conversation: saved as a file, cleared, forgotten when the person leaves.

const clear = document.querySelector("[data-clear]");
const forget = document.getElementById("forget");

async function save(kind) {
  if (!further.turns.length) return further.notice("nothing_to_save", {}, 4000);
  const response = await fetch(`saved/${kind}`, {
    method: "POST",
    headers: { "X-Further": "1", "Content-Type": "application/json" },
    body: JSON.stringify({ turns: further.turns, document: further.document ?? "" }),
  });
  if (!response.ok) return further.notice("nothing_to_save", {}, 4000);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = `further-${new Date().toISOString().slice(0, 10)}.${kind}`;
  link.click();
  return setTimeout(() => URL.revokeObjectURL(address), 60_000);
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
