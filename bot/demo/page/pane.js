// One open chat: a student's messages with the bot, as they come.

import { Composer } from "./composer.js";
import { ask, element, find } from "./dom.js";
import { payload } from "./links.js";
import { Log } from "./log.js";
import { draw } from "./message.js";
import { pick } from "./sharing.js";
import { bot, group, open, people, read } from "./store.js";
import { Taps } from "./taps.js";
import { inLanguage } from "./words.js";

const TYPING = 5000; // milliseconds, as at Telegram

export class Pane {
  #followed;
  #starting = false;
  #opening = 0;
  #loading = false;
  #offered = null; // the payload of a link that waits for "Start"
  #taps = new Taps((url) => payload(url) !== null && this.offer(payload(url)));
  #missed = 0;
  #late = null; // news that came while the chat was being loaded
  #typing;
  #stuck = true; // to the end, whatever grows

  constructor(actions) {
    const act = {
      payload,
      offer: (offered) => this.offer(offered),
      share: (text) => this.#share(text),
      mine: (message) => !message.from_bot && message.author_id === this.id,
      edits: () => !this.inGroup,
      bot: () => bot.username,
      tap: (...tapped) => this.#taps.tap(this.id, ...tapped),
      edit: (own) => this.composer.edit(own),
    };
    this.#followed = actions.followed;
    this.id = null;
    this.where = null; // the chat that is shown: their own, or the group
    this.root = find("pane").content.firstElementChild.cloneNode(true);
    this.log = new Log(this.part("log"), (message) => draw(message, act, this.words));
    this.words = inLanguage("en");
    this.composer = new Composer(this);
    this.part("back").onclick = () => actions.close(this);
    this.part("beside").onclick = () => actions.beside(this);
    this.part("close").onclick = () => actions.close(this);
    this.part("api").onclick = () => actions.inspect();
    this.part("group").onclick = () => this.go(this.inGroup ? this.id : group.id);
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

  get inGroup() {
    return this.where !== null && this.where === group.id;
  }

  // The other chat of the same person.
  async go(where) {
    this.composer.leave();
    this.where = where;
    await this.show(this.id);
    this.focus();
  }

  async show(id) {
    const same = this.id === id;
    if (!same) this.leave();
    if (!same || ![id, group.id].includes(this.where)) this.where = id;
    const mine = ++this.#opening;
    this.#late = [];
    this.id = id;
    open.add(id);
    read(id);
    this.#word(people.get(id));
    const [chat, page] = await Promise.all([ask(`chat?chat_id=${id}`), ask(`messages?chat_id=${this.where}`)]);
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
    this.where = null;
    this.id = this.chat = this.#offered = this.#late = null;
    this.#opening += 1;
    this.#starting = false;
    this.#taps.clear();
    this.log.clear();
    this.#idle();
  }

  focus() {
    (this.part("start").hidden ? this.root.querySelector("textarea") : this.part("start")).focus();
  }

  // A link with this payload was followed: the student starts with it.
  async offer(offered) {
    if (this.inGroup) await this.go(this.id);
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
    const { inGroup } = this;
    const starting = !inGroup && (empty || person.blocked || this.#offered !== null);
    this.part("bot").textContent = inGroup ? group.title : this.chat.bot;
    this.part("group").textContent = inGroup ? words.own : words.group;
    this.part("group").ariaPressed = String(inGroup);
    this.part("group").hidden = group.id === null;
    this.part("block").hidden = inGroup;
    this.part("block").textContent = person.blocked ? words.unblock : words.block;
    this.part("description").textContent = this.chat.description;
    this.part("description").hidden = inGroup || !empty || !this.chat.description;
    this.part("start").hidden = !starting;
    if (!starting) this.#starting = false;
    this.part("start").textContent = person.blocked ? words.restart : words.start;
    this.composer.draw(inGroup ? { keyboard: null, commands: [] } : this.chat, starting);
    if (!starting && wasOnStart) this.focus();
  }

  // News of this chat, told by one of the methods below.
  hear(method, news) {
    if (this.#late) this.#late.push([method, news]);
    else this[method](news);
  }

  say(text, where = this.where) {
    return ask("say", { user_id: this.id, chat_id: where, text });
  }

  #share(text) {
    pick(this.words.share, [[group.id, group.title], [this.id, this.chat.bot]], async (where) => {
      if ((await this.say(text, where)) && where !== this.where) await this.go(where);
    });
  }

  onAnswer(news) {
    this.#taps.hear(news);
  }

  onFound(news) {
    if (news.user_id === this.id) this.composer.inline.hear(news);
  }

  onMessage({ message }) {
    const more = this.log.put(message);
    if (message.from_bot) this.#idle();
    this.draw();
    if (this.#stuck || message.author_id === this.id) this.#toEnd();
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
    const page = await ask(`messages?chat_id=${this.where}&before=${before}`);
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
