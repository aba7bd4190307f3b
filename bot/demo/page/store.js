// What the server tells: the people, the bot, the stage, and news of them as they come.

import { ask, find } from "./dom.js";
import { setNow } from "./times.js";

export const people = new Map();
export const bot = { name: "", username: "" };
export const group = { id: null, title: "" }; // in which all of them are
export const stage = { there: false, done: 0, of: 0 };

const watchers = new Map();
export const watch = (kind, watcher) => watchers.set(kind, [...(watchers.get(kind) ?? []), watcher]);
const tell = (kind, news) => (watchers.get(kind) ?? []).forEach((watcher) => watcher(news));

// Who is open somewhere: news of the others are unread.
export const open = new Set();

function onMessage({ chat_id: id, message }) {
  const person = people.get(id);
  if (!person) return;
  if (!person.last || message.id >= person.last.id) person.last = message;
  if (!open.has(id) && message.from_bot && !message.edited) person.unread += 1;
  tell("person", person);
}

function onChat({ chat_id: id, person }) {
  if (person) people.set(id, { ...person, unread: people.get(id)?.unread ?? 0 });
  tell("person", people.get(id));
}

function onStage(news) {
  if (news) {
    setNow(news.now);
    const played = stage.done < stage.of && news.done >= news.of;
    Object.assign(stage, news);
    if (played) people.forEach((_, id) => read(id)); // what is new from now on is news
  }
  stage.there = Boolean(news);
}

function onDeleted({ chat_id: id, last }) {
  const person = people.get(id);
  if (person) person.last = last;
  tell("person", person);
}

const first = { message: onMessage, chat: onChat, deleted: onDeleted, stage: onStage };

let world = null; // the server's, which starting over replaces
let beginnings = 0;
let waiting = null; // news that came while the state was asked for

// The stream has begun. What comes before the state is there happens after it.
async function begin() {
  const mine = ++beginnings;
  waiting = [];
  const state = await ask("state");
  if (mine !== beginnings) return;
  if (!state) {
    setTimeout(() => mine === beginnings && begin(), 1000);
    return;
  }
  const fresh = state.world !== world; // another one: what was known of people is of no worth
  world = state.world;
  Object.assign(bot, state.bot);
  Object.assign(group, state.group ?? { id: null, title: "" });
  const unread = new Map(fresh ? [] : [...people.values()].map((person) => [person.id, person.unread]));
  people.clear();
  for (const person of state.people) people.set(person.id, { ...person, unread: unread.get(person.id) ?? 0 });
  onStage(state.stage);
  tell("stage");
  tell("hello", { fresh });
  const late = waiting;
  waiting = null;
  late.forEach(hear);
}

function hear(news) {
  first[news.kind]?.(news);
  tell(news.kind, news);
}

export function read(id) {
  people.get(id).unread = 0;
  tell("person", people.get(id));
}

export function connect() {
  const source = new EventSource("/demo/events");
  source.onmessage = ({ data }) => {
    const news = JSON.parse(data);
    if (news.kind === "hello") {
      find("connection").hidden = true;
      return begin();
    }
    if (waiting) waiting.push(news);
    else hear(news);
  };
  source.onerror = () => {
    find("connection").hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
}
