// One open chat: a student's messages with the bot, as they come.

import { Composer } from "./composer.js";
import { alertBox, ask, element, find, toast } from "./dom.js";
import { payload } from "./links.js";
import { Log } from "./log.js";
import { draw } from "./message.js";
import { open, people, read, watch } from "./store.js";
import { inLanguage } from "./words.js";

const TYPING = 5000; // milliseconds, as at Telegram
const PATIENCE = 30000; // for the answer to a tap

export class Pane {
  #followed;
  #starting = false;
  #opening = 0;
  #loading = false;
  #offered = null; // the payload of a link that waits for "Start"
  #taps = new Map(); // callback query id -> button that waits
  #early = new Map(); // answers that came before their query id was known
  #missed = 0;
  #late = null; // news that came while the chat was being loaded
  #typing;
  #stuck = true; // to the end, whatever grows

  constructor(actions) {
    const act = {
      payload,
      offer: (offered) => this.offer(offered),
      tap: (...tapped) => this.tap(...tapped),
      edit: (own) => this.composer.edit(own),
    };
    this.#followed = actions.followed;
    this.id = null;
    this.root = find("pane").content.firstElementChild.cloneNode(true);
    this.log = new Log(this.part("log"), (message) => draw(message, act, this.words));
    this.words = inLanguage("en");
    this.composer = new Composer(this);
    this.part("back").onclick = () => actions.close(this);
    this.part("beside").onclick = () => actions.beside(this);
    this.part("close").onclick = () => actions.close(this);
    this.part("api").onclick = () => actions.inspect();
    this.part("block").onclick = () => ask(people.get(this.id).blocked ? "unblock" : "block", { user_id: this.id });
    this.part("start").onclick = () => this.#start();
    this.part("earlier").onclick = () => this.#load(this.log.first);
    this.part("down").onclick = () => this.#toEnd();
    this.part("scroll").onscroll = () => {
      this.#stuck = this.#atEnd();
      if (this.#stuck) this.#caughtUp();
    };
    const growth = new ResizeObserver(() => this.#stuck && this.#toEnd());
    for (const name of ["scroll", "log"]) growth.observe(this.part(name));
    this.part("log").onclick = (event) => this.#follow(event);
    this.part("log").onkeydown = (event) => event.key === "Enter" && event.target.closest(".spoiler")?.click();
    this.root.addEventListener("focusin", () => actions.activate(this));
    this.root.addEventListener("pointerdown", () => actions.activate(this));
    new IntersectionObserver(([seen]) => {
      if (seen.isIntersecting) this.part("earlier").click();
    }, { root: this.part("scroll"), rootMargin: "600px 0px 0px" }).observe(this.part("earlier"));
  }

  part(name) {
    return this.root.querySelector(`.${name}`);
  }

  async show(id) {
    const same = this.id === id;
    if (!same) this.leave();
    const mine = ++this.#opening;
    this.#late = [];
    this.id = id;
    open.add(id);
    read(id);
    this.#word(people.get(id));
    const [chat, page] = await Promise.all([ask(`chat?chat_id=${id}`), ask(`messages?chat_id=${id}`)]);
    if (mine !== this.#opening) return;
    const late = this.#late;
    this.#late = null;
    if (!chat || !page) return;
    this.chat = chat;
    this.log.clear();
    this.#insert(page);
    this.draw();
    this.#toEnd();
    for (const [method, news] of late) this[method](news);
    if (!same && matchMedia("(hover: hover)").matches) this.focus();
  }

  leave() {
    this.composer.leave();
    open.delete(this.id);
    this.id = this.chat = this.#offered = this.#late = null;
    this.#opening += 1;
    this.#starting = false;
    this.#taps.clear();
    this.#early.clear();
    this.log.clear();
    this.#idle();
  }

  focus() {
    (this.part("start").hidden ? this.root.querySelector("textarea") : this.part("start")).focus();
  }

  // A link with this payload was followed: the student starts with it.
  offer(offered) {
    this.#offered = offered;
    this.draw();
    this.part("start").focus();
  }

  draw() {
    const person = people.get(this.id);
    if (!person || !this.chat) return;
    const { words } = this;
    const { empty } = this.log;
    const wasOnStart = document.activeElement === this.part("start");
    const starting = empty || person.blocked || this.#offered !== null;
    this.part("bot").textContent = this.chat.bot;
    this.part("block").textContent = person.blocked ? words.unblock : words.block;
    this.part("description").textContent = this.chat.description;
    this.part("description").hidden = !empty || !this.chat.description;
    this.part("start").hidden = !starting;
    if (!starting) this.#starting = false;
    this.part("start").textContent = person.blocked ? words.restart : words.start;
    this.composer.draw(this.chat, starting);
    if (!starting && wasOnStart) this.focus();
  }

  // News of this chat, told by one of the methods below.
  hear(method, news) {
    if (this.#late) this.#late.push([method, news]);
    else this[method](news);
  }

  say(text) {
    return ask("say", { user_id: this.id, text });
  }

  async tap(messageId, data, button) {
    button.ariaBusy = "true";
    const answer = await ask("tap", { user_id: this.id, message_id: messageId, data });
    if (!answer) return button.removeAttribute("aria-busy");
    const { query_id: query } = answer;
    this.#taps.set(query, button);
    setTimeout(() => this.#answered(query, null), PATIENCE);
    if (this.#early.has(query)) this.#answered(query, this.#early.get(query));
  }

  onAnswer(news) {
    if (!this.#taps.has(news.query_id)) {
      if (this.#early.size > 100) this.#early.clear();
      this.#early.set(news.query_id, news);
    } else this.#answered(news.query_id, news);
  }

  onMessage({ message }) {
    const more = this.log.put(message);
    if (message.from_bot) this.#idle();
    this.draw();
    if (this.#stuck || !message.from_bot) this.#toEnd();
    else if (more) this.#miss();
  }

  onDeleted({ message_id: id }) {
    this.log.remove(id);
    this.draw();
  }

  onChat({ chat }) {
    this.chat = chat ?? this.chat;
    this.draw();
  }

  async onProfile() {
    const id = this.id;
    const chat = await ask(`chat?chat_id=${id}`);
    if (id === this.id) this.onChat({ chat });
  }

  onAction({ action }) {
    const dots = element("span", "dots");
    dots.ariaHidden = "true";
    dots.append(element("i"), element("i"), element("i"));
    this.part("status").replaceChildren(action === "typing" ? this.words.typing : action.replaceAll("_", " "), dots);
    this.root.classList.add("busy");
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#idle(), TYPING);
  }

  #idle() {
    this.part("status").textContent = "";
    this.root.classList.remove("busy");
  }

  #word(person) {
    this.words = inLanguage(person.language);
    this.root.lang = person.language || "en";
    this.root.ariaLabel = person.name;
    this.part("who").textContent = person.name;
    this.part("scroll").ariaLabel = this.words.messages;
    this.part("log").ariaLabel = this.words.messages;
    this.part("earlier").textContent = this.words.earlier;
    this.#caughtUp();
    this.composer.word(this.words);
  }

  async #start() {
    if (this.#starting) return;
    this.#starting = true; // until the button is gone: a second click would say it twice
    const back = !people.get(this.id).blocked || (await ask("unblock", { user_id: this.id }));
    const said = back && (await this.say(`/start ${this.#offered ?? ""}`.trim()));
    if (!said) {
      this.#starting = false;
      return;
    }
    if (this.#offered !== null) this.#followed();
    this.#offered = null;
    this.draw();
  }

  async #load(before) {
    if (this.#loading) return;
    this.#loading = true;
    const id = this.id;
    const page = await ask(`messages?chat_id=${id}&before=${before}`);
    if (page && id === this.id) this.#insert(page);
    this.#loading = false;
  }

  // Puts earlier messages above, so that what is being read stays where it is.
  #insert({ messages, more }) {
    const scroll = this.part("scroll");
    const kept = this.part("log").querySelector("article");
    const top = kept?.getBoundingClientRect().top;
    this.log.prepend(messages);
    this.part("earlier").hidden = !more;
    if (kept) scroll.scrollTop += kept.getBoundingClientRect().top - top;
  }

  #answered(query, news) {
    const button = this.#taps.get(query);
    if (!button) return;
    this.#taps.delete(query);
    this.#early.delete(query);
    button.removeAttribute("aria-busy");
    if (news?.url && payload(news.url) !== null) this.offer(payload(news.url));
    if (!news?.text) return;
    if (news.show_alert) alertBox(news.text);
    else toast(news.text);
  }

  #follow(event) {
    event.target.closest(".spoiler")?.classList.add("seen");
    const link = event.target.closest(".body a");
    if (!link) return;
    const offered = payload(link.href);
    if (link.dataset.command) this.say(link.dataset.command);
    else if (offered !== null) this.offer(offered);
    else return;
    event.preventDefault();
  }

  #atEnd() {
    const scroll = this.part("scroll");
    return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  }

  #toEnd() {
    this.#stuck = true;
    this.part("scroll").scrollTop = this.part("scroll").scrollHeight;
    this.#caughtUp();
  }

  #miss() {
    this.#missed += 1;
    this.part("down").hidden = false;
    this.part("down").textContent = `${this.words.down} (${this.#missed}) ↓`;
  }

  #caughtUp() {
    this.#missed = 0;
    this.part("down").hidden = true;
  }
}

// Brings news to the panes that show the chat they are of.
export function listen(panes) {
  const bring = (kind, method) => watch(kind, (news) => {
    for (const pane of panes()) if (pane.id === news.chat_id) pane.hear(method, news);
  });
  bring("answer", "onAnswer");
  bring("message", "onMessage");
  bring("deleted", "onDeleted");
  bring("chat", "onChat");
  bring("action", "onAction");
  watch("profile", () => panes().forEach((pane) => pane.id !== null && pane.onProfile()));
}
