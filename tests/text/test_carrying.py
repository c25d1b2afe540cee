"""A text is corrected, and no span ends up on words of another place unseen."""

from __future__ import annotations

import random
import sys
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.corrections import corrected

from annotate_kit.core import Annotation, Fragment, Json, Span, make_span
from annotate_kit.text import candidates, carry, doubts_of, index_text
from annotate_kit.text.carrying import align

SAMPLES = sorted((Path(__file__).parents[2] / "annotations").glob("*/text.txt"))
TEXT = "Riyadh won 119 votes on 28 November.\nBusan, backed by Seoul, won 29.\nRome, the third, won 17 of them.\n"


def annotation_of(*spans: Span) -> Annotation:
    return Annotation(article="a", annotator="kim", text_sha256="0", spans={span.id: span for span in spans})


def span_of(words: str, *more: str, text: str = TEXT) -> Span:
    places = [(text.index(part), text.index(part) + len(part)) for part in (words, *more)]
    return make_span(id=f"s-{words.lower()}", text=text, fragments=places)


@cache
def tagged(path: Path) -> tuple[str, Annotation]:
    """A sample article, every candidate of it a span."""
    text = path.read_text()
    found = candidates(index_text(text))
    spans = (make_span(id=f"s-{n}", text=text, fragments=[(one.start, one.end)]) for n, one in enumerate(found))
    return text, annotation_of(*spans)


def outcomes(seed: int, count: int) -> tuple[Counter[str], list[int]]:
    """What became of all spans under random corrections, and the seeds of those with a span at a wrong place."""
    counts: Counter[str] = Counter()
    wrong: list[int] = []
    for number in range(seed, seed + count):
        luck = random.Random(number)  # noqa: S311  # nothing here is secret
        text, annotation = tagged(luck.choice(SAMPLES))
        change = corrected(text, luck, luck.choice([1, 3, 10]))
        carried = carry(annotation, text, change.text, text_sha256="1")
        for span in carried.spans:
            truth = change.place_of(span.before.start, span.before.end)
            counts[span.kind if truth else f"{span.kind} (not whole any more)"] += 1
            if span.kind in ("exact", "moved") and truth != (span.after.start, span.after.end):
                wrong.append(number)
        assert doubts_of(carried.annotation, change.text).keys() == {
            span.before.id for span in carried.spans if span.kind in ("changed", "lost")
        }
    return counts, wrong


def test_random_corrections_put_no_span_at_a_wrong_place_unseen() -> None:
    counts, wrong = outcomes(0, 60)
    assert wrong == []
    assert counts["exact"] + counts["moved"] > 10 * counts["changed"], "and most spans need nobody"
    assert counts["exact (not whole any more)"] == counts["moved (not whole any more)"] == 0


@pytest.mark.soak
def test_many_random_corrections_put_no_span_at_a_wrong_place_unseen(capsys: pytest.CaptureFixture[str]) -> None:
    count, seed = 4_000, 1_000_000
    counts, wrong = outcomes(seed, count)
    with capsys.disabled():
        sys.stdout.write(f"\ncorrections: {count}, silently wrong: {len(wrong)}, seeds from {seed}; {dict(counts)}\n")
    assert wrong == []


def test_the_law_sees_a_span_that_is_left_where_it_was() -> None:
    text, _ = tagged(SAMPLES[0])
    change = corrected(text, random.Random(3), 10)  # noqa: S311  # nothing here is secret
    assert any(change.place_of(start, start + 4) != (start, start + 4) for start in range(0, len(text) - 4, 50))


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_what_is_aligned_is_alike_in_order_and_apart(old: str, new: str) -> None:
    blocks = align(old, new)
    for block in blocks:
        assert old[block.old : block.old + block.length] == new[block.new : block.new + block.length] != ""
    for one, other in pairwise(blocks):
        assert one.old + one.length <= other.old
        assert one.new + one.length <= other.new


@given(st.text("ab \n", max_size=60))
def test_a_text_is_aligned_with_itself_in_one_piece(text: str) -> None:
    assert [block.length for block in align(text, text)] == ([len(text)] if text else [])


def test_texts_too_different_to_align_are_alike_at_their_ends_alone() -> None:
    old = "start " + "\n".join(f"a{n} x" for n in range(3000)) + " end"
    new = "start " + "\n".join(f"b{n} y" for n in range(3000)) + " end"
    assert [block.length for block in align(old, new)] == [6, 4]


def kinds(new: str, *spans: Span) -> list[str]:
    return [span.kind for span in carry(annotation_of(*spans), TEXT, new, text_sha256="1").spans]


def test_what_stands_before_a_change_is_exact_and_what_stands_after_it_moved() -> None:
    new = TEXT.replace("Busan, backed", "The city of Busan, backed")
    carried = carry(annotation_of(span_of("Riyadh"), span_of("Rome")), TEXT, new, text_sha256="1")
    assert [span.kind for span in carried.spans] == ["exact", "moved"]
    rome = carried.annotation.spans["s-rome"]
    assert new[rome.start : rome.end] == "Rome"
    assert new[: rome.start].endswith(rome.prefix)
    assert (carried.annotation.text_sha256, carried.count("moved"), carried.annotation.notes) == ("1", 1, ())


def test_words_that_read_differently_are_left_to_a_person_at_their_place() -> None:
    new = TEXT.replace("Busan", "Pusan")
    before = span_of("Busan")
    carried = carry(annotation_of(before), TEXT, new, text_sha256="1")
    after = carried.annotation.spans["s-busan"]
    assert (after.quotes, new[after.start : after.end]) == (("Busan",), "Pusan")
    assert doubts_of(carried.annotation, new) == {"s-busan": "changed"}
    (note,) = carried.annotation.notes
    assert note == {
        "id": "doubt-s-busan",
        "by": "kim",
        "doubt": "changed",
        "span": "s-busan",
        "text": "“Busan” may read differently in the corrected text",
    }


def test_marks_around_changed_words_stay_outside() -> None:
    for new in (
        TEXT.replace("Busan", "Pusan"),
        TEXT.replace("Busan, backed", "(Pusan, backed"),
        TEXT.replace("Busan", "-Busn"),
    ):
        after = carry(annotation_of(span_of("Busan")), TEXT, new, text_sha256="1").annotation.spans["s-busan"]
        assert new[after.start : after.end] in ("Pusan", "Busn")


def test_words_that_are_gone_keep_their_quote_beside_where_they_were() -> None:
    new = TEXT.replace("\nRome, the third, won 17 of them.", "")
    carried = carry(annotation_of(span_of("Rome")), TEXT, new, text_sha256="1")
    after = carried.annotation.spans["s-rome"]
    assert (after.quotes, after.end - after.start) == (("Rome",), 1)
    assert doubts_of(carried.annotation, new) == {"s-rome": "lost"}
    assert carry(annotation_of(span_of("Rome")), TEXT, "", text_sha256="1").spans[0].kind == "lost"


def test_a_paragraph_that_moved_takes_its_spans_along() -> None:
    first, second, third = TEXT.splitlines(keepends=True)
    assert kinds(first + third + second, span_of("Seoul"), span_of("third")) == ["moved", "moved"]


def test_a_span_whose_word_goes_on_now_is_in_doubt() -> None:
    assert kinds(TEXT.replace("Seoul", "Seoulite"), span_of("Seoul")) == ["changed"]


def test_fragments_move_together_or_not_at_all() -> None:
    both = span_of("Riyadh", "Busan")
    assert kinds("So " + TEXT, both) == ["moved"]
    assert kinds(TEXT.replace("Busan", "Pusan"), both) == ["changed"]
    assert kinds(TEXT.replace("Busan, backed by Seoul, won 29.\n", ""), both) == ["lost"]


def test_a_span_that_was_astray_before_is_found_by_its_own_words_in_their_context_or_lost() -> None:
    assert kinds(TEXT, attrs.evolve(span_of("Rome"), quotes=("Roma",))) == ["lost"]
    assert kinds(TEXT + "\n" + TEXT, attrs.evolve(span_of("Rome"), fragments=(Fragment(0, 4),))) == ["lost"]
    assert kinds("New. " + TEXT, attrs.evolve(span_of("Rome"), fragments=(Fragment(0, 4),))) == ["moved"]


def test_a_doubt_ends_where_the_span_is_put_right_and_a_new_correction_asks_anew() -> None:
    new = TEXT.replace("Busan", "Pusan")
    doubtful = carry(annotation_of(span_of("Busan")), TEXT, new, text_sha256="1").annotation
    right = make_span(id="s-busan", text=new, fragments=[(new.index("Pusan"), new.index("Pusan") + 5)])
    settled = attrs.evolve(doubtful, spans={"s-busan": right})
    assert doubts_of(settled, new) == {}
    again = carry(settled, new, new.replace("Pusan", "Busan"), text_sha256="2").annotation
    assert len(again.notes) == 1
    assert doubts_of(attrs.evolve(again, spans={}), TEXT) == {}


def test_a_span_outside_of_the_text_stays_in_doubt_and_other_notes_are_none() -> None:
    notes: list[Json] = [{"span": "s-rome", "doubt": "lost"}, {"span": "s-rome"}, "odd", {"doubt": "lost", "span": 3}]
    annotation = attrs.evolve(annotation_of(span_of("Rome")), notes=notes)
    assert doubts_of(annotation, "short") == {"s-rome": "lost"}
