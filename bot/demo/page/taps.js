// Taps on a bot's buttons that wait for its answer.

import { alertBox, ask, toast } from "./dom.js";

const PATIENCE = 30000; // milliseconds

export class Taps {
  #waiting = new Map(); // callback query id -> button
  #early = new Map(); // answers that came before their query id was known

  // `opened` gets the link that an answer opens.
  constructor(opened) {
    this.opened = opened;
  }

  clear() {
    this.#waiting.clear();
    this.#early.clear();
  }

  async tap(person, messageId, data, button) {
    button.ariaBusy = "true";
    const answer = await ask("tap", { user_id: person, message_id: messageId, data });
    if (!answer) return button.removeAttribute("aria-busy");
    const { query_id: query } = answer;
    this.#waiting.set(query, button);
    setTimeout(() => this.#answered(query, null), PATIENCE);
    if (this.#early.has(query)) this.#answered(query, this.#early.get(query));
  }

  hear(news) {
    if (this.#waiting.has(news.query_id)) return this.#answered(news.query_id, news);
    if (this.#early.size > 100) this.#early.clear();
    this.#early.set(news.query_id, news);
  }

  #answered(query, news) {
    const button = this.#waiting.get(query);
    if (!button) return;
    this.#waiting.delete(query);
    this.#early.delete(query);
    button.removeAttribute("aria-busy");
    if (news?.url) this.opened(news.url);
    if (!news?.text) return;
    if (news.show_alert) alertBox(news.text);
    else toast(news.text);
  }
}
