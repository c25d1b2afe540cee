from __future__ import annotations

import pytest

from annotate_kit.tui.styles import COLOURS, PLAIN, THEMES, Look, contrast, look_of, sgr


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
    assert sgr("cyan", THEMES["contrast"]) == "\x1b[0;38;2;128;255;255;48;2;0;0;0m"
    assert sgr("", PLAIN) == "\x1b[0m"


ROLES = sorted(THEMES["terminal"].words)


@pytest.mark.parametrize(("name", "least"), [("contrast", 7.0), ("colour-blind", 4.5)])
def test_everything_can_be_read_on_the_ground_of_a_theme_that_has_one(name: str, least: float) -> None:
    theme = THEMES[name]
    for role in ["", *ROLES, *COLOURS, *(f"tag {colour}" for colour in COLOURS)]:
        look = look_of(role, theme)
        found = contrast(look)
        assert found is not None
        assert found >= least, role
        assert "dim" not in look.attributes, "how dark a terminal makes dim text is its own affair"


def test_nothing_is_known_about_the_terminal_s_own_colours() -> None:
    assert contrast(look_of("error", THEMES["terminal"])) is None
    assert contrast(look_of("", THEMES["terminal"])) is None
    assert contrast(Look(colour="red", ground="#000000")) is None
    assert contrast(Look(colour="#ffffff", ground="#000000")) == pytest.approx(21)


def test_the_colours_of_types_stay_apart_without_red_and_green() -> None:
    theme = THEMES["colour-blind"]
    shades = {look_of(colour, theme).colour for colour in COLOURS}
    assert len(shades) == len(COLOURS)
