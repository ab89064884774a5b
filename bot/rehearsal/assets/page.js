// The chat page: what the server says is shown, what one does is sent to it.

import { $, act as send, notice, openAlert, passingToast } from "/act.js";
import { closeSheets, commandButton, compose, settle, startEditing, stopEditing } from "/compose.js";
import { drawn, make } from "/messages.js";

let state = null;
let received = 0;
let socket = null;
let pinned = true;
const shown = new Map();
const lastSeen = new Map();
const toastsSeen = new Set();
const drawnAs = new Map();

// --- to the server -------------------------------------------------------

const act = (what) => send({ person: state?.you, ...what });
compose(act);

function listen(person) {
  const old = socket;
  const live = new URL(`/live?person=${encodeURIComponent(person)}`, location.href);
  live.protocol = live.protocol.replace("http", "ws");
  socket = new WebSocket(live);
  const mine = socket;
  mine.onmessage = (event) => mine === socket && show(JSON.parse(event.data));
  mine.onclose = () => {
    if (mine !== socket) return;
    document.body.classList.add("lost");
    $("bot-state").textContent = "waiting for the rehearsal";
    setTimeout(() => mine === socket && listen(location.hash.slice(1)), 1000);
  };
  old?.close();
}

function become(person) {
  location.hash = person;
  stopEditing();
  listen(person);
}

// --- from the server -----------------------------------------------------

function show(next) {
  const changed = state?.you !== next.you;
  document.body.classList.remove("lost");
  state = next;
  received = performance.now();
  if (changed) forget();
  showPeople();
  showHead();
  showLog(changed);
  showToasts(changed);
  showComposer();
  tick();
}

function forget() {
  shown.clear();
  $("log").replaceChildren();
  toastsSeen.clear();
}

// A button that is drawn anew between press and release loses the click: draw only what has changed.
function same(what, value) {
  const key = JSON.stringify(value);
  const before = drawnAs.get(what);
  drawnAs.set(what, key);
  return before === key;
}

function showPeople() {
  lastSeen.set(state.you, state.people.find((person) => person.id === state.you).last);
  const people = state.people.map(({ id, name, last }) => ({ id, name, unread: last > (lastSeen.get(id) ?? 0) }));
  if (same("people", [state.you, people])) return;
  const focused = document.activeElement?.dataset?.person;
  $("people").replaceChildren(...people.map((person) => {
    const button = make("button", { type: "button", textContent: person.name });
    button.dataset.person = person.id;
    button.setAttribute("aria-pressed", String(person.id === state.you));
    if (person.unread) {
      button.classList.add("unread");
      button.append(make("span", { className: "unseen", textContent: " has a new message" }));
    }
    button.addEventListener("click", () => become(person.id));
    return button;
  }));
  if (focused) document.querySelector(`[data-person="${focused}"]`)?.focus();
}

function showHead() {
  $("bot-name").textContent = state.bot;
  $("bot-state").textContent = state.blocked ? "blocked" : state.typing ? "typing…" : "bot";
  $("block").textContent = state.blocked ? "Unblock" : "Block";
  $("block").hidden = !state.started;
  const you = state.people.find((person) => person.id === state.you);
  document.title = `${you.name} · Rehearsal`;
}

function showLog(jump) {
  const log = $("log");
  const atEnd = jump || pinned;
  const wanted = new Set(state.messages.map((message) => message.id));
  for (const [id, entry] of shown) if (!wanted.has(id)) { entry.node.remove(); shown.delete(id); }
  let before = null;
  state.messages.forEach((message, place) => {
    const previous = state.messages[place - 1];
    const key = JSON.stringify([message, previous?.mine, previous && day(previous.at)]);
    const entry = shown.get(message.id);
    if (entry?.key !== key) {
      const node = drawn(message, previous, !jump && !entry, doing);
      if (entry) replaced(entry.node, node);
      else if (before) before.after(node);
      else log.prepend(node);
      shown.set(message.id, { key, node });
    }
    before = shown.get(message.id).node;
  });
  showEmpty(log);
  if (atEnd) log.scrollTop = log.scrollHeight;
}

const fromEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight;

function replaced(old, node) {
  const label = old.contains(document.activeElement) ? document.activeElement.textContent : null;
  old.replaceWith(node);
  if (label === null) return;
  const again = [...node.querySelectorAll("button")].find((button) => button.textContent === label);
  if (again) again.focus({ preventScroll: true });
  else settle();
}

function showEmpty(log) {
  const empty = log.querySelector(".empty");
  if (state.messages.length) empty?.remove();
  if (state.messages.length || empty) return;
  const you = state.people.find((person) => person.id === state.you).name;
  log.append(make("p", { className: "empty", textContent: `${you} has not met the bot yet. Press Start to say hello.` }));
}

function showToasts(quietly) {
  for (const toast of state.toasts) {
    if (toastsSeen.has(toast.id)) continue;
    toastsSeen.add(toast.id);
    document.querySelector(`[data-query="${toast.id}"]`)?.removeAttribute("aria-busy");
    if (!quietly && toast.text) (toast.alert ? openAlert : passingToast)(toast.text);
  }
}

function showComposer() {
  const outside = state.blocked || !state.started;
  $("write").hidden = outside;
  $("begin").hidden = !outside;
  $("begin").textContent = state.blocked ? "Unblock and start again" : "Start";
  if (outside) closeSheets();
  if (same("commands", state.commands)) return;
  $("menu").replaceChildren(...(state.commands.length ? state.commands.map(commandButton) : [
    make("p", { textContent: "The bot offers no commands yet." }),
  ]));
}

// --- time ----------------------------------------------------------------

const inZone = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: state.zone, ...options });
const day = (at) => inZone({ weekday: "long", day: "numeric", month: "long" }).format(at);
const clockTime = (at) => inZone({ hour: "2-digit", minute: "2-digit" }).format(at);

function tick() {
  if (!state) return;
  const now = state.now + performance.now() - received;
  $("now-time").textContent = clockTime(now);
  $("now-time").dateTime = new Date(now).toISOString();
  $("now-day").textContent = day(now);
  $("zone").textContent = state.zone;
}

// --- what a message offers ------------------------------------------------

async function tap(message, key, button) {
  if (key.url) { window.open(key.url, "_blank", "noopener,noreferrer"); return; }
  if (key.data === null) { notice("This kind of button does nothing here."); return; }
  button.setAttribute("aria-busy", "true");
  const told = await act({ act: "tap", message: message.id, data: key.data });
  if (!told || toastsSeen.has(told.query)) button.removeAttribute("aria-busy");
  else button.dataset.query = told.query;
}

const doing = {
  tap, day, clockTime,
  say: (text) => act({ act: "say", text }),
  edit: startEditing,
  grown: () => { if (pinned) $("log").scrollTop = $("log").scrollHeight; },
};

$("begin").addEventListener("click", async () => { await act({ act: "start" }); settle(); });
$("block").addEventListener("click", () => act({ act: state.blocked ? "unblock" : "block" }));
$("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = await act({ act: "join", name: $("join-name").value });
  if (told) { $("join-name").value = ""; become(told.person); }
});
for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => act({ act: "move", minutes: Number(button.dataset.minutes) }));
}
$("next").addEventListener("click", () => act({ act: "next" }));
// Whoever reads the end goes on seeing it: also when a keyboard comes up or a picture arrives.
$("log").addEventListener("scroll", () => { pinned = fromEnd($("log")) < 120; });
new ResizeObserver(doing.grown).observe($("log"));

setInterval(tick, 1000);
listen(location.hash.slice(1));
