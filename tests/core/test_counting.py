from __future__ import annotations

from annotate_kit.core.counting import counted


def test_one_is_one_and_others_are_several() -> None:
    assert [counted(count, "place") for count in (0, 1, 2, 1200)] == ["0 places", "1 place", "2 places", "1,200 places"]
    assert counted(2, "entry", "entries") == "2 entries"
