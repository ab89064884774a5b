// The desk beside the phones: the clock, and who else comes.

import { act } from "/act.js";
import { $ } from "/dom.js";
import { clockTime, day, setZone } from "/times.js";

let told = null;

export function setClock({ now, zone }) {
  told = { now, at: performance.now() };
  setZone(zone);
  $("zone").textContent = zone;
  tick();
}

function tick() {
  if (!told) return;
  const now = told.now + performance.now() - told.at;
  $("now-time").textContent = clockTime(now);
  $("now-time").dateTime = new Date(now).toISOString();
  $("now-day").textContent = day(now);
}

export function whenJoined(then) {
  $("join").addEventListener("submit", async (event) => {
    event.preventDefault();
    const joined = await act({ act: "join", name: $("join-name").value });
    if (joined) { $("join-name").value = ""; then(joined.person); }
  });
}

for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => act({ act: "move", minutes: Number(button.dataset.minutes) }));
}
$("next").addEventListener("click", () => act({ act: "next" }));
setInterval(tick, 1000);
