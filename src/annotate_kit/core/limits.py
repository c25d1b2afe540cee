"""The limits on size, depth, time and count, in one place; docs/limits.md is made of it."""

from __future__ import annotations

from typing import Any, Literal

import attrs

__all__ = ["FIXED", "LIMITS", "Bytes", "Fixed", "Limits", "option_of", "raised"]

_MIB = 1024 * 1024

Bytes = Literal["article_bytes", "json_bytes", "workbook_bytes"]
"""The limits on the bytes of a file that is read whole."""


def _limit(default: int, *, most: int, unit: str) -> Any:
    return attrs.field(default=default, metadata={"most": most, "unit": unit})


@attrs.frozen(kw_only=True)
class Limits:
    """How much may come from outside; a project can say otherwise under `[limits]` in annotate-kit.toml."""

    article_bytes: int = _limit(16 * _MIB, most=256 * _MIB, unit="bytes")
    """Of an article's text, as it is imported and as it is kept. A larger one is refused."""
    json_bytes: int = _limit(64 * _MIB, most=1024 * _MIB, unit="bytes")
    """Of a JSON file: annotations, metadata, schemas, journals, suggestions. A larger one is refused."""
    problems_per_file: int = _limit(1_000, most=100_000, unit="problems")
    """That are listed of one file. Nobody looks for more, and the report says so."""
    schema_steps: int = _limit(200_000, most=5_000_000, unit="steps")
    """Schemas that are applied on the way to the deepest part of one record. A record type that needs more is refused
    (AK601): no engine that compiles it could be interrupted."""
    suggestions: int = _limit(100_000, most=1_000_000, unit="suggestions")
    """Of one suggester for one article. One that proposes more costs a message, and proposes nothing."""
    suggest_seconds: int = _limit(5, most=3_600, unit="seconds")
    """That the suggesters of the app have for one article, all together. Who takes longer is not asked again."""
    answer_bytes: int = _limit(20_000_000, most=200_000_000, unit="bytes")
    """Of the answer of a language model. A longer one counts as none; how long one may take is
    `suggest.model.seconds`."""
    lock_seconds: int = _limit(10, most=600, unit="seconds")
    """That a command or session waits for another one that writes the same annotation file."""
    workbook_bytes: int = _limit(256 * _MIB, most=2_048 * _MIB, unit="bytes")
    """Of a workbook's file that is handed back. A larger one is refused unread, as by the next four."""
    workbook_inflated_bytes: int = _limit(2_048 * _MIB, most=16_384 * _MIB, unit="bytes")
    """Of all its parts together, unpacked."""
    workbook_part_bytes: int = _limit(1_024 * _MIB, most=4_096 * _MIB, unit="bytes")
    """Of one of its parts, unpacked."""
    workbook_parts: int = _limit(10_000, most=100_000, unit="parts")
    """Files that are packed in it."""
    workbook_ratio: int = _limit(200, most=1_000, unit="times")
    """How many times its size a part may unpack to, once that is more than 16 MiB."""


LIMITS = Limits()
"""The limits where nothing else is said."""


@attrs.frozen(kw_only=True)
class Fixed:
    """Limits that no setting changes: what was written on one machine must be read alike on every other."""

    settings_bytes: int = 1 * _MIB
    """Of annotate-kit.toml and of a person's own settings, in bytes: it is read before any setting is known."""
    json_depth: int = 200
    """Arrays and objects inside one another. Deeper ones are refused (AK001): Python's stack is short, and a record
    that one machine could write and another not read would be lost there."""
    number_digits: int = 1_000
    """Characters of a JSON number, and its largest exponent, for the same reason (AK001, AK004)."""
    schema_depth: int = 100
    """Schemas inside schemas. Deeper ones are refused (AK601); their inner parts belong under `$defs`."""
    schema_fields: int = 5_000
    """Fields of one record type that have rows of their own; what is left over is one field of JSON each."""
    pattern_steps: int = 100_000
    """Of a schema's pattern that looks ahead or back, for one text (AK610 warns of them). Of one that needs more
    nothing is known, and a warning says so. All others take time in proportion to the text."""
    waived_problems: int = 10_000
    """Problems of one file that its waivers are asked about. Further ones are told although they are waived, so that
    no file is looked at for ever."""
    search_hits: int = 100_000
    """Hits of a regular expression in one article. Their number then has a + behind it; typed words have no limit."""
    answer_values: int = 2_000
    """Of a language model's answer that are looked for in the article; each further one is discarded, and counted."""
    answer_quote: int = 2_000
    """Code points of the words that a language model gives for one value; longer ones stand in no article."""
    answer_depth: int = 64
    """Arrays and objects inside one another in a language model's answer."""
    suggestion_depth: int = 32
    """The same, in a line of a file of suggestions."""
    workbook_free_bytes: int = 16 * _MIB
    """Up to which a part of a workbook may unpack to any number of times its size."""
    workbook_merges: int = 100_000
    """Merged ranges of one sheet. A workbook with a sheet that has more is refused."""


FIXED = Fixed()
"""The limits that nothing changes."""


def option_of(name: str) -> str:
    """What a limit is called in the settings: `limits.article-bytes`.

    Args:
        name: of an attribute of `Limits`.
    """
    assert name in attrs.fields_dict(Limits)
    return f"limits.{name.replace('_', '-')}"


def raised(name: str) -> str:
    """The words for messages that name a limit's option: "raise limits.article-bytes in annotate-kit.toml"."""
    return f"raise {option_of(name)} in annotate-kit.toml"
