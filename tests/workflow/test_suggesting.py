from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import attrs
import pytest
from tests.fakes.samples import ROOT, samples

from annotate_kit.codec import Settings
from annotate_kit.codec.settings import ModelSettings, SuggestSettings
from annotate_kit.core import Annotation, make_id
from annotate_kit.errors import NotFoundError, UsageError
from annotate_kit.suggest import (
    Elsewhere,
    FieldValue,
    Here,
    Loaded,
    Message,
    NameOf,
    New,
    Question,
    Source,
    Suggester,
    Suggestion,
    suggestions_from_json,
    suggestions_to_json,
)
from annotate_kit.workflow.acts import take_back
from annotate_kit.workflow.everywhere import places_everywhere, tag_everywhere
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.suggested import (
    File,
    Model,
    chosen_articles,
    find_everywhere_places,
    model_of,
    propose,
)
from annotate_kit.workflow.suggesting import (
    Advisor,
    ask_in_time,
    keep_suggestions,
    kept_suggestions,
    question_of,
    suggesters_of,
    suggestions_path,
)

EXPO = "expo-2030-vote"


@cache
def question() -> Question:
    project, _ = samples()
    return question_of(project, EXPO, "tester", ())


def a_suggestion(words: str = "Riyadh", name: str = "fake", **more: Any) -> Suggestion:
    start = question().text.index(words)
    given = {"type": "organization", "target": New(), "score": 0.75, "reason": "a test", **more}
    return Suggestion(start=start, end=start + len(words), source=Source(name=name, version="1"), **given)


@attrs.frozen
class Fake:
    """A suggester that gives, raises or waits."""

    gives: Any = ()
    name: str = "fake"
    wait: threading.Event | None = None

    @property
    def source(self) -> Source:
        return Source(name=self.name, version="1")

    def suggest(self, _question: Question) -> Sequence[Suggestion]:
        if self.wait is not None:
            self.wait.wait(30)
        if isinstance(self.gives, Exception):
            raise self.gives
        found: Sequence[Suggestion] = self.gives
        return found


# Asking in time.


def test_a_suggester_that_hangs_or_raises_costs_one_message_and_the_others_answer() -> None:
    never = threading.Event()
    asked: list[Suggester] = [
        Fake(gives=(a_suggestion(),)),
        Fake(name="hangs", wait=never),
        Fake(name="raises", gives=RuntimeError("no\nway")),
        Fake(name="nonsense", gives=["?"]),
    ]
    answers, late = ask_in_time(asked, question(), seconds=0.3, clock=lambda: 1.0)
    never.set()
    assert answers.suggestions == (a_suggestion(),)
    assert late == {"hangs"}
    assert sorted(message.source for message in answers.messages) == ["hangs", "nonsense", "raises"]
    assert set(answers.seconds) == {"fake", "raises", "nonsense"}


def test_who_was_late_is_not_asked_again_and_troubles_are_told_once() -> None:
    never = threading.Event()
    early = Message(source="package", what="it could not be loaded")
    advisor = Advisor([Fake(name="hangs", wait=never), Fake(gives=ValueError("x"))], messages=[early], seconds=0.2)
    first = advisor.ask(question())
    assert [message.source for message in first.messages] == ["package", "fake", "hangs"]
    assert advisor.ask(question()).messages == ()
    never.set()


def test_what_has_to_learn_first_is_asked_once_it_has() -> None:
    advisor = Advisor([], later=lambda: Fake(gives=(a_suggestion(),)))
    assert advisor.ask(question()).suggestions == ()
    assert advisor.learn()
    assert advisor.ask(question()).suggestions == (a_suggestion(),)
    assert not advisor.learn()
    assert not Advisor([]).learn()


def test_suggesters_are_chosen_by_name() -> None:
    package = Fake(name="mine")
    assert [one.source.name for one in suggesters_of(("patterns", "mine", "learned", "names"), [package])] == [
        "patterns",
        "mine",
        "names",
    ]
    with pytest.raises(UsageError, match="no suggester 'nobody'"):
        suggesters_of(("nobody",))


# Keeping.


def test_suggestions_survive_a_round_trip() -> None:
    found = question()
    start = found.text.index("Busan")
    value = FieldValue(pointer="/name", value="Busan", start=start, end=start + 5, note="a note")
    named = FieldValue(pointer="/parent", value=NameOf(words="Seoul"), start=start, end=start + 5)
    record = next(iter(samples()[0].annotation(EXPO, "analyst").records))  # type: ignore[union-attr]
    project, _ = samples()
    own = question_of(project, EXPO, "analyst", ())
    kind = own.annotation.records[record].type
    kept = (
        a_suggestion(target=New(name="The City"), fields=(value, named)),
        a_suggestion(target=Elsewhere(entity="organization-1"), is_doubtful=True),
        a_suggestion(type=kind, target=Here(record=record)),
    )
    plain = suggestions_to_json(kept, own)
    assert suggestions_from_json(plain, own) == (kept, 0)


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        (None, 1),
        ([], 1),
        ({"format": "annotate-kit/9", "suggestions": []}, 1),
        ({"format": "annotate-kit/1", "suggestions": "x"}, 0),
        ({"format": "annotate-kit/1", "suggestions": [1, {}, {"start": "a"}]}, 3),
    ],
)
def test_what_is_no_suggestion_is_counted(value: Any, lost: int) -> None:
    assert suggestions_from_json(value, question()) == ((), lost)


def test_files_keep_what_each_source_proposed_last() -> None:
    project, fs = samples()
    found = question_of(project, EXPO, "tester", ())
    assert kept_suggestions(project, found).suggestions == ()
    assert keep_suggestions(project, found, [a_suggestion(), a_suggestion("Busan", "other")], ["fake", "other"]) == 2
    assert keep_suggestions(project, found, [a_suggestion("Rome")], ["fake"]) == 2
    kept = kept_suggestions(project, found)
    assert [found.text[one.start : one.end] for one in kept.suggestions] == ["Busan", "Rome"]
    assert kept.messages == ()
    path = f"{ROOT}/{suggestions_path(EXPO)}"
    fs.put(path, fs.snapshot()[path].replace(b'"quote": "Rome"', b'"quote": "Roma"'))
    told = kept_suggestions(project, found)
    assert len(told.suggestions) == 1
    assert told.messages[0].what == f"1 suggestions of {suggestions_path(EXPO)} do not fit the article as it is"
    fs.fault = _refuse
    assert kept_suggestions(project, found).messages[0].source == "files"


def _refuse(operation: str, path: str) -> int | None:
    if operation == "read" and path.endswith(".json") and "suggestions" in path:
        raise PermissionError(13, "Permission denied", path)
    return None


# For many articles.


def test_suggestions_are_proposed_counted_and_kept() -> None:
    project, _ = samples()
    seen: list[int] = []
    made = propose(project, (EXPO, "fki-new-name"), "tester", packages=(), progress=lambda: seen.append(1))
    assert [one.article for one in made.proposed] == [EXPO, "fki-new-name"]
    assert made.proposed[0].by_source.keys() <= {"names", "patterns", "learned"}
    assert sum(made.proposed[0].by_source.values()) > 10
    assert made.messages == ()
    assert len(seen) == 2
    found = question_of(project, EXPO, "tester", ())
    assert len(kept_suggestions(project, found).suggestions) == made.proposed[0].kept


def test_a_suggester_of_a_package_that_hangs_costs_one_message_over_all_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project, _ = samples()
    never = threading.Event()
    asked: list[str] = []

    class Hanging(Fake):
        def suggest(self, question: Question) -> Sequence[Suggestion]:
            asked.append(question.article.id)
            return super().suggest(question)

    loaded = Loaded(suggesters=(Hanging(name="hangs", wait=never), Fake(name="raises", gives=RuntimeError("x"))))
    monkeypatch.setattr("annotate_kit.workflow.suggested.load_suggesters", lambda _packages: loaded)
    made = propose(project, (EXPO, "fki-new-name"), "tester", sources=("hangs", "raises"), patience=0.3)
    never.set()
    assert asked == [EXPO]
    assert [message.source for message in made.messages] == ["raises", "hangs"]
    assert made.messages[1].what == "it gave no answer in 0.3 s"


def test_only_named_sources_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    project, _ = samples()
    made = propose(project, (EXPO,), "tester", sources=("patterns",))
    assert set(made.proposed[0].by_source) == {"patterns"}
    monkeypatch.setattr("annotate_kit.workflow.suggested.can_learn", lambda: False)
    monkeypatch.setattr("annotate_kit.workflow.learning.can_learn", lambda: False)
    made = propose(project, (EXPO,), "tester", sources=("learned",))
    assert [message.source for message in made.messages] == ["learned"]


def test_what_other_tools_proposed_is_read_from_files() -> None:
    project, fs = samples()
    line = b'{"class": "organization", "text": "Royal Commission for Riyadh City"}\n{"class": "?", "text": "x"}\n'
    own = fs.snapshot()[f"{ROOT}/annotations/{EXPO}/analyst.json"]
    files = [File(name="tool/spans.jsonl", raw=line), File(name="ours.json", raw=own)]
    made = propose(project, (EXPO,), "tester", files=files)
    assert set(made.proposed[0].by_source) == {"files"}
    assert made.proposed[0].by_source["files"] > 10
    assert [message.what for message in made.messages] == ["1 things in tool/spans.jsonl cannot be used (line 2)"]
    kept = kept_suggestions(project, question_of(project, EXPO, "tester", ())).suggestions
    assert {one.source.version for one in kept} == {"spans.jsonl", "ours.json"}
    broken = propose(project, (EXPO,), "tester", files=[File(name="x.json", raw=b"{\n}")])
    assert broken.messages[0].what == "5 things in x.json cannot be used"


def an_answer(**more: Any) -> bytes:
    records = [
        {
            "type": "organization",
            "mention": {"quote": "Royal Commission for Riyadh City", "before": "The bid was led by the "},
            "fields": [],
        }
    ]
    content = json.dumps({"records": records, **more})
    usage = {"prompt_tokens": 1000, "completion_tokens": 100}
    return json.dumps({"choices": [{"message": {"content": content}}], "usage": usage}).encode()


def a_model(raw: bytes | Exception, **settings: Any) -> Model:
    def post(url: str, headers: Any, body: bytes, timeout: float) -> bytes:
        assert url.startswith("https://")
        assert headers["Authorization"] == "Bearer secret"
        assert body
        assert timeout == 120
        if isinstance(raw, Exception):
            raise raw
        return raw

    given = {"url": "https://example.org/v1", "name": "m", "price_in": Decimal(2), "price_out": Decimal(4), **settings}
    said = Settings(suggest=SuggestSettings(model=ModelSettings(**given)))
    return model_of(said, {"ANNOTATE_KIT_API_KEY": "secret"}, post=post, clock=itertools.count(1.0).__next__)


def test_a_model_is_asked_only_where_the_settings_name_one() -> None:
    assert a_model(b"").endpoint.key == "secret"
    with pytest.raises(UsageError, match="the settings name no model"):
        a_model(b"", url=None)
    with pytest.raises(UsageError, match="the settings name no model"):
        a_model(b"", name=None)


def test_what_a_model_costs_is_summed_up() -> None:
    project, _ = samples()
    made = propose(project, (EXPO, "fki-new-name"), "tester", sources=("model",), model=a_model(an_answer()))
    assert made.seconds == 2.0
    assert made.cost == Decimal("0.0048")
    assert made.messages == () or made.messages[0].source == "model"
    failed = propose(project, (EXPO,), "tester", sources=("model",), model=a_model(OSError("x"), price_in=None))
    assert failed.cost is None
    assert [message.source for message in failed.messages] == ["model"]


def test_articles_are_chosen_by_name() -> None:
    project, _ = samples()
    assert chosen_articles(project, ()) == project.article_ids
    assert chosen_articles(project, (EXPO, EXPO)) == (EXPO,)
    with pytest.raises(NotFoundError):
        chosen_articles(project, ("nowhere",))


# Everywhere.


def of_tester(project: Project) -> dict[str, Annotation]:
    found = {id_: project.annotation(id_, "tester") for id_ in project.article_ids}
    return {id_: one for id_, one in found.items() if one is not None and one.records}


def test_the_same_words_are_tagged_in_all_articles_in_one_act() -> None:
    project, _ = samples()
    numbers = iter(range(10_000))

    def ids(prefix: str) -> str:
        return make_id(prefix, next(numbers))

    places = find_everywhere_places(project, ("BIE",), "organization", "tester", None)
    assert {one.article for one in places} >= {EXPO, "riyadh-expo-registered"}
    count = tag_everywhere(project, places, by="tester", clock=lambda: 1.0, ids=ids)
    assert count == sum(len(one.suggestions) for one in places)
    tagged = of_tester(project)
    assert tagged.keys() == {one.article for one in places}
    entities = {record.entity for one in tagged.values() for record in one.records.values()}
    assert len(entities) == 1, "all are mentions of the one entity that has the name"
    assert find_everywhere_places(project, ("BIE",), "organization", "tester", None) == ()
    taken = take_back(project, by="tester", clock=lambda: 1.0, ids=ids)
    assert taken is not None
    assert taken.left == ()
    assert of_tester(project) == {}
    assert tag_everywhere(project, (), by="tester", clock=lambda: 1.0, ids=ids) == 0


def test_capitals_and_the_open_article_can_be_left_out() -> None:
    project, _ = samples()
    exact = places_everywhere(project, ("bie",), "organization", "tester", entity=None)
    loose = places_everywhere(project, ("bie",), "organization", "tester", entity=None, ignore_case=True)
    assert exact == ()
    assert EXPO in {one.article for one in loose}
    assert {one.suggestions[0].target for one in loose} == {New()}
    without = places_everywhere(
        project, ("BIE",), "organization", "tester", entity=None, except_article=EXPO, progress=lambda: None
    )
    assert EXPO not in {one.article for one in without}


def test_what_words_mean_has_to_be_clear() -> None:
    project, _ = samples()
    with pytest.raises(NotFoundError):
        find_everywhere_places(project, ("BIE",), "nothing", "tester", None)
    with pytest.raises(NotFoundError):
        find_everywhere_places(project, ("BIE",), "organization", "tester", "organization-0")
    with pytest.raises(UsageError, match="several"):
        find_everywhere_places(project, ("Busan", "Rome"), "expo-bid", "tester", None)
    chosen = find_everywhere_places(project, ("Busan",), "expo-bid", "tester", "expo-bid-0dj3ey3918")
    assert chosen[0].suggestions[0].target == Elsewhere(entity="expo-bid-0dj3ey3918")
    new = find_everywhere_places(project, ("Tuesday",), "organization", "tester", None)
    assert new[0].suggestions[0].target == New()
