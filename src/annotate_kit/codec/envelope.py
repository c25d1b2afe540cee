"""Annotation files and article files ⇄ values. What is good in a file loads, whatever else is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from annotate_kit.codec.encoding import encode
from annotate_kit.codec.plain import record_to_json, span_to_json
from annotate_kit.codec.sound import find_record, find_span
from annotate_kit.core.annotation import FORMAT, STATUSES, Annotation, Article
from annotate_kit.core.pointers import child, join
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import ABSENT, Absent, Json, is_array, is_object

if TYPE_CHECKING:
    from annotate_kit.core.edits import Edit

__all__ = [
    "Decoded",
    "DecodedArticle",
    "decode_annotation",
    "decode_article",
    "edit_from_json",
    "encode_annotation",
    "encode_article",
]

_Item = TypeVar("_Item", Span, Record)


@attrs.frozen(kw_only=True)
class Decoded:
    """An annotation file, as far as it could be understood."""

    annotation: Annotation | None
    """None where nothing in it is of any use, or a newer version wrote it."""
    problems: tuple[Problem, ...] = ()
    """Whatever was left out has one. Their places are still to be found, by `locate`."""


@attrs.frozen(kw_only=True)
class DecodedArticle:
    """An article's metadata, as far as they could be understood."""

    article: Article | None
    problems: tuple[Problem, ...] = ()


def decode_annotation(value: Json | Absent, *, file: str) -> Decoded:
    """The annotation that a parsed file holds; spans and records that are none are left out, with a problem."""
    reader = _Reader(value, file)
    if not reader.is_ours():
        return Decoded(annotation=None, problems=tuple(reader.problems))
    annotation = Annotation(
        article=reader.text("article", ""),
        annotator=reader.text("annotator", ""),
        text_sha256=reader.text("text_sha256", ""),
        status=reader.status(),
        spans=reader.by_id("spans", Span),
        records=reader.by_id("records", Record),
        schemas=reader.texts("schemas"),
        notes=reader.items("notes"),
        rejected=reader.items("rejected"),
        waivers=reader.items("waivers"),
        extra=reader.unknown(_ANNOTATION_KEYS),
    )
    return Decoded(annotation=annotation, problems=tuple(reader.problems))


def encode_annotation(annotation: Annotation) -> bytes:
    """The canonical bytes of an annotation file: spans in text order, records by type and id."""
    return encode(
        {
            **annotation.extra,
            "annotator": annotation.annotator,
            "article": annotation.article,
            "format": FORMAT,
            "notes": annotation.notes,
            "records": [*map(record_to_json, annotation.ordered_records)],
            "rejected": annotation.rejected,
            "schemas": annotation.schemas,
            "spans": [*map(span_to_json, annotation.ordered_spans)],
            "status": annotation.status,
            "text_sha256": annotation.text_sha256,
            "waivers": annotation.waivers,
        }
    )


def decode_article(value: Json | Absent, *, file: str) -> DecodedArticle:
    """The article that a parsed article.json describes; None where its id, digest or length is not there."""
    reader = _Reader(value, file)
    if not reader.is_ours():
        return DecodedArticle(article=None, problems=tuple(reader.problems))
    id_, sha256, length = reader.text("id"), reader.text("text_sha256"), reader.length()
    optional = {name: reader.optional_text(name) for name in _OPTIONAL}
    title = reader.text("title", id_ or "")
    if id_ is None or sha256 is None or length is None:
        return DecodedArticle(article=None, problems=tuple(reader.problems))
    extra = reader.unknown(_ARTICLE_KEYS)
    article = Article(id=id_, title=title, text_sha256=sha256, length=length, extra=extra, **optional)
    return DecodedArticle(article=article, problems=tuple(reader.problems))


def encode_article(article: Article) -> bytes:
    """The canonical bytes of article.json; what is not known is left out."""
    known = attrs.asdict(article, filter=lambda field, value: field.name != "extra" and value is not None)
    return encode({**article.extra, **known, "format": FORMAT})


def edit_from_json(value: Json) -> Edit:
    """The edit that a journal line holds.

    Raises:
        ValueError: where the value is no edit; the message says why.
    """
    from cattrs import BaseValidationError  # noqa: PLC0415 - costs a start-up, and only journals hold edits

    from annotate_kit.codec.structuring import mismatches, structure  # noqa: PLC0415 - as above
    from annotate_kit.core import edits  # noqa: PLC0415 - as above

    try:
        return structure(value, cast("type[Edit]", edits.Edit))
    except (BaseValidationError, ValueError) as error:
        raise ValueError("; ".join(f"{join(m.tokens)} {m.message}".strip() for m in mismatches(error))) from None


_OPTIONAL = ("language", "licence", "published", "source", "url")
_ARTICLE_KEYS = frozenset({"format", "id", "length", "text_sha256", "title", *_OPTIONAL})
_ANNOTATION_KEYS = frozenset({"format", *(field.name for field in attrs.fields(Annotation))}) - {"extra"}


class _Reader:
    """Takes a parsed file apart and notes what is wrong."""

    def __init__(self, value: Json | Absent, file: str) -> None:
        self.value = value
        self.file = file
        self.problems: list[Problem] = []

    def is_ours(self) -> bool:
        """Whether this version can make anything of the file."""
        if not is_object(self.value):
            if self.value is not ABSENT:
                self.report("AK101", "", "the file holds no object")
            return False
        written = self._object.get("format", FORMAT)
        if "format" not in self._object:
            self.report("AK102", "", "format is missing", f'Add "format": "{FORMAT}".')
        elif written != FORMAT:
            hint = f"This version reads {FORMAT}; a newer annotate-kit may read it."
            self.report("AK005", "/format", "this format is unknown", hint)
        return written == FORMAT

    @property
    def _object(self) -> Mapping[str, Json]:
        return cast("Mapping[str, Json]", self.value)

    def report(self, code: str, pointer: str, message: str, hint: str = "Put it right, or take it out.") -> None:
        """Note a problem."""
        self.problems.append(Problem(code=code, message=message, hint=hint, file=self.file, pointer=pointer))

    def text(self, name: str, fallback: Any = None) -> Any:
        """A text that has to be there, else the fallback."""
        value = self._object.get(name, ABSENT)
        if isinstance(value, str):
            return value
        if value is ABSENT:
            self.report("AK102", "", f"{name} is missing", "Add it.")
        else:
            self.report("AK101", f"/{name}", f"{name} is no text")
        return fallback

    def optional_text(self, name: str) -> str | None:
        """A text that may be missing, or null."""
        return None if self._object.get(name) is None else self.text(name)

    def length(self) -> int | None:
        """An article's length."""
        value = self._object.get("length", ABSENT)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.report("AK101", "/length", "length is no whole number of code points")
        return None

    def status(self) -> str:
        """The status; in work where there is none that is known."""
        status = self.text("status", STATUSES[0])
        if status in STATUSES:
            return cast("str", status)
        self.report("AK104", "/status", "this status is unknown", f"Known are {', '.join(STATUSES)}.")
        return STATUSES[0]

    def by_id(self, name: str, kind: type[_Item]) -> dict[str, _Item]:
        """The spans or records that are such, by id; the first where an id comes twice."""
        made: dict[str, _Item] = {}
        find = cast("Callable[[Json], _Item | None]", find_span if kind is Span else find_record)
        for n, value in enumerate(self.items(name)):
            item = find(value)
            if item is None:
                from annotate_kit.codec.structuring import read  # noqa: PLC0415 - costs a start-up, rarely needed

                found, pointer = read(value, kind), child(f"/{name}", n)
                if isinstance(found, tuple):
                    for mismatch in found:
                        self.report(mismatch.code, pointer + join(mismatch.tokens), mismatch.message)
                    continue
                item = found
            if item.id in made:
                self.report("AK301", f"/{name}/{n}/id", "this id is there already", "Give one of the two a new id.")
            else:
                made[item.id] = item
        return made

    def items(self, name: str) -> tuple[Json, ...]:
        """A list that may be missing."""
        value = self._object.get(name, ())
        if is_array(value):
            return tuple(cast("Sequence[Json]", value))
        self.report("AK101", f"/{name}", f"{name} is no list")
        return ()

    def texts(self, name: str) -> dict[str, str]:
        """An object of texts that may be missing."""
        value = self._object.get(name, {})
        if not is_object(value):
            self.report("AK101", f"/{name}", f"{name} is no object")
            return {}
        members = cast("Mapping[str, Json]", value)
        for key, text in members.items():
            if not isinstance(text, str):
                self.report("AK101", child(f"/{name}", key), "a text belongs here")
        return {key: text for key, text in members.items() if isinstance(text, str)}

    def unknown(self, known: frozenset[str]) -> dict[str, Json]:
        """What is not known here and survives all the same."""
        return {key: value for key, value in self._object.items() if key not in known}
