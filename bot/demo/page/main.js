// The page: a list of people, one or two open chats, and what may stand beside them.

import { forget } from "./composer.js";
import { find } from "./dom.js";
import * as inspector from "./inspector.js";
import { listen } from "./news.js";
import { Pane } from "./pane.js";
import * as list from "./people.js";
import * as controls from "./stage.js";
import { connect, people, watch } from "./store.js";

const panes = []; // one, or two side by side
let active = null;
let link = new URL(location).searchParams.get("start"); // of /?start=PAYLOAD, for who is chosen first

const actions = { activate, beside, close, followed, inspect };

function add() {
  const pane = new Pane(actions);
  panes.push(pane);
  return pane;
}

function choose(id, { beside: wanted = false } = {}) {
  const open = panes.find((pane) => pane.id === id);
  if (open) activate(open);
  else if (!active || wanted || (active.id !== null && panes.some((pane) => pane.id === null))) {
    active = panes.find((pane) => pane.id === null) ?? (panes.length < 2 ? add() : active);
  }
  follow(active, id);
  draw();
}

async function follow(pane, id) {
  await pane.show(id);
  if (link !== null && pane.id === id) pane.offer(link);
}

function followed() {
  link = null;
  draw();
}

function activate(pane) {
  if (active === pane) return;
  active = pane;
  draw();
}

// Opens a second chat, which waits for its student; waits no longer if it did.
function beside(pane) {
  const empty = panes.findIndex(({ id }) => id === null);
  if (empty < 0) add();
  else panes.splice(empty, 1);
  draw();
  if (empty < 0) list.focus(pane.id);
}

function close(pane) {
  const id = pane.id;
  pane.leave();
  panes.splice(panes.indexOf(pane), 1);
  if (!panes.some((other) => other.id !== null)) panes.length = 0; // one that waits for a second is alone
  active = panes[0] ?? null;
  draw();
  if (active) active.focus();
  else list.focus(id);
}

function inspect() {
  inspector.toggle(!inspector.isOpen());
  draw();
  if (!inspector.isOpen()) active?.part("api").focus();
}

function draw() {
  find("nobody").hidden = panes.some(({ id }) => id !== null) && panes.every(({ id }) => id !== null);
  find("nobody").textContent = panes.length ? "Choose a second student." : "Choose a student to open the chat with the bot.";
  find("link").hidden = link === null;
  const shown = panes.filter(({ id }) => id !== null).map(({ root }) => root);
  for (const root of find("panes").querySelectorAll(".pane")) if (!shown.includes(root)) root.remove();
  for (const root of shown) if (!root.isConnected) find("nobody").before(root);
  find("app").classList.toggle("open", shown.length > 0);
  find("app").classList.toggle("full", shown.length > 1 && inspector.isOpen());
  for (const pane of panes) {
    pane.root.classList.toggle("active", pane === active && panes.length > 1);
    pane.part("beside").hidden = shown.length > 1;
    pane.part("beside").ariaPressed = String(panes.length > 1);
    pane.part("close").hidden = shown.length < 2;
    pane.part("api").ariaPressed = String(inspector.isOpen());
  }
  const ids = panes.map(({ id }) => id).filter((id) => id !== null);
  list.mark(ids, active?.id);
  inspector.follow();
  history.replaceState(null, "", `${location.pathname}${link === null ? "" : location.search}${ids.length ? `#${ids}` : ""}`);
}

// The stream has begun: what is open is loaded anew, in another world as if it had never been.
function begin({ fresh }) {
  if (fresh) forget();
  const wanted = new Set(location.hash.slice(1).split(",").map(Number).filter((id) => people.has(id)));
  if (!panes.length && wanted.size) {
    [...wanted].slice(0, 2).forEach((id, at) => choose(id, { beside: at > 0 }));
    activate(panes[0]);
  } else {
    for (const pane of [...panes]) {
      const { id } = pane;
      if (fresh) pane.leave();
      if (people.has(id)) pane.show(id);
      else if (id !== null) close(pane);
    }
  }
  draw();
}

function theme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  find("theme").ariaPressed = String(dark);
}

theme(localStorage.theme ? localStorage.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
find("theme").onclick = () => {
  const dark = document.documentElement.dataset.theme !== "dark";
  localStorage.theme = dark ? "dark" : "light";
  theme(dark);
};
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !event.target.closest?.(".pane")) return;
  if (find("side").offsetParent) list.focus(active?.id);
  else if (inspector.isOpen()) inspect();
});

list.draw(choose);
listen(() => panes);
inspector.prepare(() => active?.id ?? null, inspect);
controls.prepare();
watch("hello", begin);
connect();
