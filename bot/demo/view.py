"""A message's body as a person sees it."""

from datetime import UTC, datetime

from bot.demo.models import JSON, Button, File, Message, User
from bot.demo.render import render


def view(
    body: JSON,
    *,
    from_bot: bool,
    author: User,
    kind: str,
    file: File | None = None,
    keyboard: JSON | None = None,
) -> Message:
    text, caption = body.get("text"), body.get("caption")
    shown = text if text is not None else caption
    entities = body.get("entities" if text is not None else "caption_entities", [])
    return Message(
        id=body["message_id"],
        chat_id=body["chat"]["id"],
        from_bot=from_bot,
        author=author.full_name,
        kind=kind,
        date=datetime.fromtimestamp(body["date"], UTC),
        text=text,
        html=None if shown is None else render(shown, entities),
        caption=caption,
        rows=_rows(body.get("reply_markup", {})),
        keyboard=keyboard,
        edited="edit_date" in body,
        file=file,
        author_id=author.id,
        via_bot="via_bot" in body,
    )


def _rows(markup: JSON) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        tuple(
            Button(button["text"], button.get("callback_data"), button.get("url"), button) for button in row
        )
        for row in markup.get("inline_keyboard", [])
    )
