// What the clinic saw, as one can look at it when the two days are over, or before.

import { act } from "/act.js";
import { $, make } from "/dom.js";
import { clockTime, weekday } from "/times.js";

const FEW = 3;  // patients of whom everything is open at once
const times = (count, one, many) => `${count} ${count === 1 ? one : many}`;
const when = (at, zone) => `${weekday(at, zone)} ${clockTime(at, zone)}`;

function patient({ name, got, wrote, tapped }) {
  const words = `${name} got ${times(got, "message", "messages")}, wrote ${times(wrote, "line", "lines")} and tapped ${times(tapped, "button", "buttons")}.`;
  return make("p", { textContent: words });
}

// What matters most of a session stands first: the words that have raised an alarm, and who has seen them.
function session({ name, alarms, facts: [soreness, ...fates] }, _, all) {
  const plan = make("details", { open: all.length <= FEW }, make("summary", { textContent: "What became of the plan" }), listed(fates));
  return make("section", { className: "summary-session" }, make("h3", { textContent: name }), ...alarms.map(alarm), listed([soreness]), plan);
}

const listed = (facts) => make("dl", {}, ...facts.flatMap(({ name, words }) => [make("dt", { textContent: name }), make("dd", { textContent: words })]));

function alarm({ words, title, about, seen }) {
  const quotes = words.map((textContent) => make("blockquote", { textContent }));
  return make("div", { className: seen ? "summary-alarm seen" : "summary-alarm" }, make("h4", { textContent: title }), ...quotes, make("p", { textContent: about }));
}

function line({ at, until, times: count, who, words }, zone) {
  const time = make("time", { textContent: when(at, zone), dateTime: new Date(at).toISOString() });
  const again = count > 1 ? [make("b", { textContent: `${count} times, until ${when(until, zone)}` })] : [];
  return make("li", {}, time, make("span", {}, words || "A picture", ...again), make("small", { textContent: who }));
}

async function open(zone) {
  const told = await act({ act: "summary" });
  if (!told) return;
  const { clinic, patients, sessions } = told.summary;
  const alarming = [...sessions].sort((a, b) => b.alarms.length - a.alarms.length);
  $("summary-sessions").replaceChildren(...alarming.map(session));
  $("summary-patients").replaceChildren(...patients.map(patient));
  $("summary-clinic").replaceChildren(...clinic.map((one) => line(one, zone)));
  $("summary-none").hidden = clinic.length > 0;
  $("summary-all").hidden = clinic.length === 0;
  $("summary-all").open = sessions.length === 0;
  $("summary-count").textContent = times(clinic.reduce((sum, one) => sum + one.times, 0), "message", "messages");
  $("summary").showModal();
  $("summary-told").scrollTop = 0;
}

export function whenAsked(zoneNow) {
  for (const name of ["summary-open", "summary-after"]) $(name).addEventListener("click", () => open(zoneNow()));
}
$("summary-close").addEventListener("click", () => $("summary").close());
