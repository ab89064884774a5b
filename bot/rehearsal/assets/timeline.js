// The plan of a session under the phones: asked for whenever something has happened, and told in words.

import { drawn } from "/drawing.js";
import { $, changes, make } from "/dom.js";
import { listed } from "/planlist.js";
import { save } from "/snapshot.js";

const SETTLED = 900; // milliseconds after which what has just been sent is marked as sent
const STEADY = 5000;
const changed = changes();
const NOTHING = "Once a session is known, its 72 hours are drawn here: every message, and why it stands where it does.";

$("timeline").replaceChildren(
  make("header", { className: "timeline-head" },
    make("h2", { textContent: "The plan" }),
    make("label", { id: "session-choice", className: "session-choice", hidden: true }, make("span", { className: "unseen", textContent: "Whose plan" }), " ", make("select", { id: "session" })),
    make("ul", { id: "fates", className: "fates", ariaLabel: "What the marks mean" }),
    make("button", { type: "button", id: "as-list", className: "quiet aside", textContent: "As a list", ariaExpanded: "false" }),
    make("button", { type: "button", id: "save-plan", className: "quiet aside", textContent: "Save a picture" })),
  make("p", { id: "timeline-none", className: "timeline-none", textContent: NOTHING }),
  make("div", { id: "timeline-some", hidden: true },
    make("div", { id: "drawn", className: "drawn", role: "group", ariaLabel: "The plan, drawn. Arrow keys go from mark to mark." }),
    make("div", { id: "why", className: "why", hidden: true }),
    make("ol", { id: "planlist", className: "planlist", ariaLabel: "The plan as a list" })),
);
$("timeline").hidden = true;
for (const one of $("timeline").querySelectorAll(".aside")) one.dataset.aside = "";
$("save-plan").addEventListener("click", () => save($("timeline"), "plan"));

let [told, chosen, mark, marks, width, asking, again, soon] = [null, "", null, [], 0, false, false, 0];

// Something has come from the server; what follows of it in the bot comes a moment later.
export function showTimeline() {
  ask();
  clearTimeout(soon);
  soon = setTimeout(ask, SETTLED);
}

async function ask() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const response = await fetch(`/timeline?of=${encodeURIComponent(chosen)}`);
    if (response.ok) show(await response.json());
  } catch { /* the phones say that the rehearsal has gone */ }
  asking = false;
  if (again) { again = false; ask(); }
}

function show(next) {
  told = next;
  $("timeline").hidden = !next.sessions;
  if (!next.sessions) return;
  $("timeline-none").hidden = Boolean(next.drawing);
  $("timeline-some").hidden = $("as-list").hidden = $("save-plan").hidden = !next.drawing;
  showSessions(next);
  if (next.drawing) draw();
}

function showSessions({ sessions, chosen: code }) {
  const options = sessions.map((one) => ({ value: one.code, textContent: one.name }));
  if (changed("sessions", options)) $("session").replaceChildren(...options.map((one) => make("option", one)));
  if (code) $("session").value = code;
  $("session-choice").hidden = sessions.length === 0;
}

function draw() {
  const data = told.drawing;
  listed($("planlist"), data);
  if (!width || !changed("drawing", [data, width, told.chosen])) return;
  const focused = document.activeElement?.closest?.("#timeline [data-mark]")?.dataset.mark;
  const drawing = drawn(data, width);
  marks = drawing.marks;
  $("drawn").replaceChildren(drawing.svg);
  showFates(data);
  if (!marks.some((one) => one.id === mark)) mark = null;
  point(mark, false);
  if (focused) marks.find((one) => one.id === focused)?.node.focus({ preventScroll: true });
}

function showFates({ marks: all, fates }) {
  const present = Object.keys(fates).filter((fate) => all.some((one) => one.lane === "plan" && one.fate === fate));
  if (changed("fates", present)) $("fates").replaceChildren(...present.map((fate) => {
    const line = make("li", { textContent: fates[fate] });
    line.dataset.fate = fate;
    return line;
  }));
}

// --- one mark is pointed at ------------------------------------------------

// Where nothing is chosen, that is what comes next: there is always a reason to read.
function point(id, focus = true) {
  mark = id;
  const shown = marks.find((one) => one.id === (id ?? told.drawing.next));
  for (const { id: one, node } of marks) {
    node.setAttribute("aria-pressed", String(one === id));
    node.setAttribute("tabindex", one === (shown ?? marks[0]).id ? 0 : -1);
    node.classList.toggle("shown", one === shown?.id);
  }
  $("why").hidden = !shown;
  $("why").setAttribute("aria-live", id === null ? "off" : "polite");
  if (!shown || !changed("why", [shown.id, shown.title, shown.about, shown.words, id === null])) return;
  const next = id === null ? [make("span", { className: "next-label", textContent: "Next" }), " "] : [];
  $("why").replaceChildren(make("h3", {}, ...next, shown.title), make("p", { className: "about", textContent: shown.about }), make("ol", {}, ...shown.words.map((sentence) => make("li", { textContent: sentence }))));
  if (focus) shown.node.focus({ preventScroll: true });
}

function beside(step) {
  const here = marks.findIndex((one) => one.node.contains(document.activeElement));
  const lane = marks.filter((one) => one.lane === marks[here]?.lane);
  return lane[lane.indexOf(marks[here]) + step];
}

// To the lane above or below, to what is nearest there.
function across(step) {
  const here = marks.find((one) => one.node.contains(document.activeElement));
  const lanes = ["plan", "soreness", "said", "clinic"].filter((lane) => marks.some((one) => one.lane === lane));
  const there = lanes[lanes.indexOf(here?.lane) + step];
  const distance = (one) => Math.abs(one.at - here.at);
  return marks.filter((one) => one.lane === there).sort((a, b) => distance(a) - distance(b))[0];
}

const MOVES = {
  ArrowRight: () => beside(1),
  ArrowLeft: () => beside(-1),
  ArrowDown: () => across(1),
  ArrowUp: () => across(-1),
  Home: () => marks[0],
  End: () => marks.at(-1),
};

$("drawn").addEventListener("click", (event) => {
  const node = event.target.closest("[data-mark]");
  point(node ? node.dataset.mark : null, Boolean(node));
});
$("drawn").addEventListener("keydown", (event) => {
  const node = event.target.closest("[data-mark]");
  if (node && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); point(node.dataset.mark); }
  if (event.key === "Escape") point(null, false);
  if (!(event.key in MOVES)) return;
  event.preventDefault();
  const there = MOVES[event.key]();
  if (there) { point(there.id); there.node.focus(); }
});
$("session").addEventListener("change", () => { [chosen, mark] = [$("session").value, null]; ask(); });
$("as-list").addEventListener("click", () => {
  const open = $("timeline").classList.toggle("listed");
  $("as-list").setAttribute("aria-expanded", String(open));
});
new ResizeObserver(([entry]) => {
  width = Math.floor(entry.contentRect.width);
  if (told?.drawing) draw();
}).observe($("drawn"));
setInterval(() => document.visibilityState === "visible" && ask(), STEADY);
