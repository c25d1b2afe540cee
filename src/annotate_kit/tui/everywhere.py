"""What the app does over all articles: finding, tagging the same words, decisions of the register."""

from __future__ import annotations

from annotate_kit import keys
from annotate_kit.core import Ids
from annotate_kit.core.counting import counted
from annotate_kit.keys import InArticle, ListRow, PairRow, TakeValue
from annotate_kit.text import TextIndex
from annotate_kit.tui.desk import Desk
from annotate_kit.workflow import acts
from annotate_kit.workflow.entities import Pair, gather_entities, propose_pairs, sentences_of
from annotate_kit.workflow.everywhere import Places, places_everywhere, tag_everywhere
from annotate_kit.workflow.finding import find_everywhere
from annotate_kit.workflow.register import decide_value, join, keep_apart, read_register
from annotate_kit.workflow.session import Clock

__all__ = ["Everywhere"]

_MOST_ROWS = 500
"""Places and pairs that a list shows one by one."""
_MOST_SENTENCES = 5
"""Of each entity of a pair."""


class Everywhere:
    """Answers the requests of one desk that reach beyond its article; raises what the workflow raises."""

    def __init__(self, desk: Desk, *, clock: Clock, ids: Ids) -> None:
        self._desk = desk
        self._clock = clock
        self._ids = ids
        self._places: tuple[Places, ...] = ()
        self._pairs: dict[tuple[str, str], Pair] = {}

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

    def preview(self, wanted: keys.TagEverywhere) -> None:
        """Where the words stand untagged in the other articles."""
        desk = self._desk
        self._places = places_everywhere(
            desk.project,
            (wanted.words,),
            wanted.type,
            desk.session.annotator,
            entity=wanted.entity,
            ignore_case=wanted.ignore_case,
            except_article=desk.session.article.id,
        )
        found = [
            InArticle(
                article=one.article,
                places=[(s.start, s.end, _sentence(one.question.index, s.start)) for s in one.suggestions],
            )
            for one in self._places
        ]
        desk.view = keys.with_preview(desk.view, wanted.words, found)

    def tag(self, article: str) -> None:
        """Tag what was shown, or only what was shown of one article."""
        desk = self._desk
        places = [one for one in self._places if article in ("", one.article)]
        self._places = ()
        count = tag_everywhere(desk.project, places, by=desk.session.annotator, clock=self._clock, ids=self._ids)
        what = counted(count, "place")
        where = counted(len(places), "article")
        desk.say(f"{what} tagged in {where}; : undo what was done over several articles")

    def find_pairs(self) -> None:
        """The entities of the project that may be one."""
        self._pairs = {(pair.one.entity, pair.other.entity): pair for pair in self._proposed()}
        self._desk.view = keys.with_pairs(self._desk.view, [self._row(pair) for pair in self._pairs.values()])

    def _proposed(self) -> tuple[Pair, ...]:
        project = self._desk.project
        register = read_register(project)
        return propose_pairs(gather_entities(project, register), register)[:_MOST_ROWS]

    def _row(self, pair: Pair) -> PairRow:
        return PairRow(
            one=pair.one.entity,
            other=pair.other.entity,
            names=(pair.one.caption, pair.other.caption),
            type=self._desk.project.catalog.types[pair.one.type].title,
            reason=pair.reason,
        )

    def show_pair(self, one: str, other: str) -> None:
        """Both with the sentences that name them."""
        pair = self._pairs[one, other]
        first, second = (
            [
                keys.Said(article=said.article, start=said.start, end=said.end, sentence=said.sentence[:200])
                for said in sentences_of(self._desk.project, entity, _MOST_SENTENCES)
            ]
            for entity in (pair.one, pair.other)
        )
        self._desk.view = keys.with_pair(self._desk.view, self._row(pair), (first, second))

    def note(self, wanted: keys.JoinEntities | keys.KeepApart | keys.DecideValue) -> None:
        """Note in the register what the person decided."""
        match wanted:
            case keys.JoinEntities():
                self._join(wanted.one, wanted.other)
            case keys.KeepApart():
                self._keep_apart(wanted.one, wanted.other)
            case _:
                self._decide(wanted)

    def _join(self, one: str, other: str) -> None:
        """Note in the register that two entities are one."""
        desk = self._desk
        join(desk.project, one, other, by=desk.session.annotator, clock=self._clock, ids=self._ids)

    def _keep_apart(self, one: str, other: str) -> None:
        """Note in the register that two entities are two."""
        desk = self._desk
        by = desk.session.annotator
        keep_apart(desk.project, one, other, by=by, clock=self._clock, ids=self._ids)

    def _decide(self, wanted: keys.DecideValue) -> None:
        """Note in the register which value an entity has."""
        decide_value(
            self._desk.project,
            wanted.entity,
            wanted.pointer,
            wanted.value,
            because=wanted.because,
            by=wanted.by,
            act_by=self._desk.session.annotator,
            clock=self._clock,
            ids=self._ids,
        )

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
