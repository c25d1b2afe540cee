from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, repeat
from typing import Any

import attrs
import pytest

from annotate_kit.suggest import (
    Here,
    NameSuggester,
    PatternSuggester,
    Question,
    Source,
    Suggester,
    Suggestion,
    load_suggesters,
    run_suggesters,
)
from annotate_kit.suggest.values import FieldValue

from .conftest import NEWS, SOURCE, question_of, suggest, value


@attrs.frozen
class Says:
    """A suggester that answers what it is told to."""

    answer: Any
    source: Any = SOURCE

    def suggest(self, _question: Question) -> Sequence[Suggestion]:
        if isinstance(self.answer, Exception):
            raise self.answer
        answer: Sequence[Suggestion] = self.answer
        return answer


class NoSource:
    """A suggester that cannot even say its name."""

    @property
    def source(self) -> Source:
        raise RuntimeError

    def suggest(self, _question: Question) -> Sequence[Suggestion]:
        return ()


def late() -> Iterator[Suggestion]:
    yield suggest(NEWS, "Kim")
    raise ValueError


GOOD = suggest(NEWS, "Kim Yoon")
BEFORE = FieldValue(pointer="/born", value="1", start=-1, end=1)


def test_everybody_is_asked_and_timed() -> None:
    ticks = count()
    valued = attrs.evolve(GOOD, fields=(value(NEWS, "/born", "1981", "1981"),))
    assert run_suggesters([Says([valued])], question_of(NEWS)).suggestions == (valued,)
    answers = run_suggesters(
        [Says([GOOD]), Says((), Source(name="other", version="1"))], question_of(NEWS), clock=lambda: next(ticks)
    )
    assert answers.suggestions == (GOOD,)
    assert answers.messages == ()
    assert answers.seconds == {"test": 1, "other": 1}


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (ValueError("no\nluck"), "it failed (ValueError: no)"),
        (KeyError(), "it failed (KeyError)"),
        (late(), "it failed (ValueError)"),
        (None, "it failed (TypeError: 'NoneType' object is not iterable)"),
        (repeat(GOOD), "it proposed more than 100,000 things"),
    ],
)
def test_a_suggester_that_fails_costs_one_message(answer: Any, what: str) -> None:
    answers = run_suggesters([Says(answer), Says([GOOD])], question_of(NEWS))
    assert answers.suggestions == (GOOD,)
    (message,) = answers.messages
    assert (message.source, message.what) == ("test", what)
    assert message.hint


@pytest.mark.parametrize(
    ("nonsense", "why"),
    [
        ("Kim", "not a suggestion"),
        (attrs.evolve(GOOD, start=True), "outside the text"),
        (attrs.evolve(GOOD, start=30, end=30), "outside the text"),
        (attrs.evolve(GOOD, end=10**9), "outside the text"),
        (attrs.evolve(GOOD, type="dragon"), "of an unknown type"),
        (attrs.evolve(GOOD, score=float("nan")), "with a score that is none"),
        (attrs.evolve(GOOD, score="high"), "with a score that is none"),  # type: ignore[arg-type]
        (attrs.evolve(GOOD, source="me"), "without reason or source"),  # type: ignore[arg-type]
        (attrs.evolve(GOOD, target=Here(record="gone")), "for a record that is not there"),
        (attrs.evolve(GOOD, target=None), "for nothing"),  # type: ignore[arg-type]
        (attrs.evolve(GOOD, is_mention=False), "without a mention or a value"),
        (attrs.evolve(GOOD, fields=("x",)), "with a value outside the text"),  # type: ignore[arg-type]
        (
            attrs.evolve(GOOD, fields=(FieldValue(pointer="/born", value="1", start=-1, end=1),)),
            "with a value outside the text",
        ),
        (attrs.evolve(GOOD, fields=(value(NEWS, "/nowhere", "Kim", "x"),)), "for an unknown field"),
        (attrs.evolve(GOOD, fields=(value(NEWS, "", "Kim", "x"),)), "for an unknown field"),
    ],
)
def test_nonsense_is_dropped_and_counted_in_one_message(nonsense: Any, why: str) -> None:
    answers = run_suggesters([Says([nonsense, GOOD, nonsense])], question_of(NEWS))
    assert answers.suggestions == (GOOD,)
    assert [message.what for message in answers.messages] == [f"2 of its 3 suggestions cannot be meant ({why})"]


def test_a_suggester_without_a_name_is_called_by_its_class() -> None:
    class Mute(NoSource):
        def suggest(self, _question: Question) -> Sequence[Suggestion]:
            raise RuntimeError

    answers = run_suggesters([Mute(), Says(KeyError(), Source(name="", version=""))], question_of(NEWS))
    assert [message.source for message in answers.messages] == ["Mute", "Says"]


def test_nobody_is_asked_once_the_time_is_up() -> None:
    ticks = iter([0.0, 5.0, 9.0])
    slow = Says([GOOD])
    answers = run_suggesters([slow, Says([GOOD])], question_of(NEWS), clock=lambda: next(ticks), deadline=6.0)
    assert answers.suggestions == (GOOD,)
    assert [message.what for message in answers.messages] == ["it was not asked: the time was up"]


@attrs.frozen
class Entry:
    """An entry point of a package."""

    name: str
    made: Any

    def load(self) -> Any:
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


def test_packages_add_suggesters_ready_made_or_to_be_made() -> None:
    loaded = load_suggesters([Entry("a", PatternSuggester), Entry("b", Says(())), Entry("c", lambda: Says(()))])
    assert [type(suggester) for suggester in loaded.suggesters] == [PatternSuggester, Says, Says]
    assert loaded.messages == ()


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (ImportError("no module"), "it could not be loaded (ImportError: no module)"),
        (dict, "it is no suggester"),
        (7, "it could not be loaded (TypeError: 'int' object is not callable)"),
    ],
)
def test_what_cannot_be_loaded_costs_one_message(made: Any, what: str) -> None:
    loaded = load_suggesters([Entry("bad", made), Entry("good", NameSuggester)])
    assert len(loaded.suggesters) == 1
    assert [(message.source, message.what) for message in loaded.messages] == [("bad", what)]


def test_the_built_in_ones_are_suggesters() -> None:
    assert all(isinstance(suggester, Suggester) for suggester in (NameSuggester(), PatternSuggester()))
