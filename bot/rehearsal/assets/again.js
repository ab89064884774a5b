// Starting again: on which day, at which hour, and where everybody is.

import { act } from "/act.js";
import { $, make } from "/dom.js";

let start = null;

export function setStart(now) {
  start = now;
}

function open() {
  if (!$("zones").children.length) {
    $("zones").append(...Intl.supportedValuesOf("timeZone").map((value) => make("option", { value })));
  }
  for (const [name, value] of Object.entries(start)) $(`again-${name}`).value = value;
  $("again").showModal();
}

$("again-open").addEventListener("click", open);
$("again-stay").addEventListener("click", () => $("again").close());
$("again-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = Object.fromEntries(Object.keys(start).map((name) => [name, $(`again-${name}`).value]));
  $("again").close();
  await act({ act: "reset", ...chosen });
});
