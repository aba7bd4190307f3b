import { watch } from "./store.js";

// Brings news to the panes that show the chat they are of.
export function listen(panes) {
  const bring = (kind, method, chat = "id") => watch(kind, (news) => {
    for (const pane of panes()) if (pane[chat] === news.chat_id) pane.hear(method, news);
  });
  bring("answer", "onAnswer");
  bring("message", "onMessage", "where");
  bring("deleted", "onDeleted", "where");
  bring("found", "onFound", "where");
  bring("chat", "onChat");
  bring("action", "onAction");
  watch("profile", () => panes().forEach((pane) => pane.id !== null && pane.onProfile()));
}
