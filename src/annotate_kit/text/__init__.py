"""The text of an article: offsets, words, candidates, rows of a pane, safe showing and finding again.

Every offset is a code point, 0-based, every range half-open.
"""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.text.anchoring import Anchored, Exact, Lost, Moved, anchor, context
    from annotate_kit.text.carrying import Carried, CarriedSpan, carry, doubts_of, is_settled
    from annotate_kit.text.cells import cell_width, safe_line
    from annotate_kit.text.clusters import graphemes
    from annotate_kit.text.edges import is_surely_boundary
    from annotate_kit.text.finding import BadPattern, find_occurrences, find_typed, occurrences, search
    from annotate_kit.text.indexing import TextIndex, index_text
    from annotate_kit.text.jamo import jamo_keys
    from annotate_kit.text.naming import NameTable, name_key, name_table, similar_names
    from annotate_kit.text.normalising import Unreadable, normalise
    from annotate_kit.text.offering import Candidate, Kind, candidates
    from annotate_kit.text.ranges import Range
    from annotate_kit.text.showing import display
    from annotate_kit.text.slugs import shown_name, slug
    from annotate_kit.text.units import larger, smaller
    from annotate_kit.text.wrapping import Layout, Row, cell_of, offset_at, wrap

__all__ = [
    "Anchored",
    "BadPattern",
    "Candidate",
    "Carried",
    "CarriedSpan",
    "Exact",
    "Kind",
    "Layout",
    "Lost",
    "Moved",
    "NameTable",
    "Range",
    "Row",
    "TextIndex",
    "Unreadable",
    "anchor",
    "candidates",
    "carry",
    "cell_of",
    "cell_width",
    "context",
    "display",
    "doubts_of",
    "find_occurrences",
    "find_typed",
    "graphemes",
    "index_text",
    "is_settled",
    "is_surely_boundary",
    "jamo_keys",
    "larger",
    "name_key",
    "name_table",
    "normalise",
    "occurrences",
    "offset_at",
    "safe_line",
    "search",
    "shown_name",
    "similar_names",
    "slug",
    "smaller",
    "wrap",
]

__getattr__ = offer(
    __name__,
    {
        "anchoring": "Anchored Exact Lost Moved anchor context",
        "carrying": "Carried CarriedSpan carry doubts_of is_settled",
        "cells": "cell_width safe_line",
        "clusters": "graphemes",
        "edges": "is_surely_boundary",
        "finding": "BadPattern find_occurrences find_typed occurrences search",
        "indexing": "TextIndex index_text",
        "jamo": "jamo_keys",
        "naming": "NameTable name_key name_table similar_names",
        "normalising": "Unreadable normalise",
        "offering": "Candidate Kind candidates",
        "ranges": "Range",
        "showing": "display",
        "slugs": "shown_name slug",
        "units": "larger smaller",
        "wrapping": "Layout Row cell_of offset_at wrap",
    },
)
