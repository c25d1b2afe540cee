"""Journals: one line for each edit, on disk before anybody is told that it is saved.

A line is the CRC-32 of its JSON in eight hex digits, a space, the JSON, a line feed. The first line says what the
journal is about and which version of the file it starts from. What a crash leaves of
the last line is no line.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any
from zlib import crc32

import attrs

from annotate_kit.codec import edit_from_json, edit_to_json, encode_line, parse_json
from annotate_kit.core import Edit, Json
from annotate_kit.errors import UnwritableError
from annotate_kit.store.fs import Fs
from annotate_kit.store.writing import reason

__all__ = [
    "JOURNAL_FORMAT",
    "Entry",
    "Fold",
    "Header",
    "JournalContent",
    "JournalFile",
    "Ref",
    "entry_line",
    "fold_line",
    "header_line",
    "read_journal",
]

JOURNAL_FORMAT = "annotate-kit-journal/1"


@attrs.frozen(order=True)
class Ref:
    """One edit of one session."""

    session: str
    """The session's id."""
    number: int
    """1-based, over all journals of the session."""


@attrs.frozen(kw_only=True)
class Header:
    """What a journal is about."""

    session: str
    """The id of the session that writes it, which is its file's name."""
    article: str
    annotator: str
    base: str | None
    """SHA-256 of the annotation file that it starts from; None where there was none."""
    text_sha256: str
    """Of the text that offsets count in."""
    first: int = 1
    """The number of its first edit."""
    at: float = 0.0
    """Seconds since the epoch; shown, never compared."""


@attrs.frozen(kw_only=True)
class Entry:
    """An edit that was made."""

    ref: Ref
    edit: Edit
    at: float
    """Seconds since the epoch; shown, never compared."""
    undoes: Ref | None = None
    """The edit that this one takes back."""
    redoes: Ref | None = None
    """The edit that this one does again."""


@attrs.frozen(kw_only=True)
class Fold:
    """The session was about to write this version of the annotation file."""

    sha256: str
    is_known: bool = False
    """Whether this version had been in the file before."""


@attrs.frozen(kw_only=True)
class JournalContent:
    """What could be read of a journal."""

    header: Header | None
    """None where not even the first line can be read."""
    lines: tuple[Entry | Fold, ...] = ()
    good: int = 0
    """The offset in bytes after the last good line."""
    is_torn: bool = False
    """Whether something stands behind the last good line: what it held was never said to be saved."""
    is_damaged: bool = False
    """Whether lines before the last are no lines any more, or lines are missing."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The edits alone."""
        return tuple(line for line in self.lines if isinstance(line, Entry))


def _frame(value: Json) -> bytes:
    """One line of a journal."""
    payload = encode_line(value)
    return b"%08x %s\n" % (crc32(payload), payload)


def header_line(header: Header) -> bytes:
    """The first line."""
    return _frame({"format": JOURNAL_FORMAT, **attrs.asdict(header), "at": _time(header.at)})


def entry_line(entry: Entry) -> bytes:
    """The line of an edit."""
    refs = {name: ref for name in ("undoes", "redoes") if (ref := getattr(entry, name))}
    return _frame(
        {
            "n": entry.ref.number,
            "at": _time(entry.at),
            **{name: [ref.session, ref.number] for name, ref in refs.items()},
            "edit": edit_to_json(entry.edit),
        }
    )


def fold_line(fold: Fold) -> bytes:
    """The line that goes before an annotation file is written."""
    return _frame({"fold": fold.sha256, "known": fold.is_known})


def read_journal(raw: bytes, *, session: str) -> JournalContent:
    """What a journal's bytes say, good line by good line; `session` is its file's name."""
    values: list[tuple[int, Mapping[str, Any] | None]] = []
    end = 0
    while (start := end) < len(raw):
        end = raw.find(b"\n", start) + 1 or len(raw)
        values.append((end, _unframed(raw[start:end])))
    # What was not synced may be anything after a crash.
    while values and values[-1][1] is None:
        values.pop()
    good = values[-1][0] if values else 0
    is_torn = good < len(raw)
    header = _header(values[0][1], session) if values else None
    if header is None:
        return JournalContent(header=None, good=good, is_torn=is_torn, is_damaged=bool(values))
    lines: list[Entry | Fold] = []
    is_damaged = False
    last: int | None = None
    for _, value in values[1:]:
        line = None if value is None else _line(value, session)
        if line is None:
            is_damaged = True
        elif isinstance(line, Fold):
            lines.append(line)
        elif last is None or line.ref.number > last:
            is_damaged = is_damaged or line.ref.number != (header.first if last is None else last + 1)
            last = line.ref.number
            lines.append(line)
        # A line that comes twice was copied by somebody: the first counts.
    return JournalContent(header=header, lines=tuple(lines), good=good, is_torn=is_torn, is_damaged=is_damaged)


def _unframed(line: bytes) -> Mapping[str, Any] | None:
    checksum, space, payload = line[:8], line[8:9], line[9:-1]
    if line[-1:] != b"\n" or space != b" " or checksum != b"%08x" % crc32(payload):
        return None
    value = parse_json(payload, file="").value
    return value if isinstance(value, Mapping) else None


def _header(value: Mapping[str, Any] | None, session: str) -> Header | None:
    if value is None or value.get("format") != JOURNAL_FORMAT:
        return None
    match value:
        case {
            "article": str(article),
            "annotator": str(annotator),
            "text_sha256": str(text_sha256),
            "first": int(first),
            "base": str() | None as base,
        }:
            return Header(
                session=session,
                article=article,
                annotator=annotator,
                text_sha256=text_sha256,
                first=first,
                base=base,
                at=_seconds(value.get("at")),
            )
        case _:
            return None


def _line(value: Mapping[str, Any], session: str) -> Entry | Fold | None:
    if isinstance(sha256 := value.get("fold"), str):
        return Fold(sha256=sha256, is_known=value.get("known") is True)
    number = value.get("n")
    if not isinstance(number, int) or number < 1:
        return None
    try:
        edit = edit_from_json(value.get("edit"))
        undoes, redoes = _ref(value.get("undoes")), _ref(value.get("redoes"))
    except ValueError:
        return None
    return Entry(ref=Ref(session, number), edit=edit, at=_seconds(value.get("at")), undoes=undoes, redoes=redoes)


def _ref(value: Any) -> Ref | None:
    match value:
        case None:
            return None
        case [str(session), int(number)]:
            return Ref(session, number)
        case _:
            raise ValueError(value)


def _time(at: float) -> str:
    try:
        when = dt.datetime.fromtimestamp(at, dt.UTC)
    except (OverflowError, ValueError, OSError):
        # A clock that is so wrong tells nothing, and no edit is lost for it.
        when = dt.datetime.fromtimestamp(0, dt.UTC)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _seconds(at: Any) -> float:
    try:
        return dt.datetime.fromisoformat(at).timestamp()
    except (TypeError, ValueError, OverflowError):
        return 0.0


class JournalFile:
    """A journal that is being written. After a failure it takes nothing more: what is on disk is whole lines."""

    def __init__(self, fs: Fs, path: str, handle: io.RawIOBase, *, place: str, good: int = 0) -> None:
        self.path = path
        """Relative to the project."""
        self.failure: str | None = None
        """Why it takes nothing more."""
        self.is_retired = False
        """Whether it has moved to the history, where nobody looks for edits that are not in the file yet."""
        self._fs = fs
        self._handle = handle
        self._place = place
        self._good = good
        self._was_lost = False

    @property
    def is_lost(self) -> bool:
        """Whether somebody has removed or replaced it since it was opened: what is written reaches nobody."""
        return self._was_lost and not self._is_at(self._good)

    def _is_at(self, size: int) -> bool:
        found = self._fs.stat(self._place)
        return found is not None and found.size == size

    def append(self, lines: Iterable[bytes]) -> None:
        """Return once these lines are on disk.

        Raises:
            UnwritableError: where they are not; then none of them is.
        """
        if self.failure is not None:
            raise UnwritableError(self.path, self.failure)
        data = b"".join(lines)
        try:
            written = self._handle.write(data)
            if written != len(data):
                # To carry on would glue the next line to a torn one.
                raise OSError(f"only {written} of {len(data)} bytes were taken")  # noqa: TRY301  # one place cuts
            self._fs.fsync(self._handle)
            if not self._is_at(self._good + len(data)):
                self._was_lost = True
                raise OSError("somebody removed or replaced it while it was open")  # noqa: TRY301  # the same
        except OSError as error:
            self.failure = reason(error)
            with suppress(UnwritableError):
                self.cut()
            raise UnwritableError(self.path, self.failure) from error
        self._good += len(data)

    def cut(self) -> None:
        """Take away what stands behind the last good line.

        Raises:
            UnwritableError: where it is still there.
        """
        try:
            self._handle.truncate(self._good)
            # Else the next line stands behind a hole as long as what was cut off.
            self._handle.seek(self._good)
            self._fs.fsync(self._handle)
        except OSError as error:
            raise UnwritableError(self.path, reason(error)) from error

    def mend(self) -> None:
        """Try again after a failure.

        Raises:
            UnwritableError: where the file system still refuses.
        """
        self.cut()
        self.failure, self._was_lost = None, False

    def close(self) -> None:
        """Let go of the file, and of the lock on it."""
        self._handle.close()
