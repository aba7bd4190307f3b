// What passed between Telegram and the bot: updates, calls with their parameters and answers.

import { ask, element, find } from "./dom.js";
import { people, watch } from "./store.js";
import { seconds } from "./times.js";

const KEPT = 400;
const PAUSE = 1000; // milliseconds: some calls are no news to the page

let active = () => null; // the chat that is written in
let last = 0;
let asking = false;
let questions = 0; // each with other entries to show
let shown = null;

export function prepare(chat, onClose) {
  active = chat;
  find("scope").onchange = restart;
  find("inspector-close").onclick = onClose;
  watch("hello", restart);
  for (const kind of ["message", "chat", "answer", "deleted", "profile"]) watch(kind, () => setTimeout(more, 50));
  setInterval(more, PAUSE);
}

export function toggle(wanted) {
  find("inspector").hidden = !wanted;
  if (wanted) restart();
}

export const isOpen = () => !find("inspector").hidden;

// Another chat is written in.
export function follow() {
  if (isOpen() && find("scope").value === "chat" && shown !== active()) restart();
}

function restart() {
  last = 0;
  questions += 1;
  shown = active();
  find("entries").replaceChildren();
  more();
}

async function more() {
  if (!isOpen() || asking) return;
  const all = find("scope").value === "all";
  if (!all && shown === null) return;
  const mine = questions;
  asking = true;
  const page = await ask(`journal?after=${last}${all ? "" : `&chat_id=${shown}`}`, undefined, { quietly: true });
  asking = false;
  if (mine !== questions) return more();
  if (!page?.entries.length) return;
  last = page.entries.at(-1).number;
  const list = find("entries");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  list.append(...page.entries.map((entry) => draw(entry, all)));
  while (list.childElementCount > KEPT) list.firstElementChild.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function draw(entry, all) {
  const box = element("details", entry.kind);
  const summary = element("summary");
  const name = people.get(entry.chat_id)?.name;
  summary.append(
    element("span", "way", entry.kind === "update" ? "→ bot" : "bot →"),
    element("b", "", entry.name),
    element("span", entry.refused ? "refused" : "at", entry.refused ? entry.answer.error_code : seconds(entry.date)),
  );
  if (all && name) summary.append(element("span", "whose", name));
  box.append(summary);
  box.ontoggle = () => {
    if (box.open && box.childElementCount === 1) box.append(...details(entry));
  };
  return box;
}

function details(entry) {
  const found = [...titled(entry.kind === "update" ? "Update" : "Parameters", entry.content)];
  if (entry.answer) found.push(...titled("Answer", entry.answer));
  return found;
}

const titled = (title, value) => [element("h3", "", title), element("pre", "", JSON.stringify(value, null, 2))];
