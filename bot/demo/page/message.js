// One message with its buttons. What people write is shown as text; a bot's HTML comes escaped from
// the server. `act` does what buttons ask for.

import { element, toast } from "./dom.js";

export function drawRow(buttons) {
  const row = element("div", "row");
  row.append(...buttons);
  return row;
}

export function draw(message, act) {
  const box = element("article", message.from_bot ? "message" : "message mine");
  const bubble = element("div", "bubble");
  if (message.file?.image) {
    const image = element("img");
    image.src = message.file.url;
    image.alt = message.text ? "" : "Photo";
    image.onload = act.keepEnd();
    bubble.append(image);
  } else if (message.file) {
    const link = element("a", "", `📄 ${message.file.name}`);
    link.href = message.file.url;
    link.download = message.file.name;
    bubble.append(link);
  } else if (message.text === null) {
    bubble.append(element("em", "", message.kind));
  }
  const body = element("div", "body");
  body.dir = "auto";
  if (message.html === null) body.textContent = message.text ?? "";
  else body.innerHTML = message.html;
  const time = new Date(message.date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  bubble.append(body, element("span", "meta", `${message.edited ? "edited " : ""}${time}`));
  box.append(bubble, ...message.rows.map((row) => drawRow(row.map((button) => drawButton(message, button, act)))));
  return box;
}

function drawButton(message, button, act) {
  const start = button.url && act.payload(button.url);
  if (button.url && start === null && /^(https?|tg):\/\//i.test(button.url)) {
    const link = element("a", "", `${button.text} ↗`);
    link.href = button.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  }
  const made = element("button", button.style ?? "", button.text);
  if (button.data !== null) made.onclick = () => act.tap(message.id, button.data, made);
  else if (button.copy) made.onclick = () => navigator.clipboard.writeText(button.copy).then(() => toast("Copied"));
  else if (start) made.onclick = () => act.say(start);
  else made.onclick = () => toast("This kind of button works only in Telegram.");
  return made;
}
