// Passing something on: t.me/share/url?url=…&text=… asks for a chat, and sends it there.

import { element, find } from "./dom.js";

// What a link passes on, as it is sent; null if it is no such link.
export function shared(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.hostname !== "t.me" || url.pathname !== "/share/url" || !url.searchParams.get("url")) return null;
  return [url.searchParams.get("url"), url.searchParams.get("text")].filter(Boolean).join("\n");
}

// Asks for one of the chats, each with a name; `act` gets the one that was chosen.
export function pick(title, chats, act) {
  const dialog = find("chats");
  find("chats-title").textContent = title;
  find("chats-list").replaceChildren(...chats.map(([id, name]) => {
    const button = element("button", "", name);
    button.onclick = () => {
      dialog.close();
      act(id);
    };
    return button;
  }));
  dialog.showModal();
}
