// The story: its tiles, its player, and what it shows on the phones.

import { act } from "/act.js";
import { askToBegin } from "/dialogs.js";
import { $, changes, make } from "/dom.js";

const changed = changes();
const UNDER_WAY = ["playing", "paused"];
let [story, atStake] = [null, false];

const does = (what, more = {}) => act({ act: "story", do: what, ...more });

export function showStory(state) {
  [story, atStake] = [state.story, state.at_stake];
  if (changed("tiles", state.stories)) $("tiles").replaceChildren(...state.stories.map(tile));
  const focused = document.activeElement;
  $("stories").hidden = Boolean(story);
  $("player").hidden = !story;
  document.body.classList.toggle("told", Boolean(story));
  if (story) player();
  if (focused?.dataset?.story && story) $("play").focus();
}

function tile({ name, title, about }) {
  const words = make("span", { className: "tile-words" }, make("b", { textContent: title }), make("span", { textContent: about }));
  const button = make("button", { type: "button", className: "tile" }, make("span", { className: "scene", ariaHidden: "true" }), words);
  button.dataset.story = name;
  button.addEventListener("click", () => begin(name));
  return button;
}

// A story begins with everything anew: who has done something themselves is asked first.
function begin(name) {
  const choose = () => does("choose", { name });
  atStake ? askToBegin(choose) : choose();
}

function player() {
  const { title, state, pace, beat, beats, done, look } = story;
  const running = UNDER_WAY.includes(state);
  $("story-title").textContent = title;
  $("story-place").textContent = beat ? `${beat} of ${beats}` : "";
  if ($("look").textContent !== look) $("look").textContent = look;
  $("player").dataset.state = state;
  $("player").dataset.beat = beat;
  $("player").dataset.done = done;
  const held = [$("play"), $("step")].includes(document.activeElement);
  $("play").hidden = $("step").hidden = !running;
  if (held && !running) $("restart").focus();
  $("play").textContent = state === "playing" ? "Pause" : "Play";
  $("restart").textContent = running ? "Restart" : "Play it again";
  $("summary-after").hidden = state !== "ended";
  $("progress").style.width = `${(100 * beat) / beats}%`;
  for (const button of document.querySelectorAll("[data-pace]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.pace) === pace));
  }
}

// On the phone of this person: what is about to be done, and what to look at.
export function onPhone(person) {
  const mine = (one) => (one?.person === person ? one : null);
  return { doing: mine(story?.doing), point: mine(story?.point) };
}

// Whose phones are to be seen: both where two fit, else that on which something happens.
export function inSight(two) {
  if (!story || !UNDER_WAY.includes(story.state)) return null;
  return two ? story.phones : [story.at ?? story.phones[0]];
}

$("play").addEventListener("click", () => does(story.state === "playing" ? "pause" : "play"));
$("step").addEventListener("click", () => does("step"));
$("restart").addEventListener("click", () => begin(story.name));
$("story-close").addEventListener("click", async () => { await does("close"); $("tiles").querySelector("button")?.focus(); });
for (const button of document.querySelectorAll("[data-pace]")) {
  button.addEventListener("click", () => does("pace", { pace: Number(button.dataset.pace) }));
}
