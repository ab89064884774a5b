// The page: a desk, and a phone or two where there is room.

import { setStart } from "/again.js";
import { setClock, stopClock } from "/clock.js";
import "/fullscreen.js";
import { atHand as handed, whenJoined } from "/desk.js";
import { askToLeave, askWho } from "/dialogs.js";
import { $, changes } from "/dom.js";
import { showPeople } from "/people.js";
import { Phone } from "/phone.js";
import { offerScan } from "/pictures.js";
import { showStrip } from "/promises.js";
import { inSight as seats, onPhone, showStory } from "/story.js";
import { whenAsked } from "/summary.js";
import { showTimeline } from "/timeline.js";

const SECOND = "-2";
const changed = changes();
const wide = matchMedia("(min-width: 1100px)");

// The second phone is a copy of the first; each of its parts has the name of the first's with an ending.
function copied(original) {
  const copy = original.cloneNode(true);
  for (const name of ["id", "for", "aria-controls"]) {
    for (const one of copy.querySelectorAll(`[${name}]`)) one.setAttribute(name, one.getAttribute(name) + SECOND);
  }
  copy.id += SECOND;
  copy.hidden = true;
  original.after(copy);
  return copy;
}

function phoneAt(root, ending) {
  const phone = new Phone(root, (name) => $(name + ending), {
    shown,
    story: onPhone,
    scan: (link) => offerScan(atHand(phone).slice(1), (person) => openAs(person, link, phone)),
    choose: (person) => give(phone, person),
    lost: gone,
    follow: (link) => (link.starts ? askWho(link.href, atHand(phone), (person) => openAs(person, link.href, phone)) : askToLeave(link.href)),
  });
  return phone;
}

const copy = copied($("phone"));
const first = phoneAt($("phone"), "");
const second = phoneAt(copy, SECOND);
const other = (phone) => (phone === first ? second : first);
const inSight = () => [first, second].filter((phone) => phone.live);
const holding = (person) => inSight().find((phone) => phone.owner === person);

// --- who holds which phone -------------------------------------------------

// Nobody holds both: who takes the other's phone leaves their own.
function give(phone, person) {
  if (other(phone).live && other(phone).owner === person) other(phone).give(phone.owner);
  phone.give(person);
  remember();
}

// Phones are as tall as the bar leaves them; known before one can press anything, so that nothing moves then.
function fit() {
  document.documentElement.style.setProperty("--bar", `${$("bar").offsetHeight}px`);
}

// From the desk one turns to a phone in sight, or hands over the first.
function turnTo(person) {
  const held = holding(person);
  if (held) held.composer.settle();
  else give(first, person);
}

function openAs(person, link, phone) {
  const held = holding(person) ?? (second.live ? other(phone) : first);
  if (held.owner !== person) give(held, person);
  held.begin({ act: "open", link });
}

const atHand = (phone) => [phone.you, ...phone.state.people.filter((person) => person !== phone.you)];

// A second phone lies beside the first where the page is wide enough and there is someone to hold it.
function arrange(people) {
  const others = people.map((person) => person.id).filter((id) => id !== first.owner);
  const two = wide.matches && others.length > 0;
  document.body.classList.toggle("two", two);
  second.root.hidden = !two;
  if (!two) second.putAway();
  else if (!others.includes(second.owner)) second.give(others[0]);
  else if (!second.live) second.listen();
}

function remember() {
  history.replaceState(null, "", `#${inSight().map((phone) => phone.owner).join()}`);
}

// A story turns the page to the phones on which it plays; between its deeds one may look elsewhere.
function seat() {
  const wanted = seats(second.live);
  if (!wanted || !changed("seats", [wanted, first.state.turn, second.live])) return;
  [first, second].forEach((phone, place) => {
    if (wanted[place] && phone.owner !== wanted[place]) give(phone, wanted[place]);
  });
  if (second.live) second.showStory();
}

// --- from the server -------------------------------------------------------

// Before anybody has met the bot there is no next message to go to: a story or a Start comes first. A story goes by itself.
function met({ people, story }) {
  const fresh = people.every((person) => !person.last);
  document.body.classList.toggle("fresh", fresh);
  $("next").classList.toggle("primary", !fresh && !["playing", "paused"].includes(story?.state));
}

// Nothing moves any more, and nothing can be done: the page says so until the rehearsal is there again.
function gone() {
  stopClock();
  over(true);
}

function over(so) {
  if (document.body.classList.toggle("over", so) === !$("over").hidden) return;
  $("over").hidden = !so;
  for (const part of document.querySelectorAll(".moves, .controls, .tiles, .composer, .desk, .strip")) part.inert = so;
  if (so) $("over-time").textContent = $("now-time").textContent;
}

// The first phone's news moves the desk: the other's tell the same.
function shown(phone) {
  if (phone !== first) return;
  over(false);
  const { people, again } = first.state;
  met(first.state);
  showStory(first.state);
  arrange(people);
  setClock(first.state);
  showStrip(first.state);
  setStart(again);
  handed(first.owner);
  fit();
  seat();
  showTimeline();
  const unread = showPeople(first.state, inSight().map((one) => one.owner), turnTo);
  document.title = `${unread ? `(${unread}) ` : ""}${first.you.name} · Rehearsal`;
}

new ResizeObserver(fit).observe($("bar"));
whenAsked(() => first.state.zone);
whenJoined((person) => give(first, person));
wide.addEventListener("change", () => first.state && shown(first));
const [one, two] = location.hash.slice(1).split(",").map(Number);
second.owner = two || 0;
first.give(one || 0);
