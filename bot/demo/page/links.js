// Links to the bot: https://t.me/NAME?start=PAYLOAD, and tg://resolve?domain=NAME&start=PAYLOAD.

import { bot } from "./store.js";

// The payload of a link to this bot, "" where it has none; null if the link leads elsewhere.
export function payload(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const web = ["t.me", "telegram.me"].includes(url.hostname) && /^https?:$/.test(url.protocol);
  const name = web ? url.pathname.slice(1) : url.protocol === "tg:" && url.searchParams.get("domain");
  if (!name || name.toLowerCase() !== bot.username.toLowerCase()) return null;
  return url.searchParams.get("start") ?? "";
}
