// The strip below the phones: how the bot and its network are, and whether the promises are kept.

import { act, unsay } from "/act.js";
import { $, changes, make } from "/dom.js";

const BOT = {
  starting: ["is starting", "It opens its file, and has not asked Telegram for anything yet."],
  running: ["runs", ""],
  killed: ["is killed", "What people write now waits at Telegram, and what is owed waits in the bot’s file."],
  ended: ["has ended by itself", "The reason stands in the terminal in which the rehearsal runs. “Start it again” opens the same file."],
};
const WEATHER = {
  well: ["all is well", ""],
  no_network: ["no network", "The bot reaches nobody. What it owes it keeps, and sends once there is a network again."],
  slow: ["slow network", "Everything takes three seconds longer. A kill now catches the bot amid sending."],
  too_many: ["Telegram is busy", "Telegram takes no message and asks the bot to wait five seconds (its answer 429). The bot waits, and tries again."],
  errors: ["Telegram fails", "Telegram fails at everything (its answer 500). Whether a message got through nobody can know, so a reminder is marked as unclear and not sent again."],
  silence: ["silence after sending", "Each message arrives, and the answer that says so is lost. The bot waits 15 seconds, marks it as unclear, and does not send it again."],
};
const CHOICES = [
  ["no_network", "No network"],
  ["slow", "Slow network"],
  ["too_many", "Telegram is busy"],
  ["errors", "Telegram fails"],
  ["silence", "Silence after sending"],
];
const NUMBERS = [
  ["updates", "Came in", "What people wrote, tapped and did, as Telegram took it from them."],
  ["applied", "Dealt with", "How many of these have had their effect, each once. From the bot’s own file."],
  ["owed", "Still to come", "Messages that are planned for later, due or on their way: nothing is missing because of them. From the bot’s own file, also while it is killed."],
  ["sent", "Sent", "Messages that came to a phone. Counted at Telegram, whatever the bot was told of them."],
  ["unknown", "Unclear", "Messages that may have arrived or not: nobody told the bot. It says so, and sends no reminder a second time. From the bot’s own file."],
  ["lost", "Lost", "What people wrote or tapped that Telegram no longer holds and the bot’s file has never known, and messages that the bot takes for sent and no phone has. Telegram’s list, held against the bot’s."],
  ["twice", "Twice", "Reminders and questions of a plan that came to the same phone again: same words, same buttons, same step. Counted at Telegram alone. Not among them are an answer that somebody asked for again, and an alarm that repeats until a person has seen it."],
];

const VOW = "Nothing that a patient says is lost. No reminder comes twice. An alarm comes again until a person has seen it.";

const changed = changes();
const button = (textContent, what, name) => {
  const made = make("button", { type: "button", textContent });
  made.dataset.does = name;
  made.addEventListener("click", async () => {
    spoken = (await act(typeof what === "function" ? what() : what))?.say ?? spoken;
  });
  return made;
};
const group = (label, ...buttons) => {
  const made = make("div", { className: "switches", role: "group" }, ...buttons);
  made.setAttribute("aria-label", label);
  return made;
};
let owner = 0;
let spoken = "";  // what was said to a lever; no news any more once the bot or its network is another

function number([name, label]) {
  return make("div", { id: `count-${name}` }, make("dt", { textContent: label }), make("dd", { textContent: "0" }));
}

function built() {
  const meanings = NUMBERS.flatMap(([, label, means]) => [make("dt", { textContent: label }), make("dd", { textContent: means })]);
  return make("details", { className: "promises", open: matchMedia("(min-width: 761px)").matches },
    make("summary", {}, make("h2", { textContent: "Promises" }), make("span", { id: "strip-state", className: "state" }), make("span", { className: "vow", textContent: VOW })),
    make("div", { className: "inside" },
      make("div", { className: "levers" },
        group("The bot", button("Kill the bot", { act: "kill" }, "kill"), button("Start it again", { act: "revive" }, "revive")),
        group("The network and Telegram",
          ...CHOICES.map(([weather, label]) => button(label, { act: "weather", weather }, weather)),
          button("", () => ({ act: "block", person: owner }), "block"),
          button("All well again", { act: "weather", weather: "well" }, "well"))),
      make("p", { id: "strip-words", className: "words", role: "status" }),
      make("dl", { className: "numbers" }, ...NUMBERS.map(number)),
      make("details", { className: "meanings" }, make("summary", { textContent: "What these numbers mean" }), make("dl", {}, ...meanings))));
}

function showState({ bot, pid, weather, blocked, counts }) {
  const life = bot ? `The bot ${BOT[bot][0]}` : "The bot runs";
  const who = blocked.join(" and ");
  const block = who && `blocked by ${who}`;
  const kept = `lost ${counts.lost}, twice ${counts.twice}`;
  const runs = !bot || bot === "running";
  const well = weather === "well" && (who || !runs);  // which is then not all
  const sky = [well ? "" : WEATHER[weather][0], block].filter(Boolean).join(", ");
  $("strip-state").replaceChildren(
    make("span", { className: "life", textContent: life, title: pid ? `Process ${pid} of this computer` : "" }),
    make("span", { className: "sky", textContent: sky }),
    make("span", { className: "kept", textContent: kept }));
  $("strip-words").textContent = [bot && BOT[bot][1], WEATHER[weather][1], who && `${who} cannot be reached until the bot is unblocked.`].filter(Boolean).join(" ") || "All is well. Try to make it lose something.";
}

// Which lever is down can be heard as well as seen.
function showLevers({ bot, weather }, { name, blocked }) {
  for (const lever of $("strip").querySelectorAll("[data-does]")) {
    const does = lever.dataset.does;
    const down = does === weather || (does === "kill" && bot === "killed") || (does === "block" && blocked);
    if (does === "block") lever.textContent = `${name} blocks the bot`;
    if (does !== "well" && does !== "revive") lever.setAttribute("aria-pressed", String(down));
    if (does === "kill" || does === "revive") lever.hidden = !bot;
    if (does === "revive") lever.classList.toggle("primary", bot === "killed" || bot === "ended");
    if (does === "well") lever.classList.toggle("primary", weather !== "well" || blocked);
  }
}

function showCounts(counts) {
  for (const [name] of NUMBERS) {
    const cell = $(`count-${name}`);
    cell.querySelector("dd").textContent = counts[name];
    if (name === "lost" || name === "twice") cell.className = counts[name] ? "broken" : "held";
  }
}

export function showStrip({ strip, you, people, blocked }) {
  $("strip").hidden = !strip;
  const who = people.find((person) => person.id === you);
  owner = you;
  if (!strip || !changed("strip", [strip, you, who.name, blocked])) return;
  if (!$("strip").firstChild) $("strip").append(built());
  $("strip").dataset.bot = strip.bot ?? "running";
  $("strip").dataset.weather = strip.weather;
  $("strip").toggleAttribute("data-blocked", strip.blocked.length > 0);
  if (changed("state", [strip.bot, strip.weather, strip.blocked])) unsay(spoken);
  showState(strip);
  showLevers(strip, { name: who.name, blocked: blocked || strip.blocked.includes(who.name) });
  showCounts(strip.counts);
}
