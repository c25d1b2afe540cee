"""Files that a command line names, wherever they lie: read whole, but no pipe or device, and no more than a limit."""

from __future__ import annotations

from pathlib import Path

from annotate_kit.core.limits import LIMITS, Bytes, Limits, raised
from annotate_kit.errors import InputError, UnreadableError
from annotate_kit.store import DiskFs

__all__ = ["read_given"]


def read_given(path: Path, limit: Bytes, limits: Limits = LIMITS, *, shown: str = "") -> bytes:
    """The bytes of a file that somebody named; `shown` is the name for messages.

    Raises:
        UnreadableError: where it is not there, no regular file, or cannot be read.
        InputError: where it is longer than the limit.
    """
    fs, most, shown = DiskFs(), getattr(limits, limit), shown or str(path)
    try:
        raw = fs.read(fs.resolve(str(path)), most + 1)
    except OSError as error:
        raise UnreadableError(shown, (error.strerror or "unknown reason").lower()) from None
    if len(raw) > most:
        raise InputError(shown, f"the file has more than {most:,} bytes", f"Split it, or {raised(limit)}.")
    return raw
