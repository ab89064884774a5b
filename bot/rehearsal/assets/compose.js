// The composer: writing, changing what was written, the commands, and everything else one can send.

import { $ } from "/act.js";
import { make } from "/messages.js";

let editing = null;
let does = async () => null;

// Say as whom things are sent.
export function compose(act) {
  does = act;
}

// Back to the field, but not where that would raise a keyboard over the chat.
export function settle() {
  if (matchMedia("(pointer: fine)").matches) $("words").focus();
}

export function startEditing(message) {
  editing = message.id;
  $("editing").hidden = false;
  write(message.text);
  $("words").focus();
}

export function stopEditing() {
  if (editing === null) return;
  editing = null;
  $("editing").hidden = true;
  write("");
}

function write(text) {
  $("words").value = text;
  grow();
}

function grow() {
  const words = $("words");
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight + 2}px`;
}

// The field is emptied at once, so that a second Enter sends nothing twice.
async function send() {
  const written = $("words").value;
  const text = written.trim();
  if (!text) return;
  const changes = editing;
  write("");
  const told = await does(changes === null ? { act: "say", text } : { act: "edit", message: changes, text });
  if (told) { if (editing === changes) stopEditing(); } else write(written);
}

function toggle(name) {
  const open = $(name).hidden;
  closeSheets();
  if (!open) return;
  $(name).hidden = false;
  $(`${name}-button`).setAttribute("aria-expanded", "true");
  $(name).querySelector("button")?.focus();
}

export function closeSheets() {
  for (const name of ["menu", "extras"]) {
    $(name).hidden = true;
    $(`${name}-button`).setAttribute("aria-expanded", "false");
  }
}

export function commandButton({ command, description }) {
  const button = make("button", { type: "button" }, make("b", { textContent: `/${command}` }), make("span", { textContent: description }));
  button.addEventListener("click", () => { closeSheets(); does({ act: "say", text: `/${command}` }); settle(); });
  return button;
}

$("write").addEventListener("submit", (event) => { event.preventDefault(); send(); });
$("words").addEventListener("input", grow);
$("words").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
});
$("edit-cancel").addEventListener("click", () => { stopEditing(); $("words").focus(); });
$("menu-button").addEventListener("click", () => toggle("menu"));
$("extras-button").addEventListener("click", () => toggle("extras"));
$("extras").addEventListener("click", (event) => {
  const what = event.target.closest("[data-send]")?.dataset.send;
  if (what) { closeSheets(); does({ act: "send", what }); settle(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const sheet = ["menu", "extras"].find((name) => !$(name).hidden);
  if (sheet) { closeSheets(); $(`${sheet}-button`).focus(); }
  else stopEditing();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".sheet, #menu-button, #extras-button")) closeSheets();
});
