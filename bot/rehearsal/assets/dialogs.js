// What is asked or said in front of everything else.

import { $, make } from "/dom.js";
import { named } from "/people.js";

export function openAlert(text) {
  $("alert-words").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}

// Ask as whom a link to the bot is opened: first who has not met it, and last on whose phone it stands.
export function askWho(link, people, then) {
  const [holder, ...others] = people;
  const strangers = others.filter((person) => !person.last);
  const met = others.filter((person) => person.last);
  const buttons = [...strangers, ...met, holder].map((person) => {
    const button = make("button", { type: "button", textContent: named(person) });
    button.addEventListener("click", () => { $("link").close(); then(person.id); });
    return button;
  });
  $("link-words").textContent = link;
  $("link-people").replaceChildren(...buttons);
  $("link").showModal();
}

export function askToLeave(link) {
  $("leave-words").textContent = link;
  $("leave-open").href = link;
  $("leave").showModal();
}

let begins = null;

export function askToBegin(then) {
  begins = then;
  $("begins").showModal();
}

$("begins-go").addEventListener("click", () => { $("begins").close(); begins(); });
for (const name of ["link", "leave", "begins"]) $(`${name}-stay`).addEventListener("click", () => $(name).close());
$("leave-open").addEventListener("click", () => $("leave").close());
