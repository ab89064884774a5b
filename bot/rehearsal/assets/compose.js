// The composer: writing, changing what was written, the commands, and everything else one can send.

import { changes, make } from "/dom.js";

const SHEETS = ["menu", "extras", "more"];

export class Composer {
  // `part` finds an element of this phone by its name; `act` does something as its owner.
  constructor(part, act) {
    this.part = part;
    this.act = act;
    this.editing = this.ghost = null;
    this.changed = changes();
    this.listen();
    for (const name of SHEETS) part(`${name}-button`).addEventListener("click", () => this.toggle(name));
    part("extras").addEventListener("click", (event) => this.sendOther(event.target.closest("[data-send]")?.dataset.send));
    part("file").addEventListener("change", (event) => this.sendFile(event.target));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.escape(); });
    document.addEventListener("click", (event) => { if (!this.holds(event.target)) this.closeSheets(); });
  }

  listen() {
    const words = this.part("words");
    words.addEventListener("input", () => this.grow());
    words.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    });
    this.part("write").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.part("edit-cancel").addEventListener("click", () => { this.stopEditing(); words.focus(); });
  }

  // Outside the conversation there is only Start, for strangers and for who has blocked the bot; of strangers whom
  // the clinic has a link for, that comes first.
  show({ blocked, started, commands, link }) {
    const outside = blocked || !started;
    this.part("write").hidden = outside;
    this.part("begin").hidden = !outside;
    this.part("follow").hidden = !link;
    if (link) this.part("follow").textContent = `Open the link on ${link.whose}’s phone`;
    this.part("begin").textContent = link ? "Start without a link" : blocked ? "Unblock and start again" : "Start";
    this.part("begin").classList.toggle("second", Boolean(link));
    if (this.changed("outside", outside) && outside) this.closeSheets();
    if (this.changed("commands", commands)) this.showCommands(commands);
  }

  showCommands(commands) {
    this.part("menu").replaceChildren(...(commands.length ? commands.map((one) => this.commandButton(one)) : [
      make("p", { textContent: "The bot offers no commands yet." }),
    ]));
  }

  commandButton({ command, description }) {
    const button = make("button", { type: "button" }, make("b", { textContent: `/${command}` }), make("span", { textContent: description }));
    button.addEventListener("click", () => { this.closeSheets(); this.act({ act: "say", text: `/${command}` }); this.settle(); });
    return button;
  }

  // Back to the field, but not where that would raise a keyboard over the chat.
  settle() {
    if (matchMedia("(pointer: fine)").matches) this.part("words").focus();
  }

  startEditing(message) {
    this.editing = message.id;
    this.part("editing").hidden = false;
    this.write(message.text);
    this.part("words").focus();
  }

  stopEditing() {
    if (this.editing === null) return;
    this.editing = null;
    this.part("editing").hidden = true;
    this.write("");
  }

  // Somebody in a story is writing this; null where nobody is. What one has begun oneself is left alone.
  writes(text) {
    const words = this.part("words");
    if (text === this.ghost) return;
    if (this.ghost !== null && words.value === this.ghost.slice(0, words.value.length)) this.write("");
    clearInterval(this.typing);
    this.ghost = text;
    words.classList.toggle("ghost", text !== null);
    if (text === null || words.value) return;
    this.typing = setInterval(() => {
      this.write(text.slice(0, words.value.length + 2));
      words.scrollTop = words.scrollHeight;
      if (words.value.length >= text.length) clearInterval(this.typing);
    }, 30);
  }

  write(text) {
    this.part("words").value = text;
    this.grow();
  }

  grow() {
    const words = this.part("words");
    words.style.height = "auto";
    words.style.height = `${words.scrollHeight + 2}px`;
  }

  // The field is emptied at once, so that a second Enter sends nothing twice.
  async send() {
    const written = this.part("words").value;
    const text = written.trim();
    if (!text) return;
    const editing = this.editing;
    this.write("");
    const told = await this.act(editing === null ? { act: "say", text } : { act: "edit", message: editing, text });
    if (told) { if (this.editing === editing) this.stopEditing(); } else this.write(written);
  }

  sendOther(what) {
    if (!what) return;
    this.closeSheets();
    if (what === "document") { this.part("file").click(); return; }
    this.act({ act: "send", what });
    this.settle();
  }

  // The field is emptied, so that the same file can be chosen once more.
  async sendFile(field) {
    const [file] = field.files;
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    field.value = "";
    const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    await this.act({ act: "document", name: file.name, content });
    this.settle();
  }

  toggle(name) {
    const open = this.part(name).hidden;
    this.closeSheets();
    if (!open) return;
    this.part(name).hidden = false;
    this.part(`${name}-button`).setAttribute("aria-expanded", "true");
    this.part(name).querySelector("button")?.focus();
  }

  closeSheets() {
    for (const name of SHEETS) {
      this.part(name).hidden = true;
      this.part(`${name}-button`).setAttribute("aria-expanded", "false");
    }
  }

  holds(node) {
    return SHEETS.some((name) => this.part(name).contains(node) || this.part(`${name}-button`).contains(node));
  }

  escape() {
    const sheet = SHEETS.find((name) => !this.part(name).hidden);
    if (sheet) { this.closeSheets(); this.part(`${sheet}-button`).focus(); }
    else this.stopEditing();
  }
}
