// The list of conversations: the demo's main characters first, then whoever wrote last.

import { element, find } from "./dom.js";
import { people, watch } from "./store.js";
import { brief } from "./times.js";

const rows = new Map(); // person id -> its button
let choose = () => {};

export function draw(chosen) {
  choose = chosen;
  watch("hello", drawAll);
  watch("person", update);
  find("search").oninput = filter;
  find("languages").onchange = filter;
  find("people").onkeydown = move;
  find("search").onkeydown = (event) => {
    if (event.key === "ArrowDown") move(event);
  };
  watch("stage", drawTimes);
  setInterval(drawTimes, 60000);
}

// Marks who is open, and whose chat is written in.
export function mark(ids, active) {
  for (const [id, row] of rows) {
    row.ariaCurrent = String(id === active);
    row.classList.toggle("second", id !== active && ids.includes(id));
  }
  if (rows.has(active)) reach(rows.get(active));
}

export const focus = (id) => (rows.get(id) ?? find("search")).focus();

function drawAll() {
  rows.clear();
  const parts = [...people.values()].filter(({ part }) => part);
  const others = [...people.values()].filter(({ part }) => !part).sort((one, two) => newest(two) - newest(one));
  find("people").replaceChildren(...[...parts, ...others].map(drawRow));
  find("counts").textContent = people.size > 20 ? `${people.size} students. Be one of them` : "Be one of these students";
  find("people").querySelector("button")?.setAttribute("tabindex", "0");
  filter();
}

const newest = (person) => person.last?.date ?? 0;

function drawRow(person) {
  const button = element("button", "person");
  button.dataset.person = person.id;
  button.tabIndex = -1;
  const face = element("span", "face", person.name.split(" ").map((word) => word[0]).join(""));
  face.ariaHidden = "true";
  face.style.setProperty("--hue", (person.id * 67) % 360);
  const name = element("span", "name");
  name.append(element("span", "", person.name));
  if (person.part) name.append(element("span", "part", person.part));
  button.append(face, name, element("span", "language", person.language), element("span", "last"), element("span", "ago"), element("span", "unread"));
  button.onclick = (event) => choose(person.id, { beside: event.ctrlKey || event.metaKey });
  rows.set(person.id, button);
  update(person);
  return button;
}

function update(person) {
  const row = person && rows.get(person.id);
  if (!row) return;
  const part = (name) => row.querySelector(`.${name}`);
  part("last").textContent = preview(person);
  part("ago").textContent = ago(person);
  part("unread").textContent = person.unread || "";
  part("unread").ariaLabel = person.unread ? `${person.unread} new` : "";
  if (!person.part && row.parentElement && person.last) rise(row, person);
}

// Whoever wrote last stands first behind the main characters.
function rise(row, person) {
  const top = [...find("people").children].find((other) => !of(other).part);
  if (top === row || newest(of(top)) > newest(person)) return;
  const focused = document.activeElement === row;
  top.before(row);
  if (focused) row.focus();
}

const of = (row) => people.get(Number(row.dataset.person));

const ago = (person) => (person.last ? brief(person.last.date) : "");

function drawTimes() {
  for (const [id, row] of rows) if (people.has(id)) row.querySelector(".ago").textContent = ago(people.get(id));
}

function preview(person) {
  if (person.blocked) return "Bot blocked";
  if (!person.last) return "No messages yet";
  return person.last.text ?? person.last.kind;
}

function filter() {
  const wanted = find("search").value.trim().toLowerCase();
  const language = find("languages").value;
  let found = 0;
  for (const [id, row] of rows) {
    const { name, username, language: spoken } = people.get(id);
    const fits = `${name} ${username ?? ""}`.toLowerCase().includes(wanted) && (!language || spoken === language);
    row.hidden = !fits;
    found += fits;
  }
  find("none").hidden = found > 0;
  const stop = find("people").querySelector("[tabindex='0']");
  if (found && (!stop || stop.hidden)) reach(seen()[0]);
}

const seen = () => [...find("people").children].filter((row) => !row.hidden);

// One stop for the Tab key; arrows go from person to person.
function reach(row) {
  for (const other of find("people").querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  row.tabIndex = 0;
}

function move(event) {
  const choice = seen();
  const at = choice.indexOf(document.activeElement);
  const to = choice[{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choice.length - 1 }[event.key]];
  if (!to) return;
  event.preventDefault();
  reach(to);
  to.focus();
}
