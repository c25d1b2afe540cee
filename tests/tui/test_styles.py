from __future__ import annotations

import pytest

from annotate_kit.tui.styles import PLAIN, THEMES, look_of, sgr


def test_a_style_is_what_its_words_come_to() -> None:
    look = look_of("tag selection cyan nonsense", THEMES["terminal"])
    assert look.attributes == {"underline", "reverse"}
    assert look.colour == "cyan"


def test_a_theme_has_its_own_shade_of_a_colour_also_behind_a_role() -> None:
    theme = THEMES["colour-blind"]
    assert look_of("cyan", theme).colour == "#e69f00"
    assert look_of("error", theme).colour == "#d55e00"
    assert look_of("#123456", theme).colour == "#123456"


def test_without_colour_the_attributes_stay() -> None:
    look = look_of("tag error cyan", PLAIN)
    assert look.colour is None
    assert look.attributes == {"underline", "bold"}


def test_escape_sequences_begin_by_switching_everything_off() -> None:
    assert sgr("tag cyan", THEMES["terminal"]) == "\x1b[0;4;36m"
    assert sgr("cyan", THEMES["contrast"]) == "\x1b[0;38;2;128;255;255m"
    assert sgr("", PLAIN) == "\x1b[0m"


@pytest.mark.parametrize("name", sorted(THEMES))
def test_colours_of_a_theme_can_be_read_on_black(name: str) -> None:
    for shade in THEMES[name].words.values():
        for word in shade.split():
            if word.startswith("#"):
                assert _contrast(word) >= (7 if name == "contrast" else 3.5)


def _contrast(colour: str) -> float:
    """The WCAG contrast of a colour against black."""

    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[n : n + 2]) for n in (1, 3, 5))
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05
