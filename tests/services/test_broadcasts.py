"""When the number of people has changed so much that it is shown anew."""

from bot.services.broadcasts import many_more_or_less


def test_ten_people_or_a_twentieth_make_no_difference() -> None:
    same = [(13, 3), (3, 13), (200, 190), (1_000, 950), (1_000, 1_050), (1_000_000, 950_000)]
    differ = [(14, 3), (3, 14), (200, 189), (1_000, 949), (1_000, 1_051), (1_000_000, 949_999)]
    assert [pair for pair in same + differ if many_more_or_less(*pair)] == differ
