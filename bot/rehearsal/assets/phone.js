// A phone: one person's chat with the bot, live.

import { act, notice } from "/act.js";
import { Composer } from "/compose.js";
import { openAlert } from "/dialogs.js";
import { changes, make } from "/dom.js";
import { Log } from "/log.js";
import { named, withNews } from "/people.js";
import { save } from "/snapshot.js";

export class Phone {
  // `on.shown`: something has come from the server. `on.choose`: this phone is given to another person.
  // `on.follow`: a link was tapped. `on.scan`: there is a code of that link on a picture that is looked at.
  constructor(root, part, on) {
    Object.assign(this, { root, part, on, owner: 0, state: null, socket: null, toastTimer: 0 });
    this.toastsSeen = new Set();
    this.changed = changes();
    this.composer = new Composer(part, (what) => this.act(what));
    this.log = new Log(part("log"), {
      tap: (message, key, button) => this.tap(message, key, button),
      say: (text) => this.act({ act: "say", text }),
      edit: (message) => this.composer.startEditing(message),
      follow: (link) => on.follow(link),
      large: (message) => this.scan(message),
      settle: () => this.composer.settle(),
    });
    part("begin").addEventListener("click", () => this.begin({ act: "start" }));
    part("follow").addEventListener("click", () => this.begin({ act: "open", link: this.state.link.href }));
    part("block").addEventListener("click", () => this.aside(() => this.act({ act: this.state.blocked ? "unblock" : "block" })));
    part("save").addEventListener("click", () => this.aside(() => save(root, `phone-of-${this.you.name}`)));
    part("save-whole").addEventListener("click", () => this.aside(() => save(root, `conversation-of-${this.you.name}`, part("log"))));
    part("owner").addEventListener("change", (event) => on.choose(Number(event.target.value)));
  }

  act(what) {
    return act({ person: this.owner || this.state?.you, ...what });
  }

  // --- whose it is ---------------------------------------------------------

  get live() {
    return this.socket !== null;
  }

  give(person) {
    this.owner = person;
    this.composer.stopEditing();
    this.listen();
  }

  listen() {
    const live = new URL(`/live?person=${this.owner || ""}`, location.href);
    live.protocol = live.protocol.replace("http", "ws");
    const [old, socket] = [this.socket, new WebSocket(live)];
    this.socket = socket;
    socket.onmessage = (event) => socket === this.socket && this.show(JSON.parse(event.data));
    socket.onclose = () => socket === this.socket && this.wait();
    old?.close();
  }

  wait() {
    const { socket } = this;
    this.root.classList.add("lost");
    this.part("bot-state").textContent = "not running";
    this.on.lost(this);
    setTimeout(() => socket === this.socket && this.listen(), 1000);
  }

  putAway() {
    const { socket } = this;
    this.socket = null;
    socket?.close();
  }

  // --- what it shows -------------------------------------------------------

  show(next) {
    const another = this.state?.you !== next.you || this.state?.turn !== next.turn;
    this.state = next;
    this.owner = next.you;
    this.root.classList.remove("lost");
    if (another) this.forget();
    this.on.shown(this);
    this.showHead();
    this.log.show(next.messages, next.yours, another, [next.about, this.unmet]);
    this.showToasts(another);
    this.composer.show(next);
    this.showStory();
  }

  // What a story does here, before it is done, and where it points.
  showStory() {
    const { doing, point } = this.on.story(this.owner);
    this.composer.writes(doing?.kind === "writes" ? doing.words : null);
    const opens = doing?.kind === "openslink" && !this.part("follow").hidden;
    this.part("follow").classList.toggle("soon", opens);
    this.part("begin").classList.toggle("soon", !opens && ["starts", "openslink"].includes(doing?.kind));
    this.log.announce(doing?.kind === "taps" ? doing.message : null, doing?.words);
    this.log.point(point?.message ?? null);
    this.root.classList.toggle("at-work", Boolean(doing ?? point));
  }

  get you() {
    return this.state.people.find((person) => person.id === this.state.you);
  }

  // What an empty chat says: where a story plays nobody need press anything, and a bot that starts takes a while.
  get unmet() {
    const { link, strip, story } = this.state;
    const plays = ["playing", "paused"].includes(story?.state);
    const unmet = `${this.you.name} has not met the bot yet.`;
    if (strip?.bot === "starting") return `The bot is starting, which takes a few seconds. ${plays ? "The story goes on then." : `${unmet} You can press Start: it answers as soon as it can.`}`;
    if (plays) return unmet;
    if (link) return `${unmet} ${link.whose} has a link for a patient; it opens here.`;
    return `${unmet} ${this.beginning ?? "Press Start to say hello."}`;
  }

  // Who goes first, before anybody has met the bot: the clinic, whose link brings a patient in.
  get beginning() {
    const { people } = this.state;
    const clinician = people.find((person) => person.note === "clinician");
    if (!clinician || people.some((person) => person.last)) return null;
    if (this.you === clinician) return "Begin here: press Start, then enrol a patient.";
    return `${clinician.name} goes first: the clinic enrols a patient.`;
  }

  get bearing() {
    const { blocked, typing, strip } = this.state;
    if (blocked) return "blocked";
    if (strip?.bot === "starting") return "starting, one moment…";
    return typing ? "typing…" : "bot";
  }

  forget() {
    this.log.forget();
    this.toastsSeen.clear();
    this.part("toast").hidden = true;
  }

  showHead() {
    const { blocked, bot, people, started, strip, you } = this.state;
    this.part("bot-name").textContent = bot;
    this.part("bot-state").textContent = this.bearing;
    this.root.classList.toggle("starting", strip?.bot === "starting");
    this.part("block").textContent = blocked ? "Unblock the bot" : "Block the bot";
    this.part("block").hidden = !started;
    this.part("begin").classList.toggle("waits", Boolean(this.beginning) && this.you.note !== "clinician");
    this.root.setAttribute("aria-label", `The phone of ${named(this.you)}`);
    const names = people.map((person) => ({ value: person.id, textContent: withNews(person) }));
    if (this.changed("owners", names)) this.part("owner").replaceChildren(...names.map((one) => make("option", one)));
    this.part("owner").value = you;
  }

  showToasts(quietly) {
    for (const toast of this.state.toasts) {
      if (this.toastsSeen.has(toast.id)) continue;
      this.toastsSeen.add(toast.id);
      this.root.querySelector(`[data-query="${toast.id}"]`)?.removeAttribute("aria-busy");
      if (!quietly && toast.text) toast.alert ? openAlert(toast.text) : this.passingToast(toast.text);
    }
  }

  passingToast(text) {
    clearTimeout(this.toastTimer);
    this.part("toast").textContent = text;
    this.part("toast").hidden = false;
    this.toastTimer = setTimeout(() => { this.part("toast").hidden = true; }, 3500);
  }

  // --- what one does on it -------------------------------------------------

  async tap(message, key, button) {
    if (key.href) { this.on.follow(key); return; }
    if (key.press) { await this.act({ act: "press", label: key.label }); return; }
    if (key.data === null) { notice("This kind of button does nothing here."); return; }
    button.setAttribute("aria-busy", "true");
    const told = await this.act({ act: "tap", message: message.id, data: key.data });
    if (!told || this.toastsSeen.has(told.query)) button.removeAttribute("aria-busy");
    else button.dataset.query = told.query;
  }

  async scan(message) {
    const { link } = (await this.act({ act: "scan", message })) ?? {};
    if (link) this.on.scan(link);
  }

  // From the sheet in the head of the phone, which goes away with that.
  aside(what) {
    this.composer.closeSheets();
    what();
  }

  async begin(what) {
    await this.act(what);
    this.composer.settle();
  }
}
