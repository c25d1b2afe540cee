"""The zip file of a workbook: its bytes depend on nothing but its parts; rows are spliced into the sheets."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from io import SEEK_END, BytesIO
from typing import IO, BinaryIO
from xml.sax.saxutils import quoteattr  # it makes an attribute, and reads nothing
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["Package"]

_END = b"</sheetData>"
_DRAWINGS, _FRAME = "xl/drawings/drawing", 'name="Chart 1"'
_CHUNK = 1 << 16
"""Bytes copied at a time."""


class Package(ZipFile):
    """What openpyxl writes its parts into: every part has the same date, and sheets get the rows that wait for them."""

    def __init__(self, stream: BinaryIO, rows: Mapping[str, IO[bytes]], chart: str = "") -> None:
        super().__init__(stream, "w", ZIP_DEFLATED, allowZip64=True)
        self._chart = quoteattr(chart)
        """What our chart shows, for those who do not see it; openpyxl has no place for it."""
        self._rows = rows
        """The name of a sheet's part → the XML of its rows after the header."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: bytes | bytearray | memoryview | str,  # type: ignore[override]  # what openpyxl writes
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a part."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        if name.startswith(_DRAWINGS) and _FRAME in (text := data if isinstance(data, str) else bytes(data).decode()):
            data = text.replace(_FRAME, f"{_FRAME} descr={self._chart}")
        super().writestr(_info(name), data, compress_type or ZIP_DEFLATED, compresslevel)

    def write_sheet(self, name: str, xml: bytes) -> None:
        """Write a sheet's part, of which openpyxl has made all but the rows that wait."""
        head, end, tail = xml.partition(_END)
        rows = self._rows.get(name, BytesIO())
        info = _info(name)
        # A part whose size is unknown would be written for sizes above 2 GiB, which Excel calls damaged.
        info.file_size = len(head) + rows.seek(0, SEEK_END) + len(end) + len(tail)
        rows.seek(0)
        with self.open(info, "w") as part:
            part.write(head)
            shutil.copyfileobj(rows, part, _CHUNK)
            part.write(end + tail)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name)  # dated 1980-01-01, the first day of zip files
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # as on Unix, wherever it is written
    info.external_attr = 0o600 << 16
    return info
