// The demo's clock, which the visitor moves forward, and starting over.

import { ask, element, find, toast } from "./dom.js";
import { stage, watch } from "./store.js";
import { clock, fromField, next, now, toField } from "./times.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const MOVES = [
  ["An hour", () => now() + HOUR],
  ["A day", () => now() + DAY],
  ["To the next 09:00", () => next(9)],
  ["To Thursday, 18:00", () => next(18, 4)],
  ["A week", () => now() + 7 * DAY],
  ["Four weeks", () => now() + 28 * DAY],
];

export function prepare() {
  find("moves").replaceChildren(...MOVES.map(([label, to]) => {
    const button = element("button", "", label);
    button.onclick = () => move(to());
    return button;
  }));
  find("clock-menu").onbeforetoggle = () => { find("moment").value = toField(now() + DAY); };
  find("until").onsubmit = (event) => {
    event.preventDefault();
    move(fromField(find("moment").value));
  };
  find("reset").onclick = () => find("sure").showModal();
  find("sure").onclose = () => {
    if (find("sure").returnValue === "yes") ask("reset", {});
    find("sure").returnValue = "";
  };
  watch("stage", draw);
  setInterval(tick, 1000);
}

async function move(to) {
  if (!Number.isFinite(to)) return toast("That is no date.");
  const moved = await ask("clock", { to: Math.ceil(to) });
  if (!moved) return;
  find("clock-menu").hidePopover();
  toast(`It is now ${clock(moved.now)}, Astana time.`);
}

function tick() {
  find("clock").textContent = `🕒 ${clock(now())}`;
}

function draw() {
  tick();
  find("stage").hidden = !stage.there;
  const playing = stage.there && stage.done < stage.of;
  find("playing").hidden = !playing;
  find("panes").inert = playing;
  find("progress").max = stage.of || 1;
  find("progress").value = stage.done;
}
