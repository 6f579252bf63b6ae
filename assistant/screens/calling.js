// Calls to the server, and the connection to it: a call that finds nobody waits, says so, and is made again.

const PATIENCE = 6000; // milliseconds for a sign of life
const HEARTBEAT = 8000; // between two signs of life while nothing is asked
let severed = []; // what ends the calls under way when the connection is lost
let returning = null; // while the connection is lost: the promise of its return

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function within(milliseconds, promise) {
  return Promise.race([promise, pause(milliseconds).then(() => Promise.reject(new Error("no sign of life")))]);
}

const withDocument = (data) => ({ ...data, document: further.document ?? "" });

async function alive() {
  try {
    return await within(PATIENCE, whole(server.glance(withDocument({ own: further.own?.() ?? [] }))));
  } catch {
    return null;
  }
}

// Resolves once the server answers again; told to the person meanwhile.
function back() {
  returning ??= (async () => {
    further.notice("disconnected");
    for (const end of severed) end(new Error("connection lost"));
    severed = [];
    for (let wait = 500; !(await alive()); wait = Math.min(wait * 1.5, 4000)) {
      await further.signedOut();
      await pause(wait);
    }
    returning = null;
    further.notice("reconnected", {}, 4000);
    document.dispatchEvent(new CustomEvent("further-back"));
  })();
  return returning;
}

// Gradio's own call swallows a failed request and gives nothing back.
async function whole(promise) {
  const reply = await promise;
  if (!reply || typeof reply !== "object" || "detail" in reply) throw new Error(reply?.detail ?? "no reply");
  return reply;
}

async function once(name, data) {
  let end;
  const cut = new Promise((_, reject) => severed.push((end = reject)));
  try {
    return await Promise.race([whole(server[name](withDocument(data))), cut]);
  } finally {
    severed = severed.filter((other) => other !== end);
  }
}

// The server's reply. Fails only where the server is there and answers with a fault.
further.call = async (name, data = {}) => {
  for (let faults = 0; ; ) {
    try {
      return await once(name, data);
    } catch (fault) {
      if (!(await alive())) await back();
      else if ((faults += 1) > 1) throw fault;
    }
  }
};

further.pause = pause;

(async () => {
  for (;;) {
    await pause(HEARTBEAT);
    if (!document.hidden && !returning && !(await alive())) await back();
  }
})();
