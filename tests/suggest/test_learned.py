from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import Annotation, make_span
from annotate_kit.errors import UsageError
from annotate_kit.suggest import Example, LearnedSuggester, Model, Suggester, can_learn, train
from annotate_kit.suggest.features import label_spans, sentences_of, spans_of
from annotate_kit.text import index_text

from .conftest import at, blank, question_of, with_record

NAMES = ("Kim Yoon", "Lee Young", "Park Jin", "Han Soo", "Choi Min", "Moon Gil")
BODIES = ("Samyang Corp.", "Posco Corp.", "Hyundai Corp.", "Kia Corp.", "Lotte Corp.", "Doosan Corp.")


def article(number: int) -> str:
    name, body = NAMES[number % len(NAMES)], BODIES[number // 2 % len(BODIES)]
    return f"President {name} said that {body} grew. Shares of {body} rose on Monday.\n\nMr. {name} was glad."


def example(number: int) -> Example:
    text = article(number)
    annotation = with_record(blank(text), text, "official-a", {}, NAMES[number % len(NAMES)])
    annotation = with_record(annotation, text, "organization-a", {}, BODIES[number // 2 % len(BODIES)])
    annotation = _also(annotation, text, "organization-a", BODIES[number // 2 % len(BODIES)])
    annotation = _also(annotation, text, "official-a", NAMES[number % len(NAMES)])
    return Example(index=index_text(text), annotation=annotation, language="en")


def _also(annotation: Annotation, text: str, record_id: str, words: str) -> Annotation:
    span = make_span(id=f"s-{record_id}-also", text=text, fragments=(at(text, words, 1),))
    record = annotation.records[record_id]
    record = attrs.evolve(record, mentions=(*record.mentions, span.id, "s-lost"))
    return attrs.evolve(
        annotation, spans={**annotation.spans, span.id: span}, records={**annotation.records, record_id: record}
    )


def learned(count: int = 6) -> Model:
    model = train(map(example, range(count)))
    assert model is not None
    return model


def test_what_was_tagged_is_proposed_in_articles_that_are_alike() -> None:
    text = "President Yang Woo said that Hanwha Corp. grew.\n\nNothing else."
    suggestions = LearnedSuggester(learned()).suggest(question_of(text))
    assert [(text[s.start : s.end], s.type) for s in suggestions] == [
        ("Yang Woo", "official"),
        ("Hanwha Corp.", "organization"),
    ]
    assert all(0.3 <= s.score <= 0.95 for s in suggestions)
    assert suggestions[0].reason == "like what was tagged in 6 articles"


def test_a_type_that_is_gone_is_not_proposed() -> None:
    texts = [attrs.evolve(made, annotation=_renamed(made.annotation)) for made in map(example, range(6))]
    model = train(texts)
    assert model is not None
    assert LearnedSuggester(model).suggest(question_of(article(3))) == ()


def _renamed(annotation: Annotation) -> Annotation:
    records = {key: attrs.evolve(record, type="dragon") for key, record in annotation.records.items()}
    return attrs.evolve(annotation, records=records)


def test_a_model_of_few_articles_is_less_sure_and_is_silent_in_a_language_new_to_it() -> None:
    text = "President Yang Woo said that Hanwha Corp. grew.\n\nNothing else."
    two, six = (LearnedSuggester(learned(count)).suggest(question_of(text)) for count in (2, 6))
    assert two
    assert max(s.score for s in two) <= 2 / 3
    assert max(s.score for s in six) > max(s.score for s in two)
    assert LearnedSuggester(learned(1)).suggest(question_of(text)) == ()
    suggester = LearnedSuggester(learned())
    assert suggester.suggest(question_of(text, language="ja")) == ()
    assert suggester.suggest(question_of(text, language=None)) == ()
    assert suggester.suggest(question_of(text, language="en-GB"))


def test_the_same_articles_give_the_same_model() -> None:
    assert learned() == learned()


def test_nothing_tagged_is_nothing_learned() -> None:
    text = article(1)
    assert train([Example(index=index_text(text), annotation=blank(text))]) is None
    assert train([]) is None


def test_fifty_articles_are_learned_in_about_a_second() -> None:
    long = [
        attrs.evolve(made, index=index_text(made.index.text + " The rest of it says little of note." * 50))
        for made in map(example, range(50))
    ]
    began = time.process_time()
    assert train(long) is not None
    # Half a second on an idle machine; the guard is against another order of magnitude.
    assert time.process_time() - began < 5


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_learn()
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    assert not can_learn()
    with pytest.raises(UsageError, match=r"annotate-kit\[learned\]"):
        train([])


def test_it_is_a_suggester_and_refuses_what_is_no_model() -> None:
    suggester = LearnedSuggester(learned())
    assert isinstance(suggester, Suggester)
    assert suggester.source.origin == "learned/1"
    with pytest.raises(ValueError, match=r"."):
        LearnedSuggester(Model(data=b"no model", languages={"en": 1}))


def spans_in(text: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[str, str]]:
    index = index_text(text)
    return [
        (text[start:end], label)
        for sentence in sentences_of(index)
        for start, end, label, _, _ in spans_of(index, sentence, label_spans(sentence, spans))
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("그는 한국경제인협회에서 말했다.", ["한국경제인협회"]),
        ("It is Samyang Holdings Corp. of Seoul.", ["Samyang Holdings Corp.", "Seoul"]),
        ("東京で岸田文雄首相が", ["東京"]),
        ("A b C, d.", ["A b C", "d"]),
        ("It thanked the Korea Trade Corporation.", ["Korea Trade Corporation"]),
    ],
)
def test_labels_give_the_spans_back_letter_for_letter(text: str, words: list[str]) -> None:
    spans = [(*at(text, word), "x") for word in words]
    assert spans_in(text, spans) == [(word, "x") for word in words]


def test_of_spans_inside_each_other_the_longer_is_learned() -> None:
    text = "The White House said so."
    assert spans_in(text, [(*at(text, "House"), "y"), (*at(text, "White House"), "x")]) == [("White House", "x")]


def test_a_text_without_full_stops_is_cut() -> None:
    assert len(sentences_of(index_text("word " * 1000))) == 3


@given(st.text(max_size=120))
def test_every_word_of_any_text_has_features(text: str) -> None:
    for sentence in sentences_of(index_text(text)):
        assert len(sentence.starts) == len(sentence.ends) == len(sentence.features)
        assert all(a < b for a, b in zip(sentence.starts, sentence.ends, strict=True))
