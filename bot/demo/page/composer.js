// Where a student writes: text, commands, attachments, the bot's keyboard.

import { ask, element, toast } from "./dom.js";
import { Inline } from "./inline.js";
import { drawRow } from "./message.js";

const ATTACHED = ["photo", "sticker", "voice", "document", "location", "contact"];
const drafts = new Map(); // person and chat -> what is half written

export const forget = () => drafts.clear();

export class Composer {
  #editing = null; // the message being corrected
  #kept = ""; // what was half written before
  #keyboard = null;
  #choosing = null; // "menu", "attach" or "inline", while its choices are shown

  constructor(pane) {
    this.pane = pane;
    this.text = pane.root.querySelector("textarea");
    this.inline = new Inline(pane, (results) => this.#choose("inline", results), () => this.#chosen(() => this.#write("")));
    pane.part("composer").onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    pane.part("menu").onclick = () => this.#toggle("menu", () => this.#commands("/"));
    pane.part("attach").onclick = () => this.#toggle("attach", () => this.#attachments());
    this.text.oninput = () => {
      this.#fit();
      if (this.inline.typed(this.text.value)) return;
      if (/^\/\w*$/.test(this.text.value)) this.#choose("menu", this.#commands(this.text.value));
      else this.#close();
    };
    this.text.onkeydown = (event) => this.#key(event);
    pane.part("choices").onkeydown = (event) => this.#move(event);
  }

  word(words) {
    const { pane } = this;
    this.text.ariaLabel = words.message;
    pane.part("send").ariaLabel = words.send;
    pane.part("menu").ariaLabel = words.commands;
    pane.part("attach").ariaLabel = words.attach;
    pane.part("keyboard").ariaLabel = words.keyboard;
  }

  draw({ keyboard, commands }, starting) {
    this.commands = commands;
    this.pane.part("composer").hidden = starting;
    this.pane.part("menu").hidden = commands.length === 0;
    this.pane.part("attach").hidden = this.pane.inGroup;
    this.text.placeholder = keyboard?.input_field_placeholder || this.pane.words.message;
    if (this.drawnFor !== this.#here) {
      this.drawnFor = this.#here;
      this.#write(drafts.get(this.#here) ?? "");
    }
    const drawn = JSON.stringify([keyboard, starting]);
    if (drawn !== this.#keyboard) this.#drawKeyboard(starting ? [] : keyboard?.keyboard ?? []);
    this.#keyboard = drawn;
  }

  leave() {
    this.#stopEditing();
    if (this.drawnFor === this.#here) drafts.set(this.#here, this.text.value);
    this.#write("");
    this.drawnFor = this.#keyboard = null;
    this.#close();
  }

  get #here() {
    return `${this.pane.id} ${this.pane.where}`;
  }

  edit(message) {
    this.#stopEditing();
    this.#kept = this.text.value;
    this.#editing = message;
    this.pane.part("composer").classList.add("editing");
    this.#write(message.text);
    this.text.focus();
  }

  async #submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const here = this.#here;
    const edited = this.#editing;
    if (!edited) this.#write(""); // at once, so that a second Enter says nothing twice
    this.#stopEditing();
    this.#close();
    const said = edited
      ? await ask("edit", { user_id: this.pane.id, message_id: edited.id, text })
      : await this.pane.say(text);
    if (said || this.#here !== here || this.text.value) return;
    if (edited) this.edit(edited);
    this.#write(text);
  }

  #stopEditing() {
    if (!this.#editing) return;
    this.#editing = null;
    this.pane.part("composer").classList.remove("editing");
    this.#write(this.#kept);
  }

  #write(text) {
    this.text.value = text;
    this.#fit();
  }

  #fit() {
    this.text.style.height = "auto";
    if (this.text.value) this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  #key(event) {
    const { key } = event;
    if (key === "Escape" && this.#editing) this.#stopEditing();
    else if (key === "Escape" && this.#choosing) this.#close();
    else if (key === "ArrowDown" && this.#choosing) this.pane.part("choices").firstElementChild.focus();
    else if (key === "ArrowUp" && !this.text.value) [...this.pane.root.querySelectorAll(".edit")].at(-1)?.click();
    else if (key === "Enter" && this.#choosing === "inline") this.pane.part("choices").querySelector("button")?.focus();
    else if (key !== "Enter" || event.shiftKey || event.isComposing) return;
    else this.#submit();
    event.preventDefault();
  }

  // Choices above the text: commands, or kinds of attachments.

  #toggle(name, buttons) {
    if (this.#choosing === name) this.#close();
    else this.#choose(name, buttons());
  }

  #choose(name, buttons) {
    this.#choosing = buttons.length ? name : null;
    const choices = this.pane.part("choices");
    choices.ariaLabel = { menu: this.pane.words.commands, inline: this.pane.words.found }[name] ?? this.pane.words.attach;
    choices.replaceChildren(...buttons);
    choices.hidden = buttons.length === 0;
    for (const other of ["menu", "attach"]) this.pane.part(other).ariaExpanded = String(this.#choosing === other);
  }

  #close() {
    this.#choose(null, []);
  }

  #move(event) {
    const { activeElement: now } = document;
    if (event.key === "Escape") this.#close();
    const to = { ArrowDown: now.nextElementSibling, ArrowUp: now.previousElementSibling ?? this.text, Escape: this.text }[event.key];
    if (!to) return;
    to.focus();
    event.preventDefault();
  }

  #commands(typed) {
    const fitting = this.commands.filter(({ command }) => `/${command}`.startsWith(typed));
    return fitting.map(({ command, description }) => {
      const button = element("button");
      button.append(element("b", "", `/${command}`), element("span", "", description));
      button.onclick = () => this.#chosen(() => this.pane.say(`/${command}`));
      return button;
    });
  }

  #attachments() {
    return ATTACHED.map((kind) => {
      const button = element("button", "", this.pane.words[kind]);
      button.onclick = () => this.#chosen(() => this.#attach(kind));
      return button;
    });
  }

  #chosen(act) {
    if (this.text.value.startsWith("/")) this.#write(""); // the beginning of the command
    this.text.focus();
    this.#close();
    act();
  }

  #attach(kind) {
    return ask("send", { user_id: this.pane.id, kind });
  }

  #drawKeyboard(rows) {
    const keyboard = this.pane.part("keyboard");
    keyboard.hidden = rows.length === 0;
    keyboard.replaceChildren(...rows.map((row) => drawRow(row.map((key) => {
      const button = element("button", "", key.text ?? key);
      button.onclick = () => this.#press(key);
      return button;
    }))));
  }

  #press(key) {
    if (key.request_contact) return this.#attach("contact");
    if (key.request_location) return this.#attach("location");
    if (key.web_app || key.request_users || key.request_chat || key.request_poll) {
      return toast("This kind of button works only in Telegram.");
    }
    return this.pane.say(key.text ?? key);
  }
}
