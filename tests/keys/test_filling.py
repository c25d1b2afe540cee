from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from annotate_kit.core import Batch, Claim
from annotate_kit.keys import Fill, FormView, Known, Picker, form_lines, json_edited
from annotate_kit.keys.fill_choices import field_letters
from annotate_kit.schema import Field


def labels(player: Any) -> dict[str, str]:
    assert isinstance(player.view.overlay, Fill)
    return {choice.key: choice.label for choice in player.view.overlay.choices}


def test_without_a_record_there_is_nothing_to_fill(begin: Any) -> None:
    player = begin().play("enter")
    assert player.view.overlay is None
    assert player.message.startswith("No record in hand")


def test_every_field_of_the_type_has_its_letter(begin: Any) -> None:
    player = begin().play("tab p enter")
    assert labels(player)["n"] == "Name"
    assert labels(player)["r"] == "Roles"
    assert next(choice.shown for choice in player.view.overlay.choices if choice.key == "n") == "Kim Yoon"
    assert {choice.key for choice in player.view.overlay.choices if choice.leads_on} >= {"r", "o"}


def test_words_become_a_value_and_its_evidence(begin: Any) -> None:
    player = begin().play("tab p l L H").select("Yoon").play("enter g")
    assert player.hand["given_name"] == "Yoon"
    assert player.said("/given_name") == ["Yoon"]
    assert player.message == "Given name: Yoon"
    assert player.view.overlay is None


def test_a_nested_type_takes_a_second_letter_and_a_list_appends(begin: Any) -> None:
    player = begin().play("tab p tab enter r t")
    assert player.hand["roles"] == [{"title": "chief"}]
    assert player.said("/roles/0/title") == ["chief"]
    player.select("contract").play("enter r t")
    assert [role["title"] for role in player.hand["roles"]] == ["chief", "contract"]
    assert player.said("/roles/1/title") == ["contract"]
    assert player.message == "Role 2, title: contract"


@pytest.mark.parametrize("keys", ["R", "@ r"])
def test_shift_edits_the_last_item(begin: Any, keys: str) -> None:
    player = begin().play("tab p tab enter r t").play(f"enter {keys} p")
    assert player.hand["roles"] == [{"title": "chief", "position": "chair"}]
    assert player.message == "Role 1, position: Chair"


def test_shift_on_an_empty_list_begins_it(begin: Any) -> None:
    assert begin().play("tab p tab enter R t").hand["roles"] == [{"title": "chief"}]


def test_shift_on_a_single_value_opens_it_with_the_words(begin: Any) -> None:
    player = begin().play("tab p").select("Yoon").play("enter G")
    shown = player.view.overlay
    assert isinstance(shown, FormView)
    assert shown.open is not None
    assert shown.open.buffer.text == "Yoon"
    player.type("-ho").play("enter")
    assert player.hand["given_name"] == "Yoon-ho"
    assert player.said("/given_name") == ["Yoon"]
    assert player.view.overlay is None, "the form closes with the field that it was opened for"


def test_a_list_of_plain_values_appends(begin: Any) -> None:
    player = begin().select("contract").play("a").select("Seoul").play("enter o").select("Good results").play("enter o")
    assert player.hand["topics"] == ["Seoul", "Good results"]
    assert player.said("/topics/1") == ["Good results"]
    player.select("glad").play("enter O")
    assert player.hand["topics"] == ["Seoul", "glad"], "Shift edits the last item"


def test_dates_are_read_from_the_words(begin: Any) -> None:
    player = begin().play("tab p").select("May 16, 2023").play("enter b")
    assert player.hand["born"] == "2023-05-16"
    assert player.message == "Born: 16 May 2023"


def test_money_is_read_whole_by_one_letter(begin: Any) -> None:
    player = begin().select("contract").play("a").select("7.8 billion dollars").play("enter m")
    assert player.hand["amount"] == {"amount": "7800000000", "currency": "USD"}
    assert player.said("/amount") == ["7.8 billion dollars"]


def test_money_that_cannot_be_read_waits_for_a_second_letter(begin: Any) -> None:
    player = begin().select("contract").play("a").select("glad").play("enter m")
    assert labels(player)["p"] == "As printed"
    player.play("p")
    assert player.hand["amount"] == {"printed": "glad"}


def test_codes_are_read_by_title_and_synonym(begin: Any) -> None:
    player = begin().select("contract").play("a enter i")
    assert player.hand["instrument"] == "contract"
    assert player.message == "Instrument: Contract"


def test_alternatives_offer_the_fields_of_each(begin: Any) -> None:
    player = begin("A pact of South Korea and Japan.").select("pact").play("a").select("South Korea").play("enter p")
    assert labels(player) == {"o": "Organization", "r": "Role", "c": "Country"}
    player.play("c")
    player.select("Japan").play("enter p c")
    assert player.hand["parties"] == [{"country": "KR"}, {"country": "JP"}]


def test_what_cannot_be_read_opens_the_field_with_the_words_in_it(begin: Any) -> None:
    player = begin().play("tab p").select("glad").play("enter b")
    shown = player.view.overlay
    assert isinstance(shown, FormView)
    assert shown.open is not None
    assert (shown.open.pointer, shown.open.buffer.text) == ("/born", "glad")
    assert player.message.startswith("These words need a look")
    player.type("1953").play("enter")
    assert player.hand["born"] == "1953"
    assert player.said("/born") == ["glad"]


def test_leaving_the_field_leaves_everything_as_it_was(begin: Any) -> None:
    player = begin().play("tab p").select("glad").play("enter b escape")
    assert "born" not in player.hand
    assert player.view.overlay is None


def test_words_taken_as_they_are_stay_though_they_are_no_date(begin: Any) -> None:
    player = begin().play("tab p").select("glad").play("enter b enter")
    assert player.hand["born"] == "glad"


def test_the_place_of_a_new_item_is_shown_before_it_is_there(begin: Any) -> None:
    player = begin().play("tab p").select("glad").play("enter r p")
    shown = player.view.overlay
    line = form_lines(player.view, shown)[shown.cursor]
    assert (line.kind, line.pointer, line.label) == ("pending", "/roles/0/position", "Role 1, position")
    player.type("zz").play("enter")
    assert player.hand["roles"] == [{"position": "zz"}]


def test_typing_replaces_words_that_are_no_code(begin: Any) -> None:
    player = begin().play("tab p").select("people").play("enter c")
    assert "typing replaces them" in player.message
    player.type("jap")
    assert player.view.overlay.open.buffer.text == "jap"
    player.play("enter")
    assert player.hand["nationality"] == "JP"


def test_a_code_typed_whole_comes_first(begin: Any) -> None:
    player = begin().play("tab p").select("people").play("enter c").type("sa").play("enter")
    assert player.hand["nationality"] == "SA", "before Saint Barthélemy, which begins so"


def test_an_editing_key_keeps_the_words(begin: Any) -> None:
    player = begin().play("tab p").select("people").play("enter c backspace").type("a")
    assert player.view.overlay.open.buffer.text == "peopla"


def test_a_code_that_the_words_do_not_name_is_marked_as_inferred(begin: Any) -> None:
    player = begin().play("tab p").select("Seoul").play("enter c").type("kr").play("enter")
    span = player.view.lens.span_at(player.view.selection.start, player.view.selection.end)
    record = player.view.annotation.records[player.view.hand]
    assert record.data["nationality"] == "KR"
    assert record.evidence["/nationality"] == (Claim(spans=(span.id,), claim="inferred"),)
    assert player.message == "Nationality: South Korea, inferred: the words do not name it"


def test_a_code_that_the_words_name_is_stated(begin: Any) -> None:
    player = begin("Kim of South Korea.").play("tab p").select("South Korea").play("enter C enter")
    record = player.view.annotation.records[player.view.hand]
    assert record.data["nationality"] == "KR"
    assert [claim.claim for claim in record.evidence["/nationality"]] == ["stated"]
    assert player.message == ""


def test_the_same_value_once_more_is_further_evidence(begin: Any) -> None:
    player = begin().play("tab p").select("Yoon").play("enter g").select("Kim Yoon").play("v ; L L L L v")
    assert player.words == "Yoon"
    player.play("enter g")
    assert player.message == "Given name: Yoon — these words say so already."
    player = begin("Kim Yoon. Yoon left.").play("tab p").select("Yoon").play("enter g").play("n enter g")
    assert player.message == "Given name: Yoon — further evidence"
    assert player.said("/given_name") == ["Yoon", "Yoon"]


def test_another_value_takes_the_place_of_the_old_one_and_its_span(begin: Any) -> None:
    player = begin().play("tab p").select("Yoon").play("enter g").select("Mikio").play("enter g")
    assert player.hand["given_name"] == "Mikio"
    assert player.said("/given_name") == ["Mikio"]
    assert sorted(span.quote for span in player.view.annotation.spans.values()) == ["Kim Yoon", "Mikio"]
    assert player.undo().said("/given_name") == ["Yoon"]


def test_a_span_with_a_comment_stays_though_nothing_uses_it(begin: Any) -> None:
    player = begin().play("tab p").select("Yoon").play("enter g").play('"').type("sure?").play("enter")
    player.select("Mikio").play("enter g")
    assert "Yoon" in {span.quote for span in player.view.annotation.spans.values()}


def test_a_letter_of_no_field_fills_nothing(begin: Any) -> None:
    player = begin().play("tab p enter z")
    assert player.message == "No field has the letter z here."
    assert begin().play("tab p enter !").message == "! is none of the keys asked for."


def test_filling_can_be_left(begin: Any) -> None:
    assert begin().play("tab p enter escape").view.overlay is None
    assert begin().play("tab p enter backspace").view.overlay is None
    assert isinstance(begin().play("tab p enter enter").view.overlay, FormView)


def test_spaces_alone_fill_nothing(begin: Any) -> None:
    player = begin("a  b").play("p v l l enter n")
    assert player.message == "There are no words in the selection."


def test_a_record_whose_schema_is_missing_is_not_filled(begin: Any, catalog_from: Any) -> None:
    player = begin().play("tab p")
    bare = begin(catalog=catalog_from({}), annotation=player.view.annotation)
    assert bare.play("r enter enter").message == "There is no schema for official: its fields are not known."
    assert bare.play("e").message == "There is no schema for official: the form has nothing to ask."


def test_without_a_hand_the_record_under_the_selection_is_filled(begin: Any) -> None:
    player = begin().play("tab p :").type("let the record go").play("enter")
    assert player.view.hand is None
    player.play("enter")
    assert isinstance(player.view.overlay, Fill)
    assert player.view.hand is not None


def test_data_of_another_shape_is_refused_kindly(begin: Any) -> None:
    player = begin().play("tab p")
    player.take(json_edited(player.view, player.view.hand, "/roles", '"none"', player.ids))
    player.play("tab enter r t")
    assert "does not fit" in player.message
    assert player.hand["roles"] == "none"


# References.


def test_words_that_mention_a_record_refer_to_it(begin: Any) -> None:
    player = begin().play("tab tab tab o tab p shift+tab enter r o")
    assert player.words == "Korea-Japan Economic Association"
    organization = next(r.id for r in player.view.annotation.records.values() if r.type == "organization")
    assert player.hand["roles"] == [{"organization": organization}]
    assert player.said("/roles/0/organization") == ["Korea-Japan Economic Association"]
    assert player.message == "Role 1, organization: Korea-Japan Economic Association"


def test_the_same_words_elsewhere_refer_to_it_too_and_mention_it(begin: Any) -> None:
    player = begin().play("tab tab tab o").play("tab p").select("Korea-Japan Economic Association", 1).play("enter r o")
    organization = next(r for r in player.view.annotation.records.values() if r.type == "organization")
    assert player.hand["roles"] == [{"organization": organization.id}]
    assert len(organization.mentions) == 2
    assert isinstance(player.edits[-1], Batch)


def test_a_name_that_only_differs_in_form_refers_to_it(begin: Any) -> None:
    player = begin("Mitsubishi Corp. rose. Kim left Mitsubishi.").select("Mitsubishi Corp.").play("o").select("Kim")
    player.play("p").select("Mitsubishi", 1).play("enter r o")
    organization = next(r for r in player.view.annotation.records.values() if r.type == "organization")
    assert player.hand["roles"] == [{"organization": organization.id}]


def test_a_new_record_mention_and_reference_are_one_act(begin: Any) -> None:
    player = begin().play("tab p").select("Seoul").play("enter r o")
    picker = player.view.overlay
    assert isinstance(picker, Picker)
    assert picker.title == '"Seoul" as Role 1, organization is'
    assert [row.label for row in picker.rows] == ["a new organization"]
    player.play("enter")
    assert player.records["organization"] == [{"name": "Seoul"}]
    assert player.message == "Role 1, organization: a new organization, Seoul"
    assert player.hand["name"] == "Kim Yoon", "the record in hand stays"
    player.undo()
    assert "organization" not in player.records
    assert "roles" not in player.hand


def test_what_comes_near_is_offered_for_a_reference(begin: Any) -> None:
    known = [Known(entity="organization-k", type="organization", caption="Seoul Corp", names=("Seoul Corp",))]
    player = begin(known=known).play("tab p").select("Seoul").play("enter r o enter")
    record = next(r for r in player.view.annotation.records.values() if r.type == "organization")
    assert record.entity == "organization-k"
    assert player.hand["roles"] == [{"organization": record.id}]


def test_picking_a_record_for_a_reference_mentions_it(begin: Any) -> None:
    player = begin().play("tab tab tab o tab p").select("people").play("enter r o").type("korea").play("enter")
    organization = next(r for r in player.view.annotation.records.values() if r.type == "organization")
    assert [player.view.annotation.spans[s].quote for s in organization.mentions][-1] == "people"
    assert player.hand["roles"] == [{"organization": organization.id}]


def test_a_reference_never_means_the_record_itself(begin: Any) -> None:
    player = begin().play("tab p enter r b")
    assert isinstance(player.view.overlay, Picker)
    assert "Kim Yoon" not in [row.label for row in player.view.overlay.rows if row.note]


def test_repeat_fills_the_same_field_again(begin: Any) -> None:
    player = begin().select("contract").play("a").select("Seoul").play("enter o").select("glad").play(".")
    assert player.hand["topics"] == ["Seoul", "glad"]


def test_numbers_are_entered_as_numbers(begin: Any, catalog_from: Any) -> None:
    schema = {
        "title": "Count",
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "people": {"type": "integer"},
            "share": {"type": "number"},
            "size": {"anyOf": [{"type": "integer", "title": "Exactly"}, {"type": "string", "title": "In words"}]},
            "nothing": {"type": "null", "x-annotate": {"shortcut": "u"}},
        },
        "x-annotate": {"shortcut": "c"},
    }
    player = begin("Some 240 people, 7.5 percent.", catalog=catalog_from({"count.schema.json": schema})).play("c")
    player.select("240").play("enter p").select("7.5").play("enter s")
    assert player.hand["people"] == 240
    assert player.hand["share"] == Decimal("7.5")
    player.play("enter u")
    assert isinstance(player.view.overlay, FormView)
    player.play("escape").select("240").play("enter")
    assert isinstance(player.view.overlay, Fill)
    size = next(choice.key for choice in player.view.overlay.choices if choice.label == "Size")
    player.play(size)
    assert player.hand["size"] == 240


def test_a_type_that_contains_itself_is_filled_at_any_depth(begin: Any, catalog_from: Any) -> None:
    schema = {
        "title": "Node",
        "type": "object",
        "properties": {
            "name": {"type": "string", "x-annotate": {"shortcut": "n"}},
            "inner": {"$ref": "#", "title": "Inner", "x-annotate": {"shortcut": "i"}},
        },
        "x-annotate": {"shortcut": "d"},
    }
    player = begin(catalog=catalog_from({"node.schema.json": schema})).play("d").select("Seoul").play("enter i i n")
    assert player.hand["inner"] == {"inner": {"name": "Seoul"}}
    player.undo().play("enter i i i N")
    shown = player.view.overlay
    assert isinstance(shown, FormView)
    assert form_lines(player.view, shown)[shown.cursor].pointer == "/inner/inner/inner/name"


def test_alternatives_that_the_words_do_not_fit_are_asked_for(begin: Any, catalog_from: Any) -> None:
    schema = {
        "title": "Count",
        "type": "object",
        "properties": {"size": {"type": ["integer", "boolean"], "x-annotate": {"shortcut": "s"}}},
        "x-annotate": {"shortcut": "c"},
    }
    player = begin(catalog=catalog_from({"count.schema.json": schema})).play("c").select("glad").play("enter s")
    assert [row.label for row in player.view.overlay.open.rows] == ["Whole number", "Yes or no"]
    player.play("enter 4 enter")
    assert player.hand == {"size": 4}
    assert player.said("/size") == ["glad"]


def test_letters_of_many_fields_end_in_digits() -> None:
    def field(name: str, shortcut: str) -> Field:
        return Field(name=name, pointer="", title=name, shortcut=shortcut, shape=None)  # type: ignore[arg-type]

    fields = [field(f"a{n}", "") for n in range(38)]
    letters = list(field_letters(fields))
    assert letters[0] == "a"
    assert "0" in letters
    assert letters[36:] == ["", ""], "more fields than letters and digits have none"


def test_a_claim_is_what_the_words_state(begin: Any) -> None:
    player = begin().play("tab p").select("Yoon").play("enter g")
    record = player.view.annotation.records[player.view.hand]
    span = next(key for key, span in player.view.annotation.spans.items() if span.quote == "Yoon")
    assert record.evidence["/given_name"] == (Claim(spans=(span,)),)


def test_tab_fills_the_record_named_nearest_before_the_words(begin: Any) -> None:
    player = begin().play("tab p").select("Mikio Sasaki").play("p").select("chief").play("enter tab r t")
    assert player.hand["name"] == "Kim Yoon"
    assert player.hand["roles"] == [{"title": "chief"}]
    player.select("Mikio").play("enter tab g")
    assert player.hand["name"] == "Mikio Sasaki", "lately held, where no words before name anybody else"
    player.select("May 16, 2023").play("enter tab")
    assert player.view.overlay.record != player.play("tab").view.overlay.record, "once around, it is the first again"
    assert player.view.hand == player.view.overlay.record


def test_tab_begins_the_letters_anew_and_repeat_leaves_them_out(begin: Any) -> None:
    player = begin().play("tab p").select("Mikio Sasaki").play("p").select("chief").play("enter r tab - r t")
    assert player.hand["roles"] == [{"title": "chief"}]
    assert player.view.last == ("enter", "-", "r", "t")


def test_tab_stays_where_there_is_one_record(begin: Any) -> None:
    player = begin().play("tab p").select("chief").play("enter tab r t")
    assert player.hand["roles"] == [{"title": "chief"}]


@pytest.mark.parametrize(
    ("keys", "claim"),
    [("-", "inferred"), ("- -", "reported"), ("- - -", "planned"), ("- - - -", "denied"), ("- - - - -", "stated")],
)
def test_minus_says_how_the_words_claim_it(begin: Any, keys: str, claim: str) -> None:
    player = begin().play("tab p").select("Korea").play(f"enter {keys} r t")
    assert player.view.annotation.records[player.view.hand].evidence["/roles/0/title"][0].claim == claim
    assert (claim in player.message) == (claim != "stated")


def test_the_claim_stays_with_words_that_need_a_look_and_with_references(begin: Any) -> None:
    player = begin().play("tab p").select("Seoul").play("enter - - c").type("kr").play("enter")
    evidence = player.view.annotation.records[player.view.hand].evidence
    assert player.hand["nationality"] == "KR"
    assert evidence["/nationality"][0].claim == "reported"
    player.select("Mitsubishi Corp.").play("enter - r o enter")
    evidence = player.view.annotation.records[player.view.hand].evidence
    assert evidence["/roles/0/organization"][0].claim == "inferred"
