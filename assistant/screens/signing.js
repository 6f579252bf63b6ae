// Who has signed in here, where one has to: what another person left in this browser goes, and the way out.

// A name to show; what opens the server no script can read.
const COOKIE = "further_person";
const KEPT = "further-";
const STAYS = ["further-language"];

const person = decodeURIComponent(document.cookie.match(`(?:^|; )${COOKIE}=([^;]*)`)?.[1] ?? "");
const leaving = document.querySelector("[data-sign-out]");

function forgetAll() {
  for (const kept of ["localStorage", "sessionStorage"]) {
    try {
      for (const key of Object.keys(window[kept])) {
        if (key.startsWith(KEPT) && !STAYS.includes(key)) window[kept].removeItem(key);
      }
    } catch {
      // a browser that forbids its storage kept nothing
    }
  }
}

// Leads to the login where the session is over; whoever signs in again finds the conversation as it was.
further.signedOut = async () => {
  if (!person) return;
  const answer = await fetch("./", { method: "HEAD" }).catch(() => null);
  if (answer?.status === 401) location.reload();
};

if (person !== (further.memory.get("person") ?? "")) {
  forgetAll();
  if (person) further.memory.set("person", person);
}

if (person) {
  further.tell(leaving, "sign_out", { name: person });
  leaving.hidden = false;
  leaving.addEventListener("click", async () => {
    const answer = await fetch("logout", { method: "POST" }).catch(() => null);
    if (!answer?.ok && answer?.status !== 401) return further.notice("disconnected", {}, 4000);
    forgetAll();
    document.cookie = `${COOKIE}=; Max-Age=0; Path=/; SameSite=Strict`;
    return location.replace("login");
  });
}
