// What the clinic saw, as one can look at it when the two days are over, or before.

import { act } from "/act.js";
import { $, make } from "/dom.js";
import { clockTime, weekday } from "/times.js";

const times = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function patient({ name, got, wrote, tapped }) {
  const words = `${name} got ${times(got, "message", "messages")}, wrote ${times(wrote, "line", "lines")} and tapped ${times(tapped, "button", "buttons")}.`;
  return make("p", { textContent: words });
}

function line({ at, who, words }, zone) {
  const when = make("time", { textContent: `${weekday(at, zone)} ${clockTime(at, zone)}`, dateTime: new Date(at).toISOString() });
  return make("li", {}, when, make("span", { textContent: words || "A picture" }), make("small", { textContent: who }));
}

async function open(zone) {
  const told = await act({ act: "summary" });
  if (!told) return;
  const { clinic, patients } = told.summary;
  $("summary-patients").replaceChildren(...patients.map(patient));
  $("summary-clinic").replaceChildren(...clinic.map((one) => line(one, zone)));
  $("summary-none").hidden = clinic.length > 0;
  $("summary").showModal();
}

export function whenAsked(zoneNow) {
  for (const name of ["summary-open", "summary-after"]) $(name).addEventListener("click", () => open(zoneNow()));
}
$("summary-close").addEventListener("click", () => $("summary").close());
