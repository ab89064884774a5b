// What one does with time, and who else comes.

import { act } from "/act.js";
import { $ } from "/dom.js";

let person = null;

// Hours count from the session of whose phone is at hand.
export function atHand(id) {
  person = id;
}

export function whenJoined(then) {
  $("join").addEventListener("submit", async (event) => {
    event.preventDefault();
    const joined = await act({ act: "join", name: $("join-name").value });
    if (joined) { $("join-name").value = ""; then(joined.person); }
  });
}

// Time passes by way of every message that is due; meanwhile one may not ask for more.
async function pass(button, what) {
  button.setAttribute("aria-busy", "true");
  await act(what);
  button.removeAttribute("aria-busy");
}

for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => pass(button, { act: "move", minutes: Number(button.dataset.minutes) }));
}
for (const button of document.querySelectorAll("[data-hour]")) {
  button.addEventListener("click", () => pass(button, { act: "hour", hour: Number(button.dataset.hour), person }));
}
// A narrow page keeps what is not needed all the time behind one button.
$("unfold").addEventListener("click", () => {
  const open = document.body.classList.toggle("unfolded");
  $("unfold").setAttribute("aria-expanded", String(open));
  $("unfold").textContent = open ? "Less" : "More";
});
$("next").addEventListener("click", () => pass($("next"), { act: "next" }));
