"""What the app does over all articles: finding, tagging the same words, decisions of the register."""

from __future__ import annotations

from annotate_kit import keys
from annotate_kit.core import Ids
from annotate_kit.keys import ListRow, TakeValue
from annotate_kit.text import TextIndex
from annotate_kit.tui.desk import Desk
from annotate_kit.workflow import acts
from annotate_kit.workflow.entities import gather_entities
from annotate_kit.workflow.everywhere import Places, places_everywhere, tag_everywhere
from annotate_kit.workflow.finding import find_everywhere
from annotate_kit.workflow.register import keep_apart, read_register
from annotate_kit.workflow.session import Clock

__all__ = ["Everywhere"]

_MOST_ROWS = 500
"""Places that a list shows one by one."""


class Everywhere:
    """Answers the requests of one desk that reach beyond its article; raises what the workflow raises."""

    def __init__(self, desk: Desk, *, clock: Clock, ids: Ids) -> None:
        self._desk = desk
        self._clock = clock
        self._ids = ids
        self._places: tuple[Places, ...] = ()

    def find(self, words: str) -> None:
        """Records, spans and sentences of all articles that the words mean or stand in."""
        project = self._desk.project
        found = find_everywhere(project, words, gather_entities(project, read_register(project)))
        rows = [
            ListRow(
                label=one.words[:200],
                detail=f"{one.article}, {one.kind} {one.type}".rstrip(),
                note=one.reason,
                choice=TakeValue(value=[one.article, one.start, one.end]),
            )
            for one in found[:_MOST_ROWS]
        ]
        self._desk.view = keys.with_found(self._desk.view, words, rows)

    def preview(self, words: str, type_name: str, entity: str) -> None:
        """Where the words stand untagged in the other articles."""
        desk = self._desk
        self._places = places_everywhere(
            desk.project,
            (words,),
            type_name,
            desk.session.annotator,
            entity=entity,
            except_article=desk.session.article.id,
        )
        rows = [
            ListRow(
                label=_sentence(one.question.index, suggestion.start),
                detail=one.article,
                choice=TakeValue(value=[one.article, suggestion.start, suggestion.end]),
            )
            for one in self._places
            for suggestion in one.suggestions
        ]
        count = sum(len(one.suggestions) for one in self._places)
        desk.view = keys.with_preview(desk.view, words, rows[:_MOST_ROWS], count)

    def tag(self) -> None:
        """Tag what was shown."""
        desk, places = self._desk, self._places
        self._places = ()
        count = tag_everywhere(desk.project, places, by=desk.session.annotator, clock=self._clock, ids=self._ids)
        desk.say(f"{count} places tagged in {len(places)} articles; : undo what was done over several articles")

    def keep_apart(self, one: str, other: str) -> None:
        """Note in the register that two entities are two."""
        desk = self._desk
        by = desk.session.annotator
        keep_apart(desk.project, one, other, by=by, clock=self._clock, ids=self._ids)

    def undo(self) -> None:
        """Take back the last act over several articles, or decision of the register."""
        desk = self._desk
        taken = acts.take_back(desk.project, by=desk.session.annotator, clock=self._clock, ids=self._ids)
        if taken is None:
            desk.say("Nothing was done over several articles.")
        else:
            desk.say(" ".join((f"Taken back: {taken.label}.", *taken.left)))


def _sentence(index: TextIndex, offset: int) -> str:
    sentence = index.sentence_at(offset)
    return " ".join(index.text[sentence.start : sentence.end].split())[:200]
