"""The page about suggestions shows what works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from annotate_kit.codec import decode_settings
from annotate_kit.keys import KEYMAP
from annotate_kit.suggest import Suggester, run_suggesters

from .conftest import question_of, words_of

PAGE = (Path(__file__).parents[2] / "docs" / "suggestions.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_settings_on_the_page_are_settings() -> None:
    found = decode_settings(blocks("toml")[0].encode(), file="annotate-kit.toml").suggest
    assert found.sources == ("names", "patterns", "learned", "files")
    assert (found.model.name, found.model.seconds, str(found.model.price_out)) == ("small", 120, "1.5")


def test_the_suggester_on_the_page_suggests() -> None:
    made: dict[str, Any] = {}
    exec(blocks("python")[0], made)  # noqa: S102  # the page's own example
    shouting = made["Shouting"]()
    assert isinstance(shouting, Suggester)
    question = question_of("The KCCI met the JCCI in Seoul.")
    answers = run_suggesters([shouting], question)
    assert answers.messages == ()
    assert words_of(question.text, answers.suggestions) == ["KCCI", "JCCI"]


def test_the_commands_of_the_app_on_the_page_are_there() -> None:
    names = {binding.name for binding in KEYMAP}
    told = re.findall(r"\*([a-z' ,]+)\*", PAGE.replace("\n", " "))
    assert len(told) > 9
    assert set(told) <= names
