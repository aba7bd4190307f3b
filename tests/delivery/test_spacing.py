"""One chat gets one message of bulk a second, counted from whatever was said to it last."""

from bot.delivery.pace import Pace
from tests.delivery.virtual import now, virtually


def test_the_second_message_to_a_chat_waits_and_others_do_not() -> None:
    async def story(pace: Pace) -> list[float]:
        began, at = now(), []
        for chat in (1, 2, 1, 1):
            await pace.turn(chat)
            at.append(round(now() - began, 3))
        return at

    assert virtually(story) == [0, 0, 1, 2]


def test_a_reply_counts_and_never_waits() -> None:
    async def story(pace: Pace) -> float:
        began = now()
        for _ in range(3):
            pace.speak(1)
        await pace.turn(1)
        return now() - began

    assert virtually(story) == 1


def test_chats_that_may_be_spoken_to_again_are_forgotten() -> None:
    async def story(pace: Pace) -> int:
        for second in range(3):
            for chat in range(1_001):
                pace.speak(chat + second * 10_000)
            await pace.turn(second * 10_000)
        return len(pace._spoken)

    assert virtually(story) <= 2_004
