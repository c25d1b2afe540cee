"""What is to be known of every rule: one page a code, with an example that the checker itself is tested on.

This module is long because it holds one value a rule and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from annotate_kit.core.problems import RULES

__all__ = ["CITY", "PAGES", "TEXT", "Part", "RulePage"]

Part = Literal["data", "annotation", "file", "article", "schema", "path", "project"]
"""What the two halves of an example are.

`data` is the data of one record of the type `city`; `annotation` and `article` are members of those files, the rest of
them left out; `file` is a whole annotation file; `schema` is `schemas/city.schema.json`; `path` is the path of an
annotation file; `project` is an object of paths and members of the files there.
"""

TEXT = "Riyadh won 119 votes. Busan won 29, and Rome 17.\n"
"""The article of the examples, which lies in `annotations/expo-vote/text.txt`."""
DIGEST = "1c0722d0ed88d4d9cbb095a6808679a74e3f53e2ab93edc0f7be5cd037bd3475"
"""Of the text, SHA-256."""

CITY = """\
{
  "title": "City",
  "type": "object",
  "properties": {
    "name": {"title": "Name", "type": "string"},
    "votes": {"title": "Votes", "type": "integer"}
  }
}"""
"""The schema of the examples that show no other."""


@attrs.frozen(kw_only=True)
class RulePage:
    """All that a person needs who met a code for the first time."""

    code: str
    what: str
    """What the rule finds, one sentence."""
    why: str
    """What goes wrong where it is broken."""
    fix: str
    """How to put it right."""
    part: Part
    bad: str
    """What breaks the rule."""
    good: str
    """The same, put right."""
    schema: str = ""
    """The schema that the example needs, where it is not `CITY`."""
    safe: str = ""
    """What `--fix` does about it, as the rest of a sentence."""
    unsafe: str = ""
    """What `--unsafe-fix` does besides, because it was probably meant; as `safe`."""


def _typed(property_: str, *more: str) -> str:
    """A schema with a property `value` and further members."""
    members = ",\n  ".join(['"title": "City"', '"type": "object"', f'"properties": {{"value": {property_}}}', *more])
    return f"{{\n  {members}\n}}"


_TWIN = _typed('{"title": "Twin", "type": "string", "x-annotate": {"ref": ["city"]}}')
_NAMED = '{"id": "s-1", "fragments": [[22, 27]], "quotes": ["Busan"]}'
_VOTES = """\
{
  "title": "City",
  "type": "object",
  "properties": {
    "votes": {
      "title": "Votes",
      "type": "array",
      "items": {
        "type": "object",
        "properties": {
          "votes_for": {"title": "Votes for", "type": "integer", "x-annotate": {"partOf": "cast"}},
          "cast": {"title": "Votes cast", "type": "integer"}
        }
      }
    }
  }
}"""


def _voted(claim: str) -> str:
    """A city with 29 votes, and how the words claim them."""
    return (
        '{"spans": [{"id": "s-1", "fragments": [[32, 34]], "quotes": ["29"]}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {"value": 29},\n'
        f'              "evidence": {{"/value": [{{"spans": ["s-1"], {claim}}}]}}}}]}}'
    )


def _rival(claim: str) -> str:
    """The same, and what another source says."""
    return (
        '{"spans": [{"id": "s-1", "fragments": [[32, 34]], "quotes": ["29"]}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {"value": 29},\n'
        '              "evidence": {"/value": [{"spans": ["s-1"]},\n'
        f'                                      {{"spans": [], "by": "the mayor", {claim}}}]}}}}]}}'
    )


_FILE = """\
{
  "annotator": "kim",
  "article": "expo-vote",
  "format": "annotate-kit/1",
  "notes": [],
  "records": [],
  "rejected": [],
  "schemas": {},
  "spans": [],
  "status": "in-work",
  "text_sha256": "DIGEST",
  "waivers": []
}
"""

_LISTED = (
    RulePage(
        code="AK001",
        what="The file is not JSON.",
        why="Nothing in it can be read, so nothing in it is checked, shown or exported.",
        fix="Go to the line and column named: a comma, quote or bracket is missing or too many there.",
        part="file",
        bad='{"annotator": "kim",}',
        good=_FILE,
    ),
    RulePage(
        code="AK002",
        what="An object has the same name twice.",
        why="Readers of JSON keep one of the two values and drop the other without a word; they do not agree on which.",
        fix="Keep the value that is right, and take the other line out.",
        part="file",
        bad='{"annotator": "kim", "annotator": "lee"}',
        good=_FILE,
    ),
    RulePage(
        code="AK003",
        what="The file is not UTF-8, begins with a byte order mark, or holds half a character.",
        why="Other programs read other characters, and every offset after them is another.",
        fix="Save it as UTF-8 without a byte order mark. Instead of `\\ud83d` write the whole character.",
        part="file",
        bad='{"annotator": "kim \\ud83d"}',
        good=_FILE,
    ),
    RulePage(
        code="AK004",
        what="A number is `NaN`, infinite, or beyond all range.",
        why="JSON has no such numbers: another program refuses the file or reads something else.",
        fix="Write the number, or leave the property out where there is none.",
        part="file",
        bad='{"annotator": "kim", "notes": [NaN]}',
        good=_FILE,
    ),
    RulePage(
        code="AK005",
        what="The file says that it has a format which this version does not know.",
        why="A later version may mean other things by the same names, so nothing in the file is touched.",
        fix="Install the version of annotate-kit that wrote it, or correct `format`.",
        part="annotation",
        bad='{"format": "annotate-kit/99"}',
        good='{"format": "annotate-kit/1"}',
    ),
    RulePage(
        code="AK006",
        what="The file is not written as annotate-kit writes it: sorted, indented by two, each list in its order.",
        why="The next save would change lines that nobody meant to change, and a review shows them all.",
        fix="Let annotate-kit save the file once; any change does.",
        part="file",
        bad=_FILE.replace("  ", "    "),
        good=_FILE,
        safe="writes the file in its order",
    ),
    RulePage(
        code="AK101",
        what="A value has another type than its schema says.",
        why="A text cannot be added up, and a list cannot stand in one cell.",
        fix="Write a value of the type that the message names.",
        part="data",
        bad='{"name": "Busan", "votes": "29"}',
        good='{"name": "Busan", "votes": 29}',
        safe=(
            "writes a number, `true` or `false` that stands as text as what it is, and a number as text where "
            "text is wanted; it leaves out a property that is null, empty or a list of nothing and has no "
            "evidence"
        ),
        unsafe=(
            "takes what words give (`1,190`, `29 votes`, `30 billion dollars`, `yes`), makes a list of the one thing "
            "that stands where a list is wanted, and takes a text for the object that is named by it, or the other way "
            "about"
        ),
    ),
    RulePage(
        code="AK102",
        what="A property that the schema requires is missing.",
        why="Whoever reads the records relies on it.",
        fix="Fill it from the article. Where the article does not say it, the record may be of another type.",
        part="data",
        schema=_typed('{"title": "Stage", "type": "string"}', '"required": ["value"]'),
        bad="{}",
        good='{"value": "vote"}',
    ),
    RulePage(
        code="AK103",
        what="A property is there that the schema does not know.",
        why="It is most often a slip of the pen; no form shows it and no column takes it.",
        fix="Correct its name, or add the property to the schema.",
        part="data",
        schema=_typed('{"title": "Stage", "type": "string"}', '"additionalProperties": false'),
        bad='{"vaule": "vote"}',
        good='{"value": "vote"}',
        safe=(
            "corrects a name that differs from one of the schema in nothing but case, spaces, hyphens and "
            "underscores; evidence comes along"
        ),
        unsafe="takes the name that the message asks about",
    ),
    RulePage(
        code="AK104",
        what="A value is not among those that the schema lists.",
        why="Two spellings of one code are two codes to every count and filter.",
        fix="Take one of the values that the message lists, or add the new one to the schema.",
        part="data",
        schema=_typed('{"title": "Stage", "enum": ["vote", "selected"]}'),
        bad='{"value": "seleced"}',
        good='{"value": "selected"}',
        safe=(
            "takes away white space at the ends, and takes a code for its title or a synonym that no other code "
            "has, whatever the case; it leaves out a property that is empty and has no evidence"
        ),
        unsafe="takes the code that the message asks about",
    ),
    RulePage(
        code="AK105",
        what="A text does not have the form that the schema asks for.",
        why="Codes, years and numbers in another form cannot be compared.",
        fix="Write it in the form of the example that the message gives.",
        part="data",
        schema=_typed('{"title": "Country", "type": "string", "pattern": "^[A-Z]{2}$", "examples": ["KR"]}'),
        bad='{"value": "Korea"}',
        good='{"value": "KR"}',
        safe=(
            "takes away white space at the ends, and joins lines; it leaves out a property that is empty and has "
            "no evidence"
        ),
        unsafe="writes what the message asks about",
    ),
    RulePage(
        code="AK106",
        what="A text is not a date, address or other thing that the schema's `format` names.",
        why="Dates that are no dates cannot be sorted, and addresses that are none cannot be opened.",
        fix="Write a date as `2023-11-28`, `2023-11` or `2023`, an address with its `https://`.",
        part="data",
        schema=_typed('{"title": "Day of the vote", "type": "string", "format": "edtf"}'),
        bad='{"value": "28.11.2023"}',
        good='{"value": "2023-11-28"}',
        safe="takes away white space at the ends; it leaves out a property that is empty and has no evidence",
        unsafe="writes what the message asks about: the date that words give, or an address with its `https://`",
    ),
    RulePage(
        code="AK107",
        what="A number, a length or a count is outside the bounds of the schema.",
        why="A negative number of votes is a mistake of reading, not news.",
        fix="Compare it with the words it was taken from.",
        part="data",
        schema=_typed('{"title": "Votes", "type": "integer", "minimum": 0}'),
        bad='{"value": -29}',
        good='{"value": 29}',
        safe="leaves out a property that is empty and has no evidence",
    ),
    RulePage(
        code="AK108",
        what="A value fits none of the alternatives of the schema, or more than one of which only one may fit.",
        why="It is not clear which of the alternatives it is.",
        fix="Decide for one alternative, and write just what belongs to it.",
        part="data",
        schema=_typed(
            '{"title": "Party", "type": "object", "oneOf": ['
            '{"title": "Country", "required": ["country"]}, {"title": "Body", "required": ["body"]}]}'
        ),
        bad='{"value": {"country": "KR", "body": "KCCI"}}',
        good='{"value": {"country": "KR"}}',
    ),
    RulePage(
        code="AK109",
        what="Something stands where the schema allows nothing.",
        why="It contradicts another value, or belongs to another kind of record.",
        fix="Take it out, or correct the value that forbids it; the message names it.",
        part="data",
        schema=_typed('{"title": "Votes", "not": {"const": 0}}'),
        bad='{"value": 0}',
        good='{"value": 29}',
    ),
    RulePage(
        code="AK110",
        what="A list lacks an entry of a kind that it must have.",
        why="A team without a head, or a treaty without a signatory, is not complete.",
        fix="Add the entry that the message describes.",
        part="data",
        schema=_typed('{"title": "Outcomes", "type": "array", "contains": {"const": "selected"}}'),
        bad='{"value": ["eliminated"]}',
        good='{"value": ["eliminated", "selected"]}',
    ),
    RulePage(
        code="AK111",
        what="A list has the same entry twice.",
        why="It is counted twice.",
        fix="Take one of the two out.",
        part="data",
        schema=_typed('{"title": "Rivals", "type": "array", "uniqueItems": true}'),
        bad='{"value": ["Rome", "Rome"]}',
        good='{"value": ["Rome", "Riyadh"]}',
    ),
    RulePage(
        code="AK112",
        what="A property is missing that another one needs beside it.",
        why="An amount without its currency says nothing.",
        fix="Add what is missing, or take out the property that needs it.",
        part="data",
        schema=_typed('{"title": "Amount", "type": "string"}', '"dependentRequired": {"value": ["currency"]}'),
        bad='{"value": "1000000"}',
        good='{"value": "1000000", "currency": "USD"}',
    ),
    RulePage(
        code="AK201",
        what="The text is not the one that the annotation was made on.",
        why="Spans count characters: after a change in the text they mark other words.",
        fix="Restore the text, or import the corrected one so that annotate-kit moves the spans.",
        part="annotation",
        bad='{"text_sha256": "0000000000000000000000000000000000000000000000000000000000000000"}',
        good='{"text_sha256": "DIGEST"}',
        safe="notes the new text where every span still stands on its words",
    ),
    RulePage(
        code="AK202",
        what="A span begins or ends outside the text, or ends before it begins.",
        why="There are no such words, so the span is evidence for nothing.",
        fix="Mark the words again, or take the span out.",
        part="annotation",
        bad='{"spans": [{"id": "s-1", "fragments": [[900, 905]], "quotes": ["Busan"]}]}',
        good=f'{{"spans": [{_NAMED}]}}',
        unsafe="moves the span to its words where they stand in one place for certain",
    ),
    RulePage(
        code="AK203",
        what="The words of a span are not the words that stand at its place.",
        why="Somebody changed the one or the other, and it is not clear which of the two is evidence.",
        fix="Take the offsets that the message offers, or mark the words again.",
        part="annotation",
        bad='{"spans": [{"id": "s-1", "fragments": [[23, 28]], "quotes": ["Busan"]}]}',
        good=f'{{"spans": [{_NAMED}]}}',
        unsafe="moves the span to its words where they stand in one place for certain",
    ),
    RulePage(
        code="AK204",
        what="A span begins or ends inside of what readers see as one character.",
        why="Half a flag or a letter without its accent is not what the article says.",
        fix="Widen the span to the whole character, as the message says.",
        part="project",
        bad=(
            '{"annotations/expo-vote/text.txt": "Busan \U0001f1f0\U0001f1f7 won 29.\\n",\n'
            ' "annotations/expo-vote/kim.json": {"spans": [\n'
            '   {"id": "s-1", "fragments": [[0, 7]], "quotes": ["Busan \U0001f1f0"]}]}}'
        ),
        good=(
            '{"annotations/expo-vote/text.txt": "Busan \U0001f1f0\U0001f1f7 won 29.\\n",\n'
            ' "annotations/expo-vote/kim.json": {"spans": [\n'
            '   {"id": "s-1", "fragments": [[0, 8]], "quotes": ["Busan \U0001f1f0\U0001f1f7"]}]}}'
        ),
        unsafe="takes the whole character",
    ),
    RulePage(
        code="AK205",
        what="A span begins or ends with white space.",
        why="The same name with and without a blank is two names to whoever compares them.",
        fix="Take the offsets that the message offers.",
        part="annotation",
        bad='{"spans": [{"id": "s-1", "fragments": [[22, 28]], "quotes": ["Busan "]}]}',
        good=f'{{"spans": [{_NAMED}]}}',
        safe="leaves the white space out of the span",
    ),
    RulePage(
        code="AK206",
        what="Two spans mark exactly the same words.",
        why="One is enough; counts of mentions are wrong with two.",
        fix="Let the records use one of them, and take the other out.",
        part="annotation",
        bad=f'{{"spans": [{_NAMED},\n           {{"id": "s-2", "fragments": [[22, 27]], "quotes": ["Busan"]}}]}}',
        good=f'{{"spans": [{_NAMED},\n           {{"id": "s-2", "fragments": [[40, 44]], "quotes": ["Rome"]}}]}}',
        safe="makes one of the two, and everybody who used the other uses it",
    ),
    RulePage(
        code="AK207",
        what="The article that a file is about is not there, or is another one than its folder says.",
        why="Spans without their text cannot be checked.",
        fix="Restore the file that is missing, or move the annotation to the folder of its article.",
        part="article",
        bad='{"id": "riyadh"}',
        good='{"id": "expo-vote"}',
    ),
    RulePage(
        code="AK208",
        what="The text was corrected, and nobody has said yet where a span belongs in the new one.",
        why="Evidence is what the article says; of these words it is not certain that it still does.",
        fix="Look at it in the app, or move its edges there: its words and what stands around them are the text's.",
        part="annotation",
        bad=(
            '{"spans": [{"id": "s-1", "fragments": [[22, 27]], "quotes": ["Pusan"]}],\n'
            ' "notes": [{"id": "doubt-s-1", "by": "kim", "doubt": "changed", "span": "s-1", "text": "…"}]}'
        ),
        good=f'{{"spans": [{_NAMED}]}}',
    ),
    RulePage(
        code="AK301",
        what="Two records or two spans have the same id.",
        why="A reference to it means either of them, and one of the two cannot be edited.",
        fix="Give the second one a new id, and see which of the two its references mean.",
        part="annotation",
        bad='{"records": [{"id": "city-1", "type": "city", "data": {"name": "Busan"}},\n'
        '             {"id": "city-1", "type": "city", "data": {"name": "Rome"}}]}',
        good='{"records": [{"id": "city-1", "type": "city", "data": {"name": "Busan"}},\n'
        '             {"id": "city-2", "type": "city", "data": {"name": "Rome"}}]}',
    ),
    RulePage(
        code="AK302",
        what="A value refers to a record that is not in the file.",
        why="Whoever follows it finds nothing: a name in the workbook stays empty.",
        fix="Choose a record that is there, or make one for it.",
        part="annotation",
        schema=_TWIN,
        bad='{"records": [{"id": "city-1", "type": "city", "data": {"value": "city-9"}}]}',
        good='{"records": [{"id": "city-1", "type": "city", "data": {"value": "city-2"}},\n'
        '             {"id": "city-2", "type": "city", "data": {}}]}',
        unsafe="takes the id that the message asks about",
    ),
    RulePage(
        code="AK303",
        what="A value refers to a record of a type that may not stand there.",
        why="A person cannot be the host city.",
        fix="Choose a record of the type that the message names.",
        part="annotation",
        schema=_TWIN,
        bad='{"records": [{"id": "city-1", "type": "city", "data": {"value": "person-1"}},\n'
        '             {"id": "person-1", "type": "person", "data": {}}]}',
        good='{"records": [{"id": "city-1", "type": "city", "data": {"value": "city-2"}},\n'
        '             {"id": "city-2", "type": "city", "data": {}}]}',
    ),
    RulePage(
        code="AK304",
        what="A record names a span that is not in the file.",
        why="A value whose evidence is gone is a value without evidence.",
        fix="Mark the words again, or take the span's id out of the record.",
        part="annotation",
        bad='{"records": [{"id": "city-1", "type": "city", "data": {}, "mentions": ["s-9"]}]}',
        good=f'{{"spans": [{_NAMED}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {}, "mentions": ["s-1"]}]}',
        unsafe="takes the lost span out of the record",
    ),
    RulePage(
        code="AK305",
        what="Evidence is given for a value that the record does not have.",
        why="The value was taken out or moved, and its evidence was left behind.",
        fix="Give the evidence to the value that it speaks of, or take it out.",
        part="annotation",
        bad=f'{{"spans": [{_NAMED}],\n "records": [{{"id": "city-1", "type": "city", "data": {{"name": "Busan"}},\n'
        '              "evidence": {"/nmae": [{"spans": ["s-1"]}]}}]}',
        good=f'{{"spans": [{_NAMED}],\n "records": [{{"id": "city-1", "type": "city", "data": {{"name": "Busan"}},\n'
        '              "evidence": {"/name": [{"spans": ["s-1"]}]}}]}',
        unsafe="moves the evidence to the value that the message asks about",
    ),
    RulePage(
        code="AK306",
        what="A record has neither a mention nor evidence.",
        why="Nobody can see where in the article it comes from.",
        fix="Mark the words that name it.",
        part="annotation",
        bad='{"records": [{"id": "city-1", "type": "city", "data": {"name": "Busan"}}]}',
        good=f'{{"spans": [{_NAMED}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {"name": "Busan"}, "mentions": ["s-1"]}]}',
    ),
    RulePage(
        code="AK307",
        what="A span belongs to no record.",
        why="It says nothing: it is neither a mention of a record nor evidence for a value.",
        fix="Make a record of it, give it to one, or take it out.",
        part="annotation",
        bad=f'{{"spans": [{_NAMED}], "records": []}}',
        good=f'{{"spans": [{_NAMED}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {}, "mentions": ["s-1"]}]}',
        unsafe="removes the span",
    ),
    RulePage(
        code="AK308",
        what="References go in a circle: a parent is its own grandparent.",
        why="Whoever walks up the chain never arrives.",
        fix="Take one of the references of the circle out.",
        part="annotation",
        schema=_TWIN.replace("Twin", "Parent"),
        bad='{"records": [{"id": "city-1", "type": "city", "data": {"value": "city-2"}},\n'
        '             {"id": "city-2", "type": "city", "data": {"value": "city-1"}}]}',
        good='{"records": [{"id": "city-1", "type": "city", "data": {"value": "city-2"}},\n'
        '             {"id": "city-2", "type": "city", "data": {}}]}',
    ),
    RulePage(
        code="AK309",
        what="A record says that it is the same thing as a record that no file of the project has.",
        why="It then stands alone, where it should be one row with the others.",
        fix="Link it again to the record that is meant, or take `entity` out.",
        part="annotation",
        bad='{"records": [{"id": "city-1", "type": "city", "data": {}, "entity": "city-77777"}]}',
        good='{"records": [{"id": "city-1", "type": "city", "data": {}, "entity": "city-1"}]}',
    ),
    RulePage(
        code="AK310",
        what="A waiver is about no problem: nothing is wrong at its place.",
        why="It would hide a mistake that somebody makes there later, and tells a reader of trouble that is over.",
        fix="Take it out; `annotate-kit validate --fix` does.",
        part="annotation",
        bad='{"waivers": [{"code": "AK404", "pointer": "/records", "reason": "the statute says so", "by": "kim"}]}',
        good='{"waivers": []}',
        safe="removes the waiver",
    ),
    RulePage(
        code="AK401",
        what="A period ends before it begins.",
        why="It cannot be: the two dates are most often swapped.",
        fix="Swap them, or correct the one that is wrong.",
        part="data",
        schema=_typed('{"title": "Dates", "type": "string", "format": "edtf"}'),
        bad='{"value": "2030-10-31/2030-05-01"}',
        good='{"value": "2030-05-01/2030-10-31"}',
        unsafe="exchanges the two days of a period that is one text",
    ),
    RulePage(
        code="AK402",
        what="Something after the day of the article is stated as if it had happened.",
        why="News tells of plans in words that are easily read as facts.",
        fix="Mark the claim as planned, or correct the date.",
        part="project",
        schema=_typed('{"title": "Opened", "type": "string", "format": "edtf"}'),
        bad=(
            '{"annotations/expo-vote/article.json": {"published": "2023-11-28"},\n'
            ' "annotations/expo-vote/kim.json": {"spans": [SPAN],\n'
            '   "records": [{"id": "city-1", "type": "city", "data": {"value": "2030-05-01"},\n'
            '                "evidence": {"/value": [{"spans": ["s-1"]}]}}]}}'
        ),
        good=(
            '{"annotations/expo-vote/article.json": {"published": "2023-11-28"},\n'
            ' "annotations/expo-vote/kim.json": {"spans": [SPAN],\n'
            '   "records": [{"id": "city-1", "type": "city", "data": {"value": "2030-05-01"},\n'
            '                "evidence": {"/value": [{"spans": ["s-1"], "claim": "planned"}]}}]}}'
        ),
    ),
    RulePage(
        code="AK403",
        what="A date lies outside the lifetime that it belongs to, as a role held before its holder was born.",
        why="One of the two dates is wrong.",
        fix="Compare both dates with the words that they were taken from.",
        part="data",
        schema=(
            '{\n  "title": "City",\n  "type": "object",\n  "properties": {\n'
            '    "founded": {"title": "Founded", "format": "edtf", "x-annotate": {"lifetime": "begin"}},\n'
            '    "hosting": {"title": "Hosting", "format": "edtf", "x-annotate": {"lifetime": "within"}}\n  }\n}'
        ),
        bad='{"founded": "1961", "hosting": "1950/1955"}',
        good='{"founded": "1961", "hosting": "1970/1975"}',
    ),
    RulePage(
        code="AK404",
        what="A value has no evidence, and its schema asks for some.",
        why=(
            "Nobody can check it without reading the whole article again. What somebody entered in a workbook says so, "
            "and is a warning (AK408) until its words are marked."
        ),
        fix="Mark the words that say so, or mark the value as inferred.",
        part="annotation",
        schema=_typed('{"title": "Name", "type": "string", "x-annotate": {"evidence": "required"}}'),
        bad=f'{{"spans": [{_NAMED}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {"value": "Busan"}, "mentions": ["s-1"]}]}',
        good=f'{{"spans": [{_NAMED}],\n "records": [{{"id": "city-1", "type": "city", "data": {{"value": "Busan"}},\n'
        '              "evidence": {"/value": [{"spans": ["s-1"]}]}}]}',
    ),
    RulePage(
        code="AK405",
        what="A record refers to itself.",
        why="Nothing is its own parent, rival or party.",
        fix="Choose another record, or take the reference out.",
        part="annotation",
        schema=_TWIN,
        bad='{"records": [{"id": "city-1", "type": "city", "data": {"value": "city-1"}}]}',
        good='{"records": [{"id": "city-1", "type": "city", "data": {"value": "city-2"}},\n'
        '             {"id": "city-2", "type": "city", "data": {}}]}',
    ),
    RulePage(
        code="AK406",
        what="Somebody got more votes than were cast.",
        why="One of the two numbers was read wrongly.",
        fix="Compare both numbers with the article.",
        part="data",
        schema=_VOTES,
        bad='{"votes": [{"votes_for": 119, "cast": 29}]}',
        good='{"votes": [{"votes_for": 29, "cast": 165}]}',
    ),
    RulePage(
        code="AK407",
        what="Stages of one thing have dates in the wrong order: in force before it was signed.",
        why="One of the dates is wrong, or stands at the wrong stage.",
        fix="Compare the dates with the words that they were taken from.",
        part="data",
        schema=_typed(
            '{"title": "Dates", "type": "object", "x-annotate": {"sequence": ["signed", "in_force"]},\n'
            '    "properties": {\n'
            '    "signed": {"title": "Signed", "type": "string", "format": "edtf"},\n'
            '    "in_force": {"title": "In force", "type": "string", "format": "edtf"}}}'
        ),
        bad='{"value": {"signed": "2023-05-17", "in_force": "2022-01-01"}}',
        good='{"value": {"signed": "2023-05-17", "in_force": "2024-01-01"}}',
    ),
    RulePage(
        code="AK408",
        what=(
            "A date, number, code or name is not in the words that are its evidence, or a value was entered in a "
            "workbook and has no words yet."
        ),
        why="The wrong words are marked, the value was copied from elsewhere, or nobody has looked for its words.",
        fix="Mark the words that say it; where it follows from them, mark the claim as inferred.",
        part="annotation",
        schema=_typed('{"title": "Votes", "type": "integer"}'),
        bad='{"spans": [{"id": "s-1", "fragments": [[11, 14]], "quotes": ["119"]}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {"value": 29},\n'
        '              "evidence": {"/value": [{"spans": ["s-1"]}]}}]}',
        good='{"spans": [{"id": "s-1", "fragments": [[11, 14]], "quotes": ["119"]}],\n'
        ' "records": [{"id": "city-1", "type": "city", "data": {"value": 119},\n'
        '              "evidence": {"/value": [{"spans": ["s-1"]}]}}]}',
    ),
    RulePage(
        code="AK409",
        what="Another source's value for a field is none that the schema allows there.",
        why="It cannot be compared with the value taken, and could never be taken in its stead.",
        fix="Write it as the field wants it, or keep the words in the claim's note.",
        part="annotation",
        schema=_typed('{"title": "Votes", "type": "integer"}'),
        bad=_rival('"value": "thirty"'),
        good=_rival('"value": 30'),
    ),
    RulePage(
        code="AK410",
        what="A claim is reported, but not by whom; or another value has neither words nor a source.",
        why="Whoever weighs two values against each other has to know who says which.",
        fix="Write who says so in `by`, mark the words, or mark it as stated where the article itself says it.",
        part="annotation",
        schema=_typed('{"title": "Votes", "type": "integer"}'),
        bad=_voted('"claim": "reported"'),
        good=_voted('"claim": "reported", "by": "the bid committee"'),
    ),
    RulePage(
        code="AK411",
        what="The value taken is one that all its words deny.",
        why="The record says what the article says is not so.",
        fix="Take the value out, or mark the words that state it.",
        part="annotation",
        schema=_typed('{"title": "Votes", "type": "integer"}'),
        bad=_voted('"claim": "denied"'),
        good=_voted('"claim": "denied", "value": 30'),
    ),
    RulePage(
        code="AK412",
        what="What is kept as another source's value is the value taken.",
        why="The sources are counted as disagreeing where they agree.",
        fix="Take the value out of the claim: it is further evidence.",
        part="annotation",
        schema=_typed('{"title": "Votes", "type": "integer"}'),
        bad=_rival('"value": 29'),
        good=_rival('"value": 30'),
    ),
    RulePage(
        code="AK501",
        what="Two records, of one article or of several, are probably the same thing, and nothing links them.",
        why="One organization under two names is two rows in every table.",
        fix="Link them, or decide in the register that they are two.",
        part="project",
        schema=_typed('{"title": "Name", "type": "string"}', '"x-annotate": {"identity": ["value"]}'),
        bad=(
            '{"annotations/expo-vote/kim.json": {"records": [\n'
            '   {"id": "city-1", "type": "city", "data": {"value": "Samyang Holdings"}},\n'
            '   {"id": "city-2", "type": "city", "data": {"value": "Samyang Holdings"}}]}}'
        ),
        good=(
            '{"annotations/expo-vote/kim.json": {"records": [\n'
            '   {"id": "city-1", "type": "city", "data": {"value": "Samyang Holdings"}},\n'
            '   {"id": "city-2", "type": "city", "data": {"value": "Mitsubishi Corp."}}]}}'
        ),
    ),
    RulePage(
        code="AK502",
        what="A decision of the register does not fit the records any more.",
        why="A value was corrected after somebody had chosen between two, or the record is gone.",
        fix="Decide again, or take the decision out.",
        part="project",
        bad=(
            '{"annotations/_register/city-9.json": {"format": "annotate-kit/1", "id": "city-9"},\n'
            ' "annotations/expo-vote/kim.json": {"records": []}}'
        ),
        good='{"annotations/expo-vote/kim.json": {"records": []}}',
    ),
    RulePage(
        code="AK503",
        what="Two annotators of one article say different things of the same words.",
        why="Only one of them can go into an export.",
        fix="Compare the two files, and decide in `final.json`.",
        part="project",
        bad=(
            '{"annotations/expo-vote/kim.json": {"spans": [SPAN],\n'
            '   "records": [{"id": "city-1", "type": "city", "data": {"votes": 29}, "mentions": ["s-1"]}]},\n'
            ' "annotations/expo-vote/lee.json": {"spans": [SPAN],\n'
            '   "records": [{"id": "city-1", "type": "city", "data": {"votes": 17}, "mentions": ["s-1"]}]}}'
        ),
        good=(
            '{"annotations/expo-vote/kim.json": {"spans": [SPAN],\n'
            '   "records": [{"id": "city-1", "type": "city", "data": {"votes": 29}, "mentions": ["s-1"]}]},\n'
            ' "annotations/expo-vote/lee.json": {"spans": [SPAN],\n'
            '   "records": [{"id": "city-1", "type": "city", "data": {"votes": 29}, "mentions": ["s-1"]}]}}'
        ),
    ),
    RulePage(
        code="AK504",
        what="A rule of the project's own, in `rules/`, speaks of something that there is not, or its function fails.",
        why="What it should find is not looked for.",
        fix="Correct the place that the message names; `docs/own-rules.md` says what a rule may hold.",
        part="project",
        bad=(
            '{"rules/votes.json": "{\\"rules\\": [{\\"code\\": \\"EXPO001\\", \\"name\\": \\"has-votes\\", '
            '\\"type\\": \\"city\\", \\"must\\": {\\"vots\\": {\\"present\\": true}}, '
            '\\"message\\": \\"a city has votes\\"}]}"}'
        ),
        good=(
            '{"rules/votes.json": "{\\"rules\\": [{\\"code\\": \\"EXPO001\\", \\"name\\": \\"has-votes\\", '
            '\\"type\\": \\"city\\", \\"must\\": {\\"votes\\": {\\"present\\": true}}, '
            '\\"message\\": \\"a city has votes\\"}]}"}'
        ),
    ),
    RulePage(
        code="AK505",
        what="The records of a file were made under a version of their schema that begins with another number.",
        why="Such a step changes what is right: values may stand in old places, or be missing.",
        fix="Run `annotate-kit schema migrate`, which shows first what it would do.",
        part="annotation",
        schema=(
            '{"title": "City", "type": "object", "x-annotate": {"version": "2.0.0"},\n'
            ' "properties": {"name": {"title": "Name", "type": "string"}}}'
        ),
        bad='{"schemas": {"city": "1.4.0"}, "records": [{"id": "city-1", "type": "city", "data": {"name": "Busan"}}]}',
        good='{"schemas": {"city": "2.0.0"}, "records": [{"id": "city-1", "type": "city", "data": {"name": "Busan"}}]}',
    ),
    RulePage(
        code="AK601",
        what="A schema is no JSON Schema, or cannot be used.",
        why="Records of its type cannot be checked.",
        fix="Compare the place with the JSON Schema specification; the message names what may stand there.",
        part="schema",
        bad='{"title": "City", "type": "objekt"}',
        good='{"title": "City", "type": "object"}',
    ),
    RulePage(
        code="AK602",
        what="`x-annotate` holds a hint that does not exist, or one with a value that it cannot have.",
        why="A misspelt hint does nothing, and nobody notices.",
        fix="Correct its name or value.",
        part="schema",
        bad='{"title": "City", "type": "object", "x-annotate": {"shortcutt": "c"}}',
        good='{"title": "City", "type": "object", "x-annotate": {"shortcut": "c"}}',
    ),
    RulePage(
        code="AK603",
        what="Two record types, or two properties, want the same key.",
        why="A key can mean one thing: the second gets another, and hands learn the wrong one.",
        fix="Choose another key for one of them.",
        part="schema",
        bad=_typed('{"title": "Name", "x-annotate": {"shortcut": "n"}}').replace(
            "}}}", '}},\n    "number": {"title": "Number", "x-annotate": {"shortcut": "n"}}}'
        ),
        good=_typed('{"title": "Name", "x-annotate": {"shortcut": "n"}}').replace(
            "}}}", '}},\n    "number": {"title": "Number", "x-annotate": {"shortcut": "u"}}}'
        ),
    ),
    RulePage(
        code="AK604",
        what="A part of a schema can never be met.",
        why="No value is right there, whatever anybody writes.",
        fix="Take one of the contradicting conditions out.",
        part="schema",
        bad=_typed('{"title": "Votes", "type": "integer", "minimum": 10, "maximum": 5}'),
        good=_typed('{"title": "Votes", "type": "integer", "minimum": 5, "maximum": 10}'),
    ),
    RulePage(
        code="AK605",
        what="A name cannot be used: of an annotator's file, an article's folder or a record type.",
        why="Such a file is read by nothing but validate: names have to be the same on every system.",
        fix="Rename it with small letters, digits and hyphens.",
        part="path",
        bad="annotations/expo-vote/Kim Yoon.json",
        good="annotations/expo-vote/kim.json",
    ),
    RulePage(
        code="AK606",
        what="An example or a default does not meet its schema, or one that is meant to be wrong does.",
        why="People copy examples, and forms show them.",
        fix="Correct the example, or the schema.",
        part="schema",
        bad=_typed('{"title": "Votes", "type": "integer"}', '"examples": [{"value": "29"}]'),
        good=_typed('{"title": "Votes", "type": "integer"}', '"examples": [{"value": 29}]'),
    ),
    RulePage(
        code="AK607",
        what="A schema refers to a schema, a record type or a property that is not there.",
        why="What was meant is not checked.",
        fix="Correct the name. References reach only files in `schemas/`: never the network.",
        part="schema",
        bad=_typed('{"title": "Name", "$ref": "#/$defs/lien"}', '"$defs": {"line": {"type": "string"}}'),
        good=_typed('{"title": "Name", "$ref": "#/$defs/line"}', '"$defs": {"line": {"type": "string"}}'),
    ),
    RulePage(
        code="AK608",
        what="A schema or one of its properties has no title.",
        why="Forms, columns and messages then show its technical name.",
        fix="Give it a title in the words of those who fill it.",
        part="schema",
        bad=_typed('{"type": "integer"}'),
        good=_typed('{"title": "Votes", "type": "integer"}'),
    ),
    RulePage(
        code="AK609",
        what="A schema asks for a format that nothing checks.",
        why="Whatever is written there is accepted.",
        fix="Write a format that is checked, or a pattern.",
        part="schema",
        bad=_typed('{"title": "Day", "type": "string", "format": "iso-date"}'),
        good=_typed('{"title": "Day", "type": "string", "format": "date"}'),
    ),
    RulePage(
        code="AK610",
        what="A pattern of a schema cannot be matched in linear time.",
        why=(
            "One unlucky text could keep such a pattern busy for hours, so it is given up after 100,000 steps, and\n"
            "the text is then reported as one that could not be compared with it (AK105)."
        ),
        fix="Write it without looking ahead or back, and without referring to groups.",
        part="schema",
        bad=_typed('{"title": "Name", "type": "string", "pattern": "^(?!The )"}'),
        good=_typed('{"title": "Name", "type": "string", "pattern": "^[A-Z]"}'),
    ),
    RulePage(
        code="AK611",
        what="A schema describes a property that another part of the same schema refuses.",
        why="Forms offer it, and whoever fills it gets an error.",
        fix="List it where `additionalProperties` is false, or write `unevaluatedProperties` there instead.",
        part="schema",
        bad=(
            '{"title": "City", "type": "object",\n "properties": {"mayor": {"title": "Mayor", "type": "string"}},\n'
            ' "allOf": [{"properties": {"name": {"title": "Name", "type": "string"}}, "additionalProperties": false}]}'
        ),
        good=(
            '{"title": "City", "type": "object",\n "properties": {"mayor": {"title": "Mayor", "type": "string"}},\n'
            ' "allOf": [{"properties": {"name": {"title": "Name", "type": "string"}}}], "unevaluatedProperties": false}'
        ),
    ),
    RulePage(
        code="AK612",
        what="A schema has a keyword that JSON Schema does not know, and one that it knows is spelt almost so.",
        why="An unknown keyword does nothing, and nobody notices.",
        fix="Correct it; a keyword of your own begins with `x-`.",
        part="schema",
        bad=_typed('{"title": "Votes", "type": "integer", "mininum": 0}'),
        good=_typed('{"title": "Votes", "type": "integer", "minimum": 0}'),
    ),
)


def _filled(page: RulePage) -> RulePage:
    bad, good = (half.replace("DIGEST", DIGEST).replace("SPAN", _NAMED) for half in (page.bad, page.good))
    return attrs.evolve(page, bad=bad, good=good)


PAGES: Mapping[str, RulePage] = {page.code: _filled(page) for page in _LISTED}
"""Code → its page, in the order of the codes."""
assert list(PAGES) == list(RULES)
