"""What is wrong with schemas beyond their keywords: hints, shortcuts, names, references, titles, formats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from annotate_kit.core.pointers import join
from annotate_kit.core.problems import Problem
from annotate_kit.schema.hints import KEYWORD, hint_problems, sound_hints
from annotate_kit.schema.keywords import CONDITIONS, KNOWN
from annotate_kit.schema.members import title_of
from annotate_kit.schema.nearness import closest
from annotate_kit.schema.resources import Layer, refs, walk
from annotate_kit.schema.shape import shape_of
from annotate_kit.schema.shortcuts import KEPT
from annotate_kit.schema.values import RecordType

__all__ = ["CHECKED_FORMATS", "document_problems", "style_problems", "type_problems"]

CHECKED_FORMATS = frozenset(
    {
        *("date", "time", "date-time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6"),
        *("uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer"),
        *("relative-json-pointer", "regex", "edtf"),
    }
)
"""The formats that validation checks."""


def document_problems(root: Layer, file: str, types: Collection[str]) -> Iterator[Problem]:
    """Hints that do not exist, references that lead nowhere, shortcuts that clash: what makes a schema work badly."""
    for tokens, layer in walk(root):
        if KEYWORD in layer.schema:
            pointer = join((*tokens, KEYWORD))
            yield from hint_problems(layer, file, pointer)
            yield from _unknown_types(layer, file, pointer, types)
        yield from _same_letters(tokens, layer, file)
    for pointer, text, target in refs(root):
        if target is None:
            yield Problem(
                code="AK607",
                file=file,
                pointer=pointer,
                message=f'"{text}" refers to nothing',
                hint="Refer to #/$defs/name of this file, or to common.schema.json#/$defs/name in the same folder.",
                found=text,
            )


def style_problems(root: Layer, file: str) -> Iterator[Problem]:
    """What a schema lacks to be pleasant: titles, formats that somebody checks."""
    if not title_of(shape_of([root])):
        yield Problem(code="AK608", file=file, message="the schema has no title", hint='Write one: "title": "Meeting".')
    for tokens, layer in walk(root):
        yield from _unknown_keywords(tokens, layer, file)
        name = tokens[-1] if tokens[-2:-1] == ("properties",) else None
        if name is not None and CONDITIONS.isdisjoint(tokens) and not title_of(shape_of([layer])):
            yield Problem(
                code="AK608",
                file=file,
                pointer=join(tokens),
                message=f'the property "{name}" has no title',
                hint="Give it a title; forms, columns and messages call it so.",
            )
        format_ = layer.schema.get("format")
        if isinstance(format_, str) and format_ not in CHECKED_FORMATS:
            near = closest(format_, CHECKED_FORMATS)
            yield Problem(
                code="AK609",
                file=file,
                pointer=join((*tokens, "format")),
                message=f'nothing checks the format "{format_}"' + (f'; did you mean "{near}"?' if near else ""),
                hint="Write a pattern, or a format that is checked.",
                found=format_,
                suggestion=near,
            )


def _unknown_keywords(tokens: tuple[str, ...], layer: Layer, file: str) -> Iterator[Problem]:
    for keyword in layer.schema.keys() - KNOWN:
        # JSON Schema allows any other keyword; only one that looks like a slip of the finger is told.
        near = None if keyword.startswith("x-") or len(keyword) < _LONG_ENOUGH else closest(keyword, KNOWN, _NEAR)
        if near is not None:
            yield Problem(
                code="AK612",
                file=file,
                pointer=join((*tokens, keyword)),
                at_key=True,
                message=f'JSON Schema knows no keyword "{keyword}"; did you mean "{near}"?',
                hint=f"Write {near}, or begin a keyword of your own with x-.",
                found=keyword,
                suggestion=near,
            )


_LONG_ENOUGH = 5
"""Letters of a keyword; shorter ones resemble too many."""
_NEAR = 80
"""Of 100; a slip of the finger leaves that much."""


def type_problems(types: Mapping[str, RecordType], files: Mapping[str, str]) -> Iterator[Problem]:
    """Shortcuts of record types that are the kit's or another's, captions that name no property."""
    for name, record_type in types.items():
        hints = record_type.root.hints
        wanted = hints.get("shortcut", "")
        if wanted and wanted != record_type.shortcut:
            owner = next((other.title for other in types.values() if other.shortcut == wanted), "")
            why = "is kept by annotate-kit" if wanted in KEPT else f'is the key of "{owner}"'
            yield Problem(
                code="AK603",
                file=files[name],
                pointer=f"/{KEYWORD}/shortcut",
                message=f'the key "{wanted}" {why}',
                hint=f'Choose another; meanwhile "{record_type.title}" has {record_type.shortcut or "none"}.',
                found=wanted,
            )
        known = [field.name for field in record_type.fields]
        for hint in ("caption", "identity"):
            for property_ in hints[hint] if isinstance(hints.get(hint), list) else ():
                if known and property_ not in known and not property_.startswith("/"):
                    near = closest(property_, known)
                    yield Problem(
                        code="AK607",
                        file=files[name],
                        pointer=f"/{KEYWORD}/{hint}",
                        message=f'the {hint} names "{property_}", which is no property',
                        hint=f"Write {near} instead." if near else "Name a property of this schema.",
                        found=property_,
                        suggestion=near,
                    )


def _unknown_types(layer: Layer, file: str, pointer: str, types: Collection[str]) -> Iterator[Problem]:
    for number, name in enumerate(sound_hints(layer).get("ref", ())):
        if name not in types:
            near = closest(name, types)
            yield Problem(
                code="AK607",
                file=file,
                pointer=f"{pointer}/ref/{number}",
                message=f'there is no record type "{name}"' + (f'; did you mean "{near}"?' if near else ""),
                hint=f"The record types are {', '.join(sorted(types))}." if types else "Add a schema file for it.",
                found=name,
                suggestion=near,
            )


def _same_letters(tokens: tuple[str, ...], layer: Layer, file: str) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, member in layer.named("properties").items():
        letter: Any = shape_of([member]).hints().get("shortcut", "")
        if letter and owners.setdefault(letter, name) != name:
            yield Problem(
                code="AK603",
                file=file,
                pointer=join((*tokens, "properties", name)),
                message=f'the properties "{owners[letter]}" and "{name}" have the same key "{letter}"',
                hint="Choose another for one of them; meanwhile the second has a free one.",
                found=letter,
            )
