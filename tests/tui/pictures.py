"""The runs whose screens are kept as text pictures in docs/screens: what is pressed, and what it is for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs

__all__ = ["FOLDER", "RUNS", "SIZES", "Moment", "Run", "picture", "pictures"]

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
SIZES = ((80, 24), (120, 40))


@attrs.frozen
class Moment:
    """Some keys, and what they are for; the screen after them is kept."""

    keys: str
    """As `workflow.demo` spells scripts."""
    caption: str


@attrs.frozen
class Run:
    """One sitting at an article that nobody has annotated yet."""

    name: str
    article: str
    moments: tuple[Moment, ...]


RUNS = (
    Run(
        "english",
        "business-council-2022",
        (
            Moment("", "The article opens; its first word is selected."),
            Moment('/ "Federation" enter +', "Looking for words, and taking the larger unit."),
            Moment("o", "One key tags: a new organization, in hand."),
            Moment('/ "FKI" enter o', "Another name for it, in brackets behind the first: it joins at once."),
            Moment("*", "The same words everywhere else, in one key."),
            Moment("enter", "Enter shows the letters of the fields."),
            Moment("a", "The selected words are an alias, and its evidence."),
            Moment("e", "The record as a form."),
            Moment("q f", "Every name in view has a letter."),
            Moment("backspace number_sign", "What is to go where: the schema's words, then the project's guidelines."),
            Moment("q ?", "The keys that work here."),
        ),
    ),
    Run(
        "korean",
        "fki-new-name",
        (
            Moment("", "A Korean article opens."),
            Moment('/ "류진" enter', "Looking for a name."),
            Moment("ㅔ", "A jamo is the key that it sits on: p makes an official, the particle stays outside."),
            Moment("*", "The same name everywhere else."),
            Moment("enter n", "The selected words once more, as the record's name."),
        ),
    ),
    Run(
        "japanese",
        "partnership-fund",
        (
            Moment("", "A Japanese article opens."),
            Moment("tab", "The next candidate: a name without the particle that follows it."),
            Moment("o", "An organization."),
            Moment("*", "The same name everywhere else."),
            Moment("e", "Its form."),
        ),
    ),
)


def picture(run: Run, screens: Iterable[str]) -> str:
    """The screens of a run as one text."""
    parts = [
        f"=== {moment.caption}\n=== keys: {moment.keys or '(none)'}\n\n{screen}"
        for moment, screen in zip(run.moments, screens, strict=True)
    ]
    return "\n".join(parts)


def pictures() -> list[tuple[Run, tuple[int, int]]]:
    """Every run at every size."""
    return [(run, size) for run in RUNS for size in SIZES]
