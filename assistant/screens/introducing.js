// Where the operator named a language model: what it writes of an answer, as far as the quotes bear it out, above them.
//
// It comes after the answer, which nobody waits longer for; it is not kept, and a reload shows the quotes alone.

document.addEventListener("further-answered", async ({ detail: { turn, reply } }) => {
  if (!reply.answer?.quotes?.length || further.document) return;
  const place = document.createElement("div");
  place.className = "written";
  const line = document.createElement("p");
  line.className = "own";
  place.append(further.tell(line, "written_waiting"));
  const understood = turn.querySelector(".answer > .understood");
  if (understood) understood.after(place);
  else turn.querySelector(".answer").prepend(place);
  try {
    const { html } = await further.call("introduced", { turns: [reply.answer] });
    if (!html) return void place.remove();
    place.innerHTML = html;
    further.speak(place);
  } catch {
    place.remove();
  }
});
