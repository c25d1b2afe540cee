from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.suggest import Elsewhere, Here, New, Source, Suggestion, merge_suggestions
from annotate_kit.suggest.occupying import Occupied

from .conftest import NEWS, SOURCE, blank, suggest, value, with_record, words_of

OTHER = Source(name="other", version="1")


def merged(*suggestions: Suggestion) -> tuple[Suggestion, ...]:
    return merge_suggestions(suggestions, blank(NEWS), NEWS)


def test_suggestions_come_in_text_order() -> None:
    assert words_of(NEWS, merged(suggest(NEWS, "KJE"), suggest(NEWS, "Kim Yoon"))) == ["Kim Yoon", "KJE"]


def test_of_two_that_overlap_the_likelier_stays_and_of_equals_the_longer() -> None:
    short, long = suggest(NEWS, "Kim", score=0.9), suggest(NEWS, "Kim Yoon", score=0.5)
    assert merged(short, long) == (short,)
    equal = attrs.evolve(short, score=0.5)
    assert merged(equal, long) == (long,)


def test_two_suggesters_that_agree_are_one_likelier_suggestion() -> None:
    one = suggest(NEWS, "Kim Yoon", score=0.8, reason="one", fields=(value(NEWS, "/born", "1981", "1981"),))
    two = suggest(
        NEWS, "Kim Yoon", score=0.5, reason="two", source=OTHER, target=Elsewhere(entity="e"), is_doubtful=True
    )
    three = attrs.evolve(two, source=attrs.evolve(OTHER, version="2"), target=Here(record="official-a"), reason="two")
    (both,) = merged(one, two)
    assert (both.source, both.target, both.reason) == (SOURCE, Elsewhere(entity="e"), "one; two")
    assert 0.89 < both.score < 0.91
    assert both.fields == one.fields
    assert not both.is_doubtful
    (all_,) = merged(one, two, three)
    assert all_.target == Here(record="official-a")
    assert merged(*(attrs.evolve(one, score=1.0, source=source) for source in (SOURCE, OTHER)))[0].score == 1.0
    assert merged(one, one) == (one,)


def test_what_is_tagged_already_is_left_out() -> None:
    annotation = with_record(blank(NEWS), NEWS, "official-a", {"name": "Kim Yoon"}, "Kim Yoon")
    annotation = attrs.evolve(
        annotation,
        records={
            **annotation.records,
            "gone": attrs.evolve(annotation.records["official-a"], id="gone", mentions=("x",)),
        },
    )
    listed = [suggest(NEWS, "Kim Yoon"), suggest(NEWS, "Yoon, chairman"), suggest(NEWS, "Kim", nth=1)]
    assert words_of(NEWS, merge_suggestions(listed, annotation, NEWS)) == ["Kim"]


def test_a_value_that_the_record_has_and_one_for_a_lost_record_are_left_out() -> None:
    annotation = with_record(blank(NEWS), NEWS, "official-a", {"name": "Kim", "born": "1980", "roles": []}, "Kim Yoon")

    def valued(pointer: str, record: str = "official-a") -> Suggestion:
        fields = (value(NEWS, pointer, "1981", "1981"),)
        return suggest(NEWS, "1981", is_mention=False, target=Here(record=record), fields=fields)

    listed = [valued("/born"), valued("/died", "gone"), valued("/roles/0/title")]
    assert [s.fields[0].pointer for s in merge_suggestions(listed, annotation, NEWS)] == ["/roles/0/title"]


def test_one_value_for_a_field_and_one_field_for_some_words() -> None:
    def valued(words: str, pointer: str, score: float) -> Suggestion:
        return suggest(NEWS, words, is_mention=False, score=score, fields=(value(NEWS, pointer, words, words),))

    listed = [valued("1981", "/born", 0.5), valued("2023", "/born", 0.6), valued("2023", "/died", 0.4)]
    assert [(s.fields[0].pointer, s.score) for s in merged(*listed)] == [("/born", 0.6)]


def test_a_value_may_lie_over_a_mention() -> None:
    role = suggest(NEWS, "Kim Yoon, chairman", is_mention=False, fields=(value(NEWS, "/born", "1981", "1981"),))
    assert len(merged(role, suggest(NEWS, "Kim Yoon"))) == 2


def test_unlikely_ones_and_other_sources_can_be_hidden() -> None:
    listed = [suggest(NEWS, "Kim", score=0.3), suggest(NEWS, "KJE", score=0.7), suggest(NEWS, "SEOUL", source=OTHER)]
    shown = merge_suggestions(listed, blank(NEWS), NEWS, least_score=0.5, sources={"test"})
    assert words_of(NEWS, shown) == ["KJE"]


RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12), st.floats(0, 1)), max_size=25)


@given(RANGES)
def test_what_is_shown_never_overlaps_and_merging_twice_changes_nothing(ranges: list[tuple[int, int, float]]) -> None:
    listed = [
        Suggestion(start=s, end=s + n, type="official", target=New(), score=f, reason="", source=SOURCE)
        for s, n, f in ranges
    ]
    shown = merged(*listed)
    assert all(a.end <= b.start for a, b in zip(shown, shown[1:], strict=False))  # noqa: RUF007  # plain to read
    assert merged(*shown) == shown
    assert bool(shown) == bool(listed)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 5)), max_size=15), st.integers(0, 55), st.integers(1, 5))
def test_taken_ranges_are_those_that_were_given(ranges: list[tuple[int, int]], start: int, length: int) -> None:
    given_ = [(first, first + size) for first, size in ranges]
    taken = Occupied(given_)
    assert taken.overlap(start, start + length) == any(a < start + length and start < b for a, b in given_)
    if not taken.overlap(start, start + length):
        taken.add(start, start + length)
        assert taken.overlap(start, start + length)
