// The chat page: people, one open chat, and events that keep both up to date.

import { ask, element, find, toast } from "./dom.js";
import { draw, drawRow } from "./message.js";

const people = new Map();
const shown = new Map(); // message id -> element, of the open chat
const taps = new Map(); // callback query id -> button that waits
const early = new Map(); // answers that came before their query id was known
let bot = { name: "", username: "" };
let current = null;
const drafts = new Map();
let shownKeyboard = null;

// People

function drawPeople() {
  const focused = document.activeElement?.dataset?.person;
  find("people").replaceChildren(...[...people.values()].map((person) => {
    const button = element("button");
    button.dataset.person = person.id;
    button.setAttribute("aria-current", person.id === current);
    const face = element("span", "face", person.name.split(" ").map((word) => word[0]).join(""));
    face.ariaHidden = "true";
    const last = element("span", "last", preview(person));
    const unread = element("span", person.unread ? "unread" : "", person.unread || "");
    if (person.unread) unread.ariaLabel = `${person.unread} new`;
    button.append(face, element("span", "name", person.name), element("span", "language", person.language), last, unread);
    button.onclick = () => open(person.id);
    return button;
  }));
  if (focused) document.querySelector(`[data-person="${focused}"]`)?.focus();
}

function preview(person) {
  if (person.blocked) return "Bot blocked";
  if (!person.last) return "No messages yet";
  return person.last.text ?? person.last.kind;
}

// The open chat

async function open(id) {
  if (current !== null) drafts.set(current, find("text").value);
  if (current !== id) find("text").value = drafts.get(id) ?? "";
  current = id;
  history.replaceState(null, "", `#${id}`);
  shownKeyboard = null;
  find("app").classList.add("open");
  find("chat").hidden = false;
  find("nobody").hidden = true;
  people.get(id).unread = 0;
  shown.clear();
  find("log").replaceChildren();
  find("commands").hidden = true;
  drawPeople();
  drawChat();
  await load();
  if (matchMedia("(hover: hover)").matches) find("text").focus();
}

function close() {
  const id = current;
  current = null;
  history.replaceState(null, "", " ");
  find("app").classList.remove("open");
  find("chat").hidden = true;
  find("nobody").hidden = false;
  drawPeople();
  document.querySelector(`[data-person="${id}"]`)?.focus();
}

async function load(before) {
  const chat = current;
  const page = await ask(`messages?chat_id=${chat}${before ? `&before=${before}` : ""}`);
  if (!page || chat !== current) return;
  const scroll = find("scroll");
  const below = scroll.scrollHeight - scroll.scrollTop;
  find("log").prepend(...page.messages.filter(({ id }) => !shown.has(id)).map(show));
  find("earlier").hidden = !page.more;
  drawChat();
  scroll.scrollTop = before ? scroll.scrollHeight - below : scroll.scrollHeight;
}

function drawChat() {
  const person = people.get(current);
  if (!person) return;
  const empty = shown.size === 0;
  find("bot-name").textContent = person.bot;
  find("block").textContent = person.blocked ? "Unblock" : "Block";
  find("description").textContent = person.description;
  find("description").hidden = !empty || !person.description;
  find("start").hidden = !empty && !person.blocked;
  find("start").textContent = person.blocked ? "Restart bot" : "Start";
  find("composer").hidden = !find("start").hidden;
  find("menu").hidden = person.commands.length === 0;
  find("text").placeholder = person.keyboard?.input_field_placeholder || "Message";
  const keyboard = JSON.stringify(person.keyboard) + find("composer").hidden;
  if (keyboard !== shownKeyboard) drawKeyboard(person.keyboard);
  shownKeyboard = keyboard;
}

function drawKeyboard(keyboard) {
  const rows = find("composer").hidden ? [] : keyboard?.keyboard ?? [];
  find("keyboard").hidden = rows.length === 0;
  find("keyboard").replaceChildren(...rows.map((row) => drawRow(row.map((key) => {
    const button = element("button", "", key.text ?? key);
    button.onclick = () => press(key);
    return button;
  }))));
}

function press(key) {
  if (key.request_contact) return ask("send", { user_id: current, kind: "contact" });
  if (key.request_location) return ask("send", { user_id: current, kind: "location" });
  return say(key.text ?? key);
}

// "/start PAYLOAD" out of a link to this bot, else null
function payload(address) {
  try {
    const url = new URL(address);
    if (url.host !== "t.me" || url.pathname.slice(1).toLowerCase() !== bot.username.toLowerCase()) return null;
    return `/start ${url.searchParams.get("start") ?? ""}`.trim();
  } catch {
    return null;
  }
}

const atEnd = () => find("scroll").scrollHeight - find("scroll").scrollTop - find("scroll").clientHeight < 80;
const keepEnd = (always) => {
  const wanted = always || atEnd();
  return () => { if (wanted) find("scroll").scrollTop = find("scroll").scrollHeight; };
};
const act = { keepEnd, payload, say, tap };

function show(message) {
  const box = draw(message, act);
  shown.set(message.id, box);
  return box;
}

// What a person does

function say(text) {
  return ask("say", { user_id: current, text });
}

async function tap(messageId, data, button) {
  button.ariaBusy = "true";
  const answer = await ask("tap", { user_id: current, message_id: messageId, data });
  if (!answer) return button.removeAttribute("aria-busy");
  taps.set(answer.query_id, button);
  setTimeout(() => answered(answer.query_id, null), 30000);
  if (early.has(answer.query_id)) answered(answer.query_id, early.get(answer.query_id));
}

function answered(queryId, news) {
  const button = taps.get(queryId);
  if (!button) {
    if (early.size > 100) early.clear();
    if (news) early.set(queryId, news);
    return;
  }
  taps.delete(queryId);
  early.delete(queryId);
  button.removeAttribute("aria-busy");
  if (news?.url && payload(news.url)) say(payload(news.url));
  if (!news?.text) return;
  if (!news.show_alert) return toast(news.text);
  find("alert-text").textContent = news.text;
  find("alert").showModal();
}

async function submit() {
  const text = find("text").value.trim();
  if (!text || !(await say(text))) return;
  find("text").value = "";
  find("commands").hidden = true;
  fit();
}

function fit() {
  find("text").style.height = "auto";
  find("text").style.height = `${find("text").scrollHeight + 2}px`;
}

function drawCommands(typed) {
  const matching = people.get(current).commands.filter(({ command }) => typed && `/${command}`.startsWith(typed));
  find("commands").replaceChildren(...matching.map(({ command, description }) => {
    const button = element("button");
    button.append(element("b", "", `/${command}`), element("span", "", description));
    button.onclick = () => {
      find("commands").hidden = true;
      find("text").value = "";
      say(`/${command}`);
    };
    return button;
  }));
  find("commands").hidden = matching.length === 0;
  find("menu").ariaExpanded = String(!find("commands").hidden);
}

find("back").onclick = close;
find("earlier").onclick = () => load(Math.min(...shown.keys()));
find("block").onclick = () => ask(people.get(current).blocked ? "unblock" : "block", { user_id: current });
find("start").onclick = async () => {
  if (people.get(current).blocked && !(await ask("unblock", { user_id: current }))) return;
  say("/start");
};
find("menu").onclick = () => drawCommands(find("commands").hidden ? "/" : null);
find("composer").onsubmit = (event) => {
  event.preventDefault();
  submit();
};
find("text").oninput = () => {
  fit();
  drawCommands(/^\/\w*$/.test(find("text").value) ? find("text").value : null);
};
find("text").onkeydown = (event) => {
  if (event.key === "Escape") find("commands").hidden = true;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
};
find("log").onclick = (event) => {
  event.target.closest(".spoiler")?.classList.add("seen");
  const link = event.target.closest(".body a");
  const text = link && (link.dataset.command ?? payload(link.href));
  if (!text) return;
  event.preventDefault();
  say(text);
};
find("log").onkeydown = (event) => event.key === "Enter" && event.target.closest(".spoiler")?.click();

// Events

let typing;
function onNews(news) {
  const person = people.get(news.chat_id);
  const mine = news.message && !news.message.from_bot && !shown.has(news.message.id);
  const keep = keepEnd(mine && news.chat_id === current);
  if (news.kind === "answer") return answered(news.query_id, news);
  if (news.kind === "profile") return refresh();
  if (news.kind === "chat" && news.person) people.set(news.chat_id, { ...person, ...news.person });
  if (news.kind === "message" && person) onMessage(person, news.message);
  if (news.kind === "deleted" && news.chat_id === current) {
    shown.get(news.message_id)?.remove();
    shown.delete(news.message_id);
  }
  if (news.kind === "action" && news.chat_id === current) {
    find("status").textContent = `${news.action.replace("_", " ")}…`;
    clearTimeout(typing);
    typing = setTimeout(() => { find("status").textContent = ""; }, 5000);
  }
  drawPeople();
  drawChat();
  keep();
}

function onMessage(person, message) {
  if (!person.last || message.id >= person.last.id) person.last = message;
  if (person.id !== current) {
    if (message.from_bot && !message.edited) person.unread = (person.unread ?? 0) + 1;
    return;
  }
  const old = shown.get(message.id);
  if (old) old.replaceWith(show(message));
  else if (message.id > Math.max(0, ...shown.keys())) find("log").append(show(message));
  if (message.from_bot) find("status").textContent = "";
}

async function refresh() {
  const state = await ask("state");
  if (!state) return;
  bot = state.bot;
  const unread = new Map([...people.values()].map((person) => [person.id, person.unread]));
  people.clear();
  for (const person of state.people) people.set(person.id, { ...person, unread: unread.get(person.id) ?? 0 });
  drawPeople();
  drawChat();
}

function connect() {
  const source = new EventSource("/demo/events");
  source.onmessage = async ({ data }) => {
    const news = JSON.parse(data);
    if (news.kind !== "hello") return onNews(news);
    find("connection").hidden = true;
    await refresh();
    const wanted = current ?? Number(location.hash.slice(1));
    if (!people.has(wanted)) return current && close();
    open(wanted);
  };
  source.onerror = () => {
    find("connection").hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
}

connect();
