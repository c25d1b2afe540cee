"""Files as bytes → problems with their places; nothing here raises, whatever the bytes are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from typing import cast

import attrs

from annotate_kit.codec import decode_article, encode_annotation, encode_article, locate, parse_json
from annotate_kit.core.annotation import Annotation, Article
from annotate_kit.core.dates import edtf_problem
from annotate_kit.core.limits import LIMITS, Limits
from annotate_kit.core.pointers import split
from annotate_kit.core.problems import Place, Problem
from annotate_kit.core.values import ABSENT, Json
from annotate_kit.schema import Catalog
from annotate_kit.validate import wording
from annotate_kit.validate.annotations import all_problems, asks
from annotate_kit.validate.duplicates import identities_of
from annotate_kit.validate.envelope import has_sound_frame, read_envelope
from annotate_kit.validate.places import Places, places_in
from annotate_kit.validate.records import checker_of
from annotate_kit.validate.texts import article_problems
from annotate_kit.validate.versions import version_problems
from annotate_kit.validate.waivers import Sieve, waiver_problems

__all__ = ["NO_TEXT", "CheckedFile", "check_annotation_file", "check_article_file"]

NO_TEXT = "no-text"
"""The licence of an article whose words are never passed on; nothing else counts as that."""
_SCHEMAS_ALONE = frozenset({"AK1"})
_FINAL = "final"
"""The name of the adjudicated file, which is nobody's own."""


@attrs.frozen(kw_only=True)
class CheckedFile:
    """What is wrong with one file."""

    problems: tuple[Problem, ...]
    """In the order of the file, each with its place; at most as many as the limits allow."""
    has_more: bool = False
    """Whether there are more problems, which nobody looked for."""
    annotation: Annotation | None = None
    """What could be read of an annotation file."""
    has_all_ids: bool = False
    """Whether it could be read so far that all its spans and records are known by their ids."""
    records: tuple[str, ...] = ()
    """The ids of all records that stand in it, also of such as could not be read."""
    identities: Mapping[str, tuple[str, str]] = attrs.field(factory=dict)
    """See `identities_of`."""
    unchecked: Mapping[str, int] = attrs.field(factory=dict)
    """Record type → how many of its records wait for their schema to be put right."""
    linked: Mapping[str, Problem] = attrs.field(factory=dict)
    """Entity → the problem that it is, if nobody in the project is that; places are still to be found."""


def check_annotation_file(
    raw: bytes,
    *,
    catalog: Catalog,
    article: Article | None,
    text: str | None,
    file: str,
    families: frozenset[str] | None = None,
) -> CheckedFile:
    """Everything wrong with an annotation file, named by its path; the name without suffix is the annotator.

    Args:
        raw: its bytes.
        catalog: the record types.
        article: that it is about; None where it cannot be read.
        text: of the article; None where it cannot be read.
        file: its path.
        families: see `all_problems`.
    """
    limits = catalog.limits
    parsed = parse_json(raw, file=file, limits=limits)
    if parsed.value is ABSENT:
        return CheckedFile(problems=parsed.problems)
    if families == _SCHEMAS_ALONE and not parsed.problems and _is_sound(parsed.value, catalog, file):
        return CheckedFile(problems=())
    annotation, found = read_envelope(parsed.value, file, limits)
    problems = [*parsed.problems, *_unnumbered(found, parsed.problems)]
    if annotation is None:
        return _bounded(problems, raw, None, limits)
    is_whole = not problems
    annotation = _without(annotation, problems)
    places = places_in(catalog, annotation, parsed.value, file)
    problems = [_with_caption(problem, annotation, places) for problem in problems]
    problems += _name_problems(annotation, file)
    problems += version_problems(catalog, annotation, file)
    if text is None or article is None:
        problems.append(_missing_article(file, "text.txt" if text is None else "article.json"))
    if is_whole and asks(families, "AK0"):
        problems += _canonical_problems(raw, encode_annotation(annotation), file)
    unchecked: Counter[str] = Counter()
    others = _unblocked(all_problems(catalog, article, text, annotation, places, families), annotation, unchecked)
    others = _unnumbered(others, parsed.problems)
    sieve = Sieve(annotation.waivers)
    problems = list(islice(sieve.passed(chain(problems, others)), limits.problems_per_file + 1))
    is_all = families is None and is_whole and text is not None
    if is_all and not sieve.is_spent and len(problems) <= limits.problems_per_file:
        problems += waiver_problems(annotation, frozenset(sieve.used), file, catalog.own)
    return attrs.evolve(
        _bounded(problems, raw, annotation, limits),
        has_all_ids=places.has_all_ids,
        records=tuple(places.records),
        identities=identities_of(annotation, catalog) if asks(families, "AK5") else {},
        unchecked=unchecked,
        linked={entity: found for entity, found in _linked(annotation, places).items() if any(sieve.passed([found]))},
    )


def _is_sound(value: Json, catalog: Catalog, file: str) -> bool:
    """Whether no schema has anything against a file; then it need not be taken apart where nothing else is asked."""
    if not has_sound_frame(value) or not isinstance(value, Mapping):
        return False
    checker = checker_of(catalog)
    records = cast("Sequence[Mapping[str, Json]]", value.get("records", ()))
    engines = [checker.engine(type_) if (type_ := str(record["type"])) in catalog.types else None for record in records]
    sound = all(engine and engine.is_valid(record["data"]) for engine, record in zip(engines, records, strict=True))
    return sound and _has_name(file, str(value["annotator"]))


def _unblocked(problems: Iterable[Problem], annotation: Annotation, unchecked: Counter[str]) -> Iterator[Problem]:
    """Problems without those of records whose schema has one of its own: one mistake is one message."""
    for problem in problems:
        if problem.record is not None and problem.code in ("AK601", "AK607"):
            unchecked[annotation.records[problem.record].type] += 1
        else:
            yield problem


def _unnumbered(problems: Iterable[Problem], read: Iterable[Problem]) -> Iterator[Problem]:
    """Problems without those of the null that stands in for what is no number: one mistake is one message."""
    stand_ins = {problem.pointer for problem in read if problem.code == "AK004"}
    yield from (problem for problem in problems if problem.pointer not in stand_ins)


def check_article_file(raw: bytes, *, text: str | None, file: str, folder: str, limits: Limits = LIMITS) -> CheckedFile:
    """Everything wrong with an article.json, which lies in a folder of this name beside a text."""
    parsed = parse_json(raw, file=file, limits=limits)
    if parsed.value is ABSENT:
        return CheckedFile(problems=parsed.problems)
    decoded = decode_article(parsed.value, file=file)
    problems = [*parsed.problems, *decoded.problems]
    article = decoded.article
    if article is not None:
        is_whole = not problems
        problems += _article_problems(article, text, file, folder)
        if is_whole:
            problems += _canonical_problems(raw, encode_article(article), file)
    return _bounded(problems, raw, None, limits)


def _article_problems(article: Article, text: str | None, file: str, folder: str) -> list[Problem]:
    problems: list[Problem] = []
    if article.id != folder:
        problems.append(
            Problem(
                code="AK207",
                message=f"the id is {wording.quoted(article.id)}, but the folder is {wording.quoted(folder)}",
                hint=f"Write {wording.quoted(folder)}, or rename the folder.",
                file=file,
                pointer="/id",
                suggestion=folder,
            )
        )
    advice = edtf_problem(article.published) if article.published is not None else None
    if advice:
        what = f"published {wording.quoted(article.published or '')} is not a date"
        problems.append(Problem(code="AK106", message=what, hint=f"{advice}.", file=file, pointer="/published"))
    if article.licence not in (None, NO_TEXT) and re.sub("[^a-z]", "", article.licence.lower()) == "notext":
        what = f"the licence {wording.quoted(article.licence)} does not keep the text out of exports"
        what = f'{what}; did you mean "{NO_TEXT}"?'
        problems.append(Problem(code="AK104", message=what, file=file, pointer="/licence", suggestion=NO_TEXT))
    if text is None:
        problems.append(_missing_article(file, "text.txt"))
    else:
        problems += article_problems(article, text, file)
    return problems


def _missing_article(file: str, name: str) -> Problem:
    return Problem(
        code="AK207",
        message=f"there is no readable {name} beside this file",
        hint="Restore it, or import the article again.",
        file=file,
    )


def _has_name(file: str, annotator: str) -> bool:
    return file.rpartition("/")[2].removesuffix(".json") in (annotator, _FINAL)


def _name_problems(annotation: Annotation, file: str) -> list[Problem]:
    name = file.rpartition("/")[2].removesuffix(".json")
    if not annotation.annotator or _has_name(file, annotation.annotator):
        return []
    what = f"annotator is {wording.quoted(annotation.annotator)}, but the file is {wording.quoted(name)}'s"
    hint = f"Write {wording.quoted(name)}, or rename the file."
    return [Problem(code="AK104", message=what, hint=hint, file=file, pointer="/annotator", suggestion=name)]


def _without(annotation: Annotation, problems: list[Problem]) -> Annotation:
    """An annotation without the records of which the file does not say what they hold."""
    tokens = ((problem.record, split(problem.pointer)) for problem in problems)
    empty = {
        record for record, at in tokens if at[:1] == ("records",) and (len(at) == _ITEM or at[_ITEM:] == ("data",))
    }
    kept = {id_: record for id_, record in annotation.records.items() if id_ not in empty}
    return attrs.evolve(annotation, records=kept) if empty else annotation


_ITEM = 2
"""Reference tokens of a pointer to a span or record."""


def _with_caption(problem: Problem, annotation: Annotation, places: Places) -> Problem:
    record = annotation.records.get(problem.record or "")
    return attrs.evolve(problem, caption=places.caption(record)) if record else problem


def _linked(annotation: Annotation, places: Places) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    for record in annotation.ordered_records:
        if record.entity is not None and record.entity not in annotation.records:
            what = f"the entity {wording.quoted(record.entity)} is no record of this project"
            hint = "Link the record again, or take the entity out."
            found.setdefault(record.entity, places.of_record(record, "AK309", what, hint, "/entity"))
    return found


def _canonical_problems(raw: bytes, written: bytes, file: str) -> list[Problem]:
    if raw == written:
        return []
    lines = zip_longest(raw.split(b"\n"), written.split(b"\n"))
    number, line = next((n, old or b"") for n, (old, new) in enumerate(lines, 1) if old != new)
    place = Place(line=number, column=1, end_line=number, end_column=len(line.decode(errors="replace")) + 1)
    what = "the file is not written as annotate-kit writes it; the first difference is in this line"
    hint = "Any change that annotate-kit saves puts the whole file right."
    return [Problem(code="AK006", message=what, hint=hint, file=file, place=place)]


def _bounded(problems: list[Problem], raw: bytes, annotation: Annotation | None, limits: Limits) -> CheckedFile:
    kept = tuple(islice(problems, limits.problems_per_file))
    ordered = tuple(sorted(locate(kept, raw), key=lambda problem: problem.sort_key))
    return CheckedFile(problems=ordered, has_more=len(problems) > len(kept), annotation=annotation)
