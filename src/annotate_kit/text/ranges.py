"""The plainest value of the room: where something stands in a text."""

import attrs


@attrs.frozen(kw_only=True)
class Range:
    """A half-open range of code points of one text, 0-based."""

    start: int
    end: int
    """One past the last code point."""
