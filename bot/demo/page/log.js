// The messages of one chat, in the order of their ids. They stand in chunks, since a browser that
// skips what is out of sight does so cheaply for a hundred chunks, not for five thousand messages.

import { element } from "./dom.js";
import { dayName } from "./times.js";

const CHUNK = 50;

export class Log {
  #shown = new Map(); // message id -> its box
  #newest = 0;

  // `draw` makes the box of a message; `root` holds them, in the language of its `lang`.
  constructor(root, draw) {
    this.root = root;
    this.draw = draw;
  }

  get empty() {
    return this.#shown.size === 0;
  }

  // The id of the first message.
  get first() {
    return this.root.querySelector("article")?.dataset.id;
  }

  clear() {
    this.#shown.clear();
    this.#newest = 0;
    this.root.replaceChildren();
  }

  // Puts earlier messages above the others. They are drawn once, so that their size is known from then on.
  prepend(messages) {
    const next = this.root.querySelector("article");
    const chunk = element("div", "chunk fresh");
    chunk.append(...messages.filter(({ id }) => !this.#shown.has(id)).map((message) => this.#box(message)));
    this.root.ariaBusy = "true"; // history is not news
    this.root.prepend(chunk);
    for (const box of [...chunk.children, next]) this.#date(box);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      chunk.classList.remove("fresh");
      this.root.removeAttribute("aria-busy");
    }));
  }

  // Shows a message as it is now; whether it is one more.
  put(message) {
    const old = this.#shown.get(message.id);
    if (old) {
      this.#replace(old, message);
      return false;
    }
    if (message.id <= this.#newest) return false; // of a part that is not loaded
    let chunk = this.root.lastElementChild;
    if (!chunk || chunk.childElementCount >= CHUNK) {
      chunk = element("div", "chunk");
      this.root.append(chunk);
    }
    const box = this.#box(message);
    chunk.append(box);
    this.#date(box);
    return true;
  }

  remove(id) {
    const box = this.#shown.get(id);
    if (!box) return;
    const chunk = box.parentElement;
    const next = box.nextElementSibling ?? chunk.nextElementSibling?.firstElementChild;
    this.#shown.delete(id);
    box.remove();
    if (!chunk.firstElementChild) chunk.remove();
    this.#date(next);
  }

  #replace(old, message) {
    const box = this.#box(message);
    const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    old.replaceWith(box);
    this.#date(box);
    if (focused < 0) return;
    (box.querySelectorAll("button, a")[focused] ?? this.root.closest(".scroll")).focus({ preventScroll: true });
  }

  #box(message) {
    const box = this.draw(message);
    this.#shown.set(message.id, box);
    this.#newest = Math.max(this.#newest, message.id);
    return box;
  }

  // The first message of a day says which day it is.
  #date(box) {
    if (!box) return;
    const before = box.previousElementSibling ?? box.parentElement.previousElementSibling?.lastElementChild;
    const heading = box.querySelector(".day");
    if (before?.dataset.day === box.dataset.day) heading?.remove();
    else if (!heading) box.prepend(element("h3", "day", dayName(Number(box.dataset.date), box.closest("[lang]").lang)));
  }
}
