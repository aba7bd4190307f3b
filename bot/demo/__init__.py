"""A local Telegram: a Bot API server and a chat page, to try the bot with no token and no network."""
