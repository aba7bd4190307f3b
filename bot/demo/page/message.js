// One message with its buttons. What people write is shown as text; a bot's HTML comes escaped from
// the server. `act` does what buttons ask for, `words` are those around it.

import { element, find, toast } from "./dom.js";
import { shared } from "./sharing.js";
import { day, time } from "./times.js";

export function drawRow(buttons) {
  const row = element("div", "row");
  row.append(...buttons);
  return row;
}

export function draw(message, act, words) {
  const mine = act.mine(message);
  const box = element("article", mine ? "message mine" : "message");
  box.dataset.id = message.id;
  box.dataset.date = message.date;
  box.dataset.day = day(message.date);
  if (message.rows.length) box.classList.add("asking");
  const bubble = element("div", "bubble");
  if (message.kind === "photo") bubble.append(drawPicture(message, words));
  else if (message.kind === "document") bubble.append(drawFile(message.file));
  else if (message.kind !== "text") bubble.append(element("em", "", words[message.kind] ?? message.kind));
  const body = element("div", "body");
  body.dir = "auto";
  if (message.html === null) body.textContent = message.text ?? "";
  else body.innerHTML = message.html;
  const author = [mine || message.from_bot ? "" : message.author, message.via_bot ? `via @${act.bot()}` : ""].filter(Boolean);
  if (author.length) bubble.prepend(element("span", "author", author.join(" ")));
  bubble.append(body, element("span", "meta", `${message.edited ? `${words.edited} ` : ""}${time(message.date)}`));
  if (mine && !message.via_bot && act.edits() && message.kind === "text") bubble.append(drawEdit(message, act, words));
  box.append(bubble, ...message.rows.map((row) => drawRow(row.map((button) => drawButton(message, button, act, words)))));
  return box;
}

function drawPicture({ file, text }, words) {
  const button = element("button", "picture");
  const image = element("img");
  image.src = file.url;
  image.alt = text ? "" : words.photo;
  image.width = file.width;
  image.height = file.height;
  button.append(image);
  button.ariaLabel = words.photo;
  button.onclick = () => {
    const large = find("picture").querySelector("img");
    large.src = file.url;
    large.alt = text ?? words.photo;
    find("picture").showModal();
  };
  return button;
}

function drawFile(file) {
  const link = element("a", "file");
  link.href = file.url;
  if (file.name.endsWith(".pdf")) link.target = "_blank";
  else link.download = file.name;
  const size = file.size < 1024 ? `${file.size} B` : `${Math.round(file.size / 1024)} KB`;
  link.append(element("b", "", file.name), element("span", "", size));
  return link;
}

function drawEdit(message, act, words) {
  const edit = element("button", "edit", "✎");
  edit.ariaLabel = `${words.edit}: ${message.text.slice(0, 40)}`;
  edit.onclick = () => act.edit(message);
  return edit;
}

function drawButton(message, button, act, words) {
  const payload = button.url === null ? null : act.payload(button.url);
  const passed = button.url === null ? null : shared(button.url);
  if (passed !== null) {
    const pass = element("button", button.style ?? "", button.text);
    pass.onclick = () => act.share(passed);
    return pass;
  }
  if (button.url !== null && payload === null && /^(https?|tg):\/\//i.test(button.url)) {
    const link = element("a", "", `${button.text} ↗`);
    link.href = button.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  }
  const made = element("button", button.style ?? "", button.text);
  if (button.data !== null) made.onclick = () => act.tap(message.id, button.data, made);
  else if (button.copy) made.onclick = () => navigator.clipboard.writeText(button.copy).then(() => toast(words.copied));
  else if (payload !== null) made.onclick = () => act.offer(payload);
  else made.onclick = () => toast("This kind of button works only in Telegram.");
  return made;
}
