// A verdict on an answer with an optional reason, where the operator asked for it (the buttons are not there else).

function reasonForm(turn, verdict) {
  const form = document.createElement("form");
  form.className = "reason";
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.maxLength = 1000;
  box.dir = "auto";
  label.append(further.tell(document.createElement("span"), "feedback_reason"), " ", box);
  const send = document.createElement("button");
  send.type = "submit";
  const note = document.createElement("p");
  note.className = "own";
  form.append(label, further.tell(send, "feedback_send"), further.tell(note, "feedback_note"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { kept } = await further.call("judge", { turns: [turn.answer], verdict, reason: box.value });
    further.notice(kept ? "feedback_kept" : "feedback_failed", {}, 4000);
    if (kept) form.remove();
  });
  return form;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-judge]");
  if (!button) return;
  const turn = button.closest(".turn");
  for (const other of turn.querySelectorAll("[data-judge]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
  turn.querySelector(".reason")?.remove();
  turn.querySelector(".actions").after(reasonForm(turn, button.dataset.judge));
  turn.querySelector(".reason input").focus();
});
