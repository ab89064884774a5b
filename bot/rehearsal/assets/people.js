// The people at the desk, and what has come for those whose phone one does not look at.

import { $, changes, make } from "/dom.js";

const seen = new Map();
const changed = changes();

export const named = ({ name, note }) => (note ? `${name} – ${note}` : name);

export const withNews = (person) => {
  const count = unread(person);
  return count ? `${named(person)} (${count} new)` : named(person);
};

// Everything began anew: what was seen is gone.
export function forgetSeen() {
  seen.clear();
}

function unread({ id, last, said }) {
  const before = seen.get(id) ?? { last: 0, said: 0 };
  return last > before.last ? Math.max(1, said - before.said) : 0;
}

// Draw everyone; `looking` are the ids of those whose phones are in sight. How much is unread in all.
export function showPeople(people, looking, choose) {
  for (const { id, last, said } of people) if (looking.includes(id)) seen.set(id, { last, said });
  const now = people.map((person) => ({ ...person, unread: unread(person), here: looking.includes(person.id) }));
  if (changed("people", now.map(({ id, name, note, unread: count, here, preview }) => [id, name, note, count, here, count && preview]))) {
    const focused = document.activeElement?.dataset?.person;
    $("people").replaceChildren(...now.map((person) => row(person, choose)));
    reveal($("people").querySelector("[data-unread]"));
    if (focused) $("people").querySelector(`[data-person="${focused}"]`)?.focus();
  }
  return now.reduce((sum, person) => sum + person.unread, 0);
}

// Along the row of people, where it is longer than the page is wide; the page stays where it is.
function reveal(button) {
  const row = $("people").parentElement;
  if (button) row.scrollLeft += Math.max(0, button.getBoundingClientRect().right - row.getBoundingClientRect().right);
}

function row(person, choose) {
  const note = person.note ? [make("span", { className: "note", textContent: ` – ${person.note}` })] : [];
  const button = make("button", { type: "button" }, make("span", {}, person.name, ...note));
  button.dataset.person = person.id;
  button.setAttribute("aria-pressed", String(person.here));
  button.addEventListener("click", () => choose(person.id));
  if (!person.unread) return make("div", { className: "person" }, button);
  button.dataset.unread = person.unread;
  button.setAttribute("aria-label", `${named(person)}: ${person.unread === 1 ? "a new message" : `${person.unread} new messages`}`);
  return make("div", { className: "person" }, button, make("p", { className: "preview", textContent: person.preview }));
}
