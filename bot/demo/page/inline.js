// Inline mode: "@bot words" in any chat, and the list of what the bot finds.

import { ask, element } from "./dom.js";
import { bot } from "./store.js";

const PAUSE = 250; // milliseconds in typing, until the bot is asked

export class Inline {
  #timer;
  #asked = null; // the query whose answer is waited for
  #early = new Map(); // answers that came before their query id was known
  #results = [];

  // `list` shows buttons above the text, `chosen` is called when one of them was sent.
  constructor(pane, list, chosen) {
    this.pane = pane;
    this.list = list;
    this.chosen = chosen;
  }

  // Whether what is typed is a query.
  typed(text) {
    const [, name, words] = /^@(\w+)\s([^]*)$/.exec(text) ?? [];
    clearTimeout(this.#timer);
    this.#asked = null;
    if (name?.toLowerCase() !== bot.username.toLowerCase()) return false;
    this.#timer = setTimeout(() => this.#ask(words.trim(), ""), PAUSE);
    return true;
  }

  hear({ query_id: query, answer }) {
    if (this.#asked?.query !== query) {
      if (this.#early.size > 20) this.#early.clear();
      this.#early.set(query, answer);
    } else this.#show(answer);
  }

  async #ask(text, offset) {
    const asked = { text, offset, query: null };
    this.#asked = asked;
    const answer = await ask("inline", { user_id: this.pane.id, chat_id: this.pane.where, text, offset });
    if (!answer || this.#asked !== asked) return;
    asked.query = answer.query_id;
    const early = this.#early.get(asked.query);
    if (early) this.#show(early);
  }

  #show({ results, next_offset: next, button }) {
    const { text, offset, query } = this.#asked;
    const found = results.map((result) => this.#result(query, result));
    this.#results = offset ? [...this.#results, ...found] : found;
    const shown = [...this.#results];
    if (button) shown.unshift(this.#plain(`${button.text} ›`, () => this.pane.offer(button.start_parameter)));
    if (next) shown.push(this.#plain(this.pane.words.more, () => this.#ask(text, next)));
    if (!shown.length) shown.push(element("p", "", this.pane.words.nothing));
    this.list(shown);
  }

  #result(query, { id, title, description }) {
    const button = element("button", "result");
    button.append(element("b", "", title), element("span", "", description));
    button.onclick = async () => {
      if (await ask("choose", { query_id: query, result_id: id })) this.chosen();
    };
    return button;
  }

  #plain(text, act) {
    const button = element("button", "lead", text);
    button.onclick = act;
    return button;
  }
}
