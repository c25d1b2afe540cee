"""The outside of a workbook that came from elsewhere: what kind of file it is, and its parts within limits.

Nothing is inflated before the directory of the zip file has been looked at, nothing outside the file is ever opened,
and nothing in it is run: macros, embedded objects, external links and queries are parts that nobody reads.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from annotate_kit.core.limits import FIXED, LIMITS, Limits, raised
from annotate_kit.errors import InputError

__all__ = ["Container", "open_container"]


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_SAVE_AS = "Open it in the program that made it and save it as an Excel workbook (.xlsx)."
_AGAIN = "Ask for it to be sent again."
_ENCRYPTED = 0x1


class Container:
    """The parts of a workbook, each inflated only when it is asked for."""

    def __init__(self, archive: ZipFile, entries: Mapping[str, ZipInfo], file: str) -> None:
        self._archive = archive
        self._entries = entries
        self.file = file
        """The workbook's name, for messages."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, sorted."""
        return tuple(sorted(self._entries))

    def find(self, name: str) -> str | None:
        """The part of this name, without regard to case as the format has it; None where there is none."""
        if name in self._entries:
            return name
        folded = name.lower()
        return next((known for known in self._entries if known.lower() == folded), None)

    def open(self, name: str) -> IO[bytes]:
        """A part, to be read from its beginning."""
        try:
            return self._archive.open(self._entries[name])
        except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise self.damaged(f"{name}: {error}") from None

    def read(self, stream: IO[bytes], size: int) -> bytes:
        """The next bytes of a part.

        Raises:
            InputError: where they are damaged.
        """
        try:
            return stream.read(size)
        except (BadZipFile, EOFError, OSError, zlib.error) as error:
            raise self.damaged(str(error)) from None

    def damaged(self, what: str) -> InputError:
        """The error for a workbook that does not read as one."""
        return InputError(self.file, f"the workbook is damaged ({' '.join(what.split())})", _AGAIN)


def open_container(raw: bytes, *, file: str, limits: Limits = LIMITS) -> Container:
    """Look at a file that should be a workbook, whatever it is called, without inflating any of it.

    Raises:
        InputError: where it is something else, encrypted, cut off, or larger than the limits.
    """
    if not raw:
        raise InputError(file, "the file is empty", _AGAIN)
    if len(raw) > limits.workbook_bytes:
        raise _too_large(file, f"it has more than {limits.workbook_bytes:,} bytes", "workbook_bytes")
    if not raw.startswith(_ZIP):
        raise _other_kind(raw, file)
    try:
        archive = ZipFile(BytesIO(raw))
        infos = archive.infolist()
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise InputError(
            file, f"the workbook is cut off or damaged ({str(error).lower()}; {len(raw):,} bytes)", _AGAIN
        ) from None
    entries = _checked(infos, file, limits)
    container = Container(archive, entries, file)
    if container.find("[Content_Types].xml") is None or container.find("_rels/.rels") is None:
        raise _other_zip(container)
    return container


def _checked(infos: list[ZipInfo], file: str, limits: Limits) -> dict[str, ZipInfo]:
    if len(infos) > limits.workbook_parts:
        what = f"{len(infos):,} parts, and {limits.workbook_parts:,} are allowed"
        raise _too_large(file, what, "workbook_parts")
    if sum(info.file_size for info in infos) > limits.workbook_inflated_bytes:
        what = f"it would inflate to more than {limits.workbook_inflated_bytes:,} bytes"
        raise _too_large(file, what, "workbook_inflated_bytes")
    entries: dict[str, ZipInfo] = {}
    for info in infos:
        name = info.filename.replace("\\", "/").lstrip("/")
        if info.flag_bits & _ENCRYPTED:
            raise InputError(file, "the workbook is encrypted", "Save it without a password.")
        if info.file_size > limits.workbook_part_bytes:
            what = f"{name} would inflate to more than {limits.workbook_part_bytes:,} bytes"
            raise _too_large(file, what, "workbook_part_bytes")
        if info.file_size > max(FIXED.workbook_free_bytes, info.compress_size * limits.workbook_ratio):
            times = info.file_size // max(1, info.compress_size)
            what = f"{name} would inflate to {times:,} times itself, and {limits.workbook_ratio:,} are allowed"
            raise _too_large(file, what, "workbook_ratio")
        if name in entries:
            raise InputError(file, f"the workbook has the part {name} twice", _AGAIN)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise InputError(file, f"the workbook packs {name} in a way that no workbook does", _AGAIN)
        entries[name] = info
    return entries


def _too_large(file: str, what: str, limit: str) -> InputError:
    hint = f"Nothing of it was read. If you trust it, {raised(limit)}."
    return InputError(file, f"the workbook is too large to be opened safely: {what}", hint)


_KINDS = (
    (b"%pdf", "a PDF, not a workbook", "Ask for the workbook itself."),
    (b"<!doctype html", "a web page, not a workbook", _SAVE_AS),
    (b"<html", "a web page, not a workbook", _SAVE_AS),
    (b"<table", "a web page, not a workbook", _SAVE_AS),
    (b"<", "XML, not a workbook", _SAVE_AS),
)


def _other_kind(raw: bytes, file: str) -> InputError:
    """What the file is, if it is no zip file at all."""
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return InputError(file, "the workbook is encrypted", "Save it without a password.")
        return InputError(file, "this is a workbook of the old kind (.xls)", _SAVE_AS)
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, kind, hint in _KINDS:
        if start.startswith(beginning):
            return InputError(file, f"this is {kind}", hint)
    kind = "no workbook" if b"\0" in raw[:1024] else "a text file (perhaps CSV), not a workbook"
    return InputError(file, f"this is {kind}", _SAVE_AS)


def _other_zip(container: Container) -> InputError:
    """What a zip file is that has not the parts that every workbook has."""
    file = container.file
    if container.find("mimetype") is not None:
        with container.open("mimetype") as stream:
            kind = container.read(stream, 100)
        if b"opendocument.spreadsheet" in kind:
            return InputError(file, "this is an OpenDocument spreadsheet (.ods)", _SAVE_AS)
        if b"opendocument" in kind:
            return InputError(file, "this is an OpenDocument file, not a workbook", _SAVE_AS)
    if any(name.startswith("Index/") for name in container.names):
        return InputError(file, "this is a Numbers spreadsheet", _SAVE_AS)
    return InputError(file, "this is a zip file, not a workbook", _SAVE_AS)
