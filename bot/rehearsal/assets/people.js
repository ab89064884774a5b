// The people at the desk, and what has come for those whose phone one does not look at.

import { $, changes, make } from "/dom.js";

const MOST = 8;  // who fit in one row; more of them are pushed along
const SEEN = "seen";  // kept by the tab, so that a reload makes nothing unread again
const kept = JSON.parse(sessionStorage.getItem(SEEN) ?? '{"turn": 0, "seen": []}');
const seen = new Map(kept.seen);
const places = new Map(); // a person's id → their place in the row
const changed = changes();

export const named = ({ name, note }) => (note ? `${name} – ${note}` : name);

export const withNews = (person) => {
  const count = unread(person);
  return count ? `${named(person)} (${count} new)` : named(person);
};

// Everything began anew, here or with another start of the rehearsal: what was seen is gone.
function forgetAfter(turn, people) {
  if (turn !== kept.turn || people.some(({ id, last }) => last < (seen.get(id)?.last ?? 0))) seen.clear();
  kept.turn = turn;
}

function unread({ id, last, said }) {
  const before = seen.get(id) ?? { last: 0, said: 0 };
  return last > before.last ? Math.max(1, said - before.said) : 0;
}

// Draw everyone; `looking` are the ids of those whose phones are in sight. How much is unread in all.
export function showPeople({ people, turn }, looking, choose) {
  forgetAfter(turn, people);
  for (const { id, last, said } of people) if (looking.includes(id)) seen.set(id, { last, said });
  sessionStorage.setItem(SEEN, JSON.stringify({ turn, seen: [...seen] }));
  const now = people.map((person) => ({ ...person, unread: unread(person), here: looking.includes(person.id) }));
  if (changed("people", now.map(({ id }) => id))) seatAll(now, choose);
  $("people").parentElement.classList.toggle("crowded", people.length > MOST);
  for (const person of now) showPerson(person);
  if (changed("unread", now.map(({ unread: count, here }) => [count, here]))) reveal($("people").querySelector("[data-unread]") ?? $("people").querySelector('[aria-pressed="true"]'));
  return now.reduce((sum, person) => sum + person.unread, 0);
}

// Along the row of people, where it is longer than the page is wide; the page stays where it is.
function reveal(button) {
  const row = $("people").parentElement;
  const beyond = button ? button.getBoundingClientRect().right - row.getBoundingClientRect().right : 0;
  if (beyond <= 0) return;
  row.scrollLeft += beyond;
  const left = row.getBoundingClientRect().left;
  const cut = [...$("people").children].map((one) => one.getBoundingClientRect()).find((box) => box.left < left && box.right > left);
  if (cut) row.scrollLeft += cut.right - left;  // the first that is seen is seen whole
}

function seatAll(people, choose) {
  const focused = document.activeElement?.dataset?.person;
  $("people").replaceChildren(...people.map(({ id }) => places.get(id) ?? seat(id, choose)));
  if (focused) places.get(Number(focused))?.firstElementChild.focus();
}

// A person's place in the row; it stays the same element, so that a click is not lost to news that arrive meanwhile.
function seat(id, choose) {
  const button = make("button", { type: "button" }, make("span"));
  button.dataset.person = id;
  button.addEventListener("click", () => choose(id));
  const place = make("div", { className: "person" }, button, make("p", { className: "preview" }));
  places.set(id, place);
  return place;
}

function showPerson(person) {
  const { id, name, note, unread: count, here, preview } = person;
  if (!changed(`person ${id}`, [name, note, count, here, count && preview])) return;
  const [button, words] = places.get(id).children;
  const noted = note ? [make("span", { className: "note", textContent: ` – ${note}` })] : [];
  button.firstElementChild.replaceChildren(name, ...noted);
  button.setAttribute("aria-pressed", String(here));
  words.hidden = !count;
  words.textContent = count ? preview : "";
  if (count) {
    button.dataset.unread = count;
    button.setAttribute("aria-label", `${named(person)}: ${count === 1 ? "a new message" : `${count} new messages`}`);
  } else {
    delete button.dataset.unread;
    button.removeAttribute("aria-label");
  }
}
