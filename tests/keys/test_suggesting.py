from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import (
    Advice,
    FormView,
    Known,
    Picker,
    View,
    current,
    proposals,
    proposed_words,
    told,
    with_suggestions,
)
from annotate_kit.keys.suggesting import reject_everywhere
from annotate_kit.suggest import Elsewhere, FieldValue, Here, NameOf, New, Source, Suggestion

NAMES = Source(name="names", version="1")
PATTERNS = Source(name="patterns", version="1")


def proposed(view: View, words: str, kind: str = "organization", *, nth: int = 0, **more: Any) -> Suggestion:
    start = -1
    for _ in range(nth + 1):
        start = view.text.index(words, start + 1)
    given = {"target": New(), "score": 0.8, "reason": "a test", "source": NAMES, **more}
    return Suggestion(start=start, end=start + len(words), type=kind, **given)


def a_value(view: View, record: str, pointer: str, words: str, value: Any, kind: str = "official") -> Suggestion:
    start = view.text.index(words)
    field = FieldValue(pointer=pointer, value=value, start=start, end=start + len(words))
    return proposed(view, words, kind, target=Here(record=record), is_mention=False, fields=(field,), source=PATTERNS)


def advised(player: Any, *suggestions: Suggestion) -> Any:
    player.view = with_suggestions(player.view, sorted(suggestions, key=lambda one: one.sort_key))
    return player


@pytest.fixture
def three(begin: Any) -> Any:
    player = begin()
    view = player.view
    return advised(
        player,
        proposed(view, "Korea-Japan Economic Association"),
        proposed(view, "Mikio Sasaki", "official", score=0.6, source=PATTERNS),
        proposed(view, "Seoul", score=0.5),
    )


def test_tab_goes_to_suggestions_and_candidates_in_the_order_of_the_text(three: Any) -> None:
    seen = []
    while three.play("tab").words != "Seoul":
        seen.append((three.words, current(three.view) is not None))
    assert seen == [
        ("Kim Yoon", False),
        ("chief", False),
        ("Korea-Japan Economic Association", True),
        ("Mikio Sasaki", True),
        ("May 16, 2023", False),
        ("240", False),
    ]
    back = []
    while three.play("shift+tab").words != "Kim Yoon":
        back.append((three.words, current(three.view) is not None))
    assert back == seen[:0:-1]


def test_words_with_a_suggestion_are_no_candidate_as_well(begin: Any) -> None:
    player = begin()
    advised(player, proposed(player.view, "Korea-Japan"), proposed(player.view, "Seoul"))
    words = [player.play("tab").words for _ in range(6)]
    assert words[2:4] == ["Korea-Japan", "Mikio Sasaki"]
    back = [player.play("shift+tab").words for _ in range(5)]
    assert back[-4:-2] == ["Mikio Sasaki", "Korea-Japan"], back


def test_candidates_inside_a_suggestion_are_passed_over_both_ways(begin: Any) -> None:
    player = begin()
    advised(player, proposed(player.view, "Kim Yoon, chief of the"))
    player.select("Mikio Sasaki").play("shift+tab shift+tab")
    assert player.words == "Kim Yoon, chief of the"
    player.play("tab")
    assert player.words == "Kim Yoon" or current(player.view) is None


def test_y_accepts_and_goes_on(three: Any) -> None:
    assert three.play("y").words == "Korea-Japan Economic Association", "the first y only goes there"
    assert not three.edits
    three.play("y")
    assert three.words == "Mikio Sasaki"
    assert three.records["organization"][0]["name"] == "Korea-Japan Economic Association"
    asked, done = three.message.split(" · ")
    assert asked.startswith('"Mikio Sasaki" '), "the last line is about what the next y would take"
    assert done == "Korea-Japan Economic Association: Korea-Japan Economic Association"
    three.play("*")
    assert len(three.quotes()) == 3, "the other places of what was accepted are still offered"
    three.play("y y")
    assert three.play("y").message == "That was the last suggestion."
    span = next(iter(three.view.annotation.spans.values()))
    assert span.extra["origin"] == "names/1"


def test_undo_takes_back_a_whole_acceptance(three: Any) -> None:
    three.play("y y").undo()
    assert not three.view.annotation.records
    assert not three.view.annotation.spans


def test_edges_are_corrected_while_accepting(begin: Any) -> None:
    player = begin()
    advised(player, proposed(player.view, "Economic Association"))
    player.play("y ; H y")
    assert player.quotes() == ["Korea-Japan Economic Association"]


def test_a_suggestion_is_off_once_the_selection_is_elsewhere(three: Any) -> None:
    three.play("y right right right right right")
    assert current(three.view) is None
    three.select("Seoul")
    assert current(three.view) is not None, "the very words count, whichever way they were reached"


def test_x_rejects_what_is_on_and_never_a_tag(three: Any) -> None:
    three.play("y x")
    assert three.words == "Mikio Sasaki"
    assert [entry["quote"] for entry in three.view.annotation.rejected] == ["Korea-Japan Economic Association"]
    assert "refused" in three.message
    three.undo()
    assert three.view.annotation.rejected == ()
    player = three.select("Around").play("o x")
    assert not player.view.annotation.spans, "without a suggestion x removes the span"


def test_words_are_refused_in_the_whole_article(begin: Any) -> None:
    player = begin()
    words = "Korea-Japan Economic Association"
    advised(player, *(proposed(player.view, words, nth=n) for n in range(3)), proposed(player.view, "Seoul"))
    assert player.play("home home right right right").view.advice.chosen is None
    assert reject_everywhere(player.view, "", player.ids).view.message == "No suggestion is selected."
    player.play("y").play(":").type("reject these").play("enter")
    assert [player.view.text[one.start : one.end] for one in player.view.advice.standing] == ["Seoul"]


def test_what_is_tagged_by_hand_is_no_suggestion_any_more(three: Any) -> None:
    three.select("Economic Association").play("o")
    assert len(three.view.advice.standing) == 2
    three.select("chief").play('"').type("who").play("enter")
    assert len(three.view.advice.standing) == 2


def test_a_walk_comes_before_a_suggestion_and_a_suggestion_before_a_search(begin: Any) -> None:
    player = begin()
    words = "Korea-Japan Economic Association"
    player.select(words).play("o")
    advised(player, proposed(player.view, words, "official", nth=1))
    player.play("&")
    assert current(player.view) is not None
    player.play("y")
    assert [record.type for record in player.view.annotation.records.values()] == ["organization"]
    assert len(player.quotes()) == 2


def test_a_suggestion_whose_record_is_gone_goes_too(begin: Any) -> None:
    player = begin()
    advised(player, proposed(player.view, "Seoul", target=Here(record="organization-gone")))
    assert player.play("y y").message == "The record that it is about is gone."
    assert player.view.advice.standing == ()


def test_the_filter_hides_by_score_and_source(three: Any) -> None:
    three.play(":").type("filter sugg").play("enter")
    assert isinstance(three.view.overlay, Picker)
    assert [row.label for row in three.view.overlay.rows][:4] == [
        "show all",
        "50% and more",
        "70% and more",
        "90% and more",
    ]
    three.type("70").play("enter")
    assert three.message == "1 suggestion shown, 2 hidden"
    assert three.play("y y y").message == "That was the last suggestion shown; 2 are hidden."
    three.play(":").type("filter sugg").play("enter").type("only pat").play("enter")
    assert [one.source.name for one in three.view.advice.shown()] == ["patterns"]


def test_accepting_many_shows_first_what_it_would_do(three: Any) -> None:
    three.play(":").type("accept many").play("enter")
    rows = three.view.overlay.rows
    assert [row.label for row in rows] == [
        "accept all 3",
        "accept 2",
        "accept 1",
        "accept 2",
        "accept 1",
        "Korea-Japan Economic Association",
        "Mikio Sasaki",
        "Seoul",
    ]
    assert [row.detail for row in rows[3:5]] == ["of names", "of patterns"]
    three.play("down down down down down down enter")
    assert (three.words, three.edits) == ("Mikio Sasaki", []), "a row of words only goes there"
    three.play(":").type("accept many").play("enter down enter")
    assert {record.type for record in three.view.annotation.records.values()} == {"organization"}
    three.play(":").type("accept many").play("enter enter")
    assert three.message == "1 suggestion accepted; u takes all back"
    assert three.play(":").type("accept many").play("enter").message == "No suggestion is shown."
    three.undo()
    assert {record.type for record in three.view.annotation.records.values()} == {"organization"}


def test_those_of_one_suggester_are_accepted_alone(three: Any) -> None:
    three.play(":").type("accept many").play("enter").type("of names").play("enter")
    assert {span.extra["origin"] for span in three.view.annotation.spans.values()} == {"names/1"}
    assert [one.source.name for one in three.view.advice.standing] == ["patterns"]


def test_one_type_alone_needs_no_row_of_its_own(begin: Any) -> None:
    player = begin()
    advised(player, proposed(player.view, "Seoul"))
    player.play(":").type("accept many").play("enter")
    assert [row.label for row in player.view.overlay.rows] == ["accept all 1", "Seoul"]


def test_going_from_suggestion_to_suggestion_by_name(three: Any) -> None:
    def go(name: str) -> tuple[str, str]:
        three.play(":").type(name).play("enter")
        return three.words, three.message

    assert go("previous suggestion") == ("Kim", "That was the first suggestion.")
    assert go("next suggestion")[0] == "Korea-Japan Economic Association"
    assert go("next suggestion")[0] == "Mikio Sasaki"
    assert go("previous suggestion")[0] == "Korea-Japan Economic Association"
    go("next suggestion")
    assert go("next suggestion") == ("Seoul", "")
    assert go("next suggestion") == ("Seoul", "That was the last suggestion.")


# Values.


@pytest.fixture
def with_official(begin: Any) -> Any:
    player = begin().select("Kim Yoon").play("p")
    record = player.view.hand
    return advised(
        player,
        a_value(player.view, record, "/roles/0/title", "chief", "chief"),
        a_value(player.view, record, "/nationality", "Korea", "KR"),
    )


def test_the_fill_menu_takes_all_that_is_proposed_in_one_act(with_official: Any) -> None:
    with_official.play("enter *")
    assert with_official.hand["roles"] == [{"title": "chief"}]
    assert with_official.hand["nationality"] == "KR"
    assert with_official.said("/roles/0/title") == ["chief"]
    assert with_official.message == "2 proposed values taken"
    assert with_official.play("enter *").message == "No value is proposed for this record."
    with_official.undo()
    assert "roles" not in with_official.hand


def test_a_value_in_the_text_is_accepted_like_a_mention(with_official: Any) -> None:
    with_official.play("home home y y")
    assert with_official.hand.get("roles") == [{"title": "chief"}] or with_official.hand.get("nationality") == "KR"


def line_of(player: Any, pointer: str) -> int:
    form: FormView = player.view.overlay
    found = proposals(player.view, form)
    return next(n for n, one in found.items() if one.fields[0].pointer == pointer)


def test_the_form_shows_takes_and_refuses_proposals(with_official: Any) -> None:
    with_official.play("e")
    form = with_official.view.overlay
    found = proposals(with_official.view, form)
    assert "chief" in {proposed_words(with_official.view, one) for one in found.values()}
    at = line_of(with_official, "/roles/0/title")
    with_official.view = attrs.evolve(with_official.view, overlays=(attrs.evolve(form, cursor=at),))
    with_official.play("y")
    assert with_official.hand["roles"] == [{"title": "chief"}]
    assert with_official.message == "1 proposed value taken"
    form = with_official.view.overlay
    at = line_of(with_official, "/nationality")
    with_official.view = attrs.evolve(with_official.view, overlays=(attrs.evolve(form, cursor=at),))
    with_official.play("x")
    assert len(with_official.view.annotation.rejected) == 1
    assert proposals(with_official.view, with_official.view.overlay) == {}
    assert with_official.play("home y").message == "Nothing is proposed here."
    with_official.play("x")
    assert len(with_official.view.annotation.rejected) == 1


def test_proposals_need_a_place_in_the_form(with_official: Any) -> None:
    record = with_official.view.hand
    advised(with_official, a_value(with_official.view, record, "/name", "chief", "Somebody"))
    with_official.play("e")
    assert proposals(with_official.view, with_official.view.overlay) == {}, "the name is there"


def test_a_reference_and_an_unknown_field_are_told_in_words(with_official: Any) -> None:
    view = with_official.view
    value = FieldValue(pointer="/roles/0/organization", value=NameOf(words="the KJE"), start=0, end=3)
    one = proposed(view, "chief", "official", fields=(value,), is_mention=False, target=Here(record=view.hand or ""))
    assert proposed_words(view, one) == "the KJE"
    odd = FieldValue(pointer="/nowhere", value=7, start=0, end=3)
    assert proposed_words(view, attrs.evolve(one, fields=(odd,))) == "7"
    noted = FieldValue(pointer="/nationality", value="KR", start=0, end=3, note="South Korea")
    assert proposed_words(view, attrs.evolve(one, fields=(noted,))) == "South Korea"


def test_what_is_proposed_is_told_whole_but_for_names_that_have_no_record_here(with_official: Any) -> None:
    view = with_official.view
    fields = (
        FieldValue(pointer="/roles/0/organization", value=NameOf(words="Mitsubishi Corp."), start=0, end=3),
        FieldValue(pointer="/roles/0/title", value="chief", start=0, end=3),
        FieldValue(pointer="/nationality", value="KR", start=0, end=3, note="South Korea"),
    )
    one = proposed(view, "chief", "official", fields=fields, is_mention=False, target=Here(record=view.hand or ""))
    assert proposed_words(view, one) == "chief · South Korea", "accepting leaves the name out"
    player = with_official.select("Mitsubishi Corp.").play("o")
    assert proposed_words(player.view, one) == "Mitsubishi Corp. · chief · South Korea"


def test_a_suggestion_is_told_with_target_value_score_source_and_doubt(with_official: Any) -> None:
    view = with_official.view
    here = told(view, a_value(view, view.hand or "", "/nationality", "Korea", "KR"))
    assert here == "Kim Yoon, Nationality: KR? 80%, patterns: a test"
    assert (
        told(view, proposed(view, "Seoul", is_doubtful=True))
        == "Organization, a new one? 80%, names: a test, look twice"
    )
    assert "Seoul City?" in told(view, proposed(view, "Seoul", target=New(name="Seoul City")))
    known = Known(entity="organization-1", type="organization", caption="The City", names=("The City",))
    view = attrs.evolve(view, known=(known,))
    assert "The City?" in told(view, proposed(view, "Seoul", target=Elsewhere(entity="organization-1")))
    assert "organization-2?" in told(view, proposed(view, "Seoul", target=Elsewhere(entity="organization-2")))
    named = FieldValue(pointer="/roles/0/organization", value=NameOf(words="the KJE"), start=0, end=3)
    assert "the KJE?" in told(view, proposed(view, "chief", "official", fields=(named,)))


def test_advice_finds_what_lies_around_a_place(three: Any) -> None:
    advice = three.view.advice
    first = advice.standing[0]
    assert list(advice.between(first.end, first.end + 3)) == []
    assert list(advice.between(first.end - 1, first.end)) == [first]
    assert list(advice.before(first.start)) == []
    assert Advice().hidden == 0
    assert with_suggestions(three.play("y").view, ()).advice.chosen is None
    assert with_suggestions(three.view, advice.standing).advice.chosen == first
