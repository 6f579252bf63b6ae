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
    return await within(PATIENCE, server.glance(withDocument({})));
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
    for (let wait = 500; !(await alive()); wait = Math.min(wait * 1.5, 4000)) await pause(wait);
    returning = null;
    further.notice("reconnected", {}, 4000);
    document.dispatchEvent(new CustomEvent("further-back"));
  })();
  return returning;
}

async function once(name, data) {
  const cut = new Promise((_, reject) => severed.push(reject));
  return Promise.race([server[name](withDocument(data)), cut]);
}

// The server's reply. Fails only where the server is there and answers with a fault.
further.call = async (name, data = {}) => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await once(name, data);
    } catch (fault) {
      if (await alive()) {
        if (tries > 0) throw fault;
      } else {
        await back();
      }
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
