"""The bytes of a workbook → what stands in its cells, whoever saved it and whatever else is in it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence

import attrs
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from annotate_kit.core.limits import LIMITS, Limits
from annotate_kit.errors import InputError
from annotate_kit.workbook.cells import Book, Sheet, SheetRow, decoded
from annotate_kit.workbook.container import Container, open_container
from annotate_kit.workbook.markup import feed, local
from annotate_kit.workbook.sheet_reading import MOST_COLUMNS, SheetReader, Styles

__all__ = ["read_workbook"]

_ASIAN_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Numbers of formats that are days in the Korean, Japanese and Chinese Excel, and have no code in the file."""


def read_workbook(
    raw: bytes, *, file: str, limits: Limits = LIMITS, progress: Callable[[], None] = lambda: None
) -> Book:
    """Read the values of a workbook; formulas by the values that were saved with them.

    Args:
        raw: The file's bytes.
        file: Its name, for messages.
        limits: How large it may be.
        progress: Called now and then, once for some thousand rows.

    Raises:
        InputError: where it is no workbook, or one that cannot be read safely.
    """
    container = open_container(raw, file=file, limits=limits)
    main = _main_part(container)
    parts = _Parts()
    feed(container, main, parts)
    if not parts.sheets:
        raise InputError(file, "the workbook has no sheets", "Ask for it to be sent again.")
    related = _relations(container, main)
    styles = Styles(dates=_dates(container, related), is_1904=parts.is_1904)
    strings = _strings(container, related)
    by_id = {relation.id: relation for relation in related}
    sheets: list[Sheet] = []
    for name, id_, state in parts.sheets:
        relation = by_id.get(id_)
        if relation is None or not relation.kind.endswith("/worksheet"):
            continue  # a sheet that is only a chart, or an old dialogue
        sheets.append(_sheet(container, relation.part, name, state, strings, styles, progress))
    return Book(sheets=tuple(sheets), notes=tuple(_passed_over(container)))


@attrs.frozen(kw_only=True)
class _Relation:
    id: str
    kind: str
    part: str


class _Relations:
    """Takes a part that says where other parts are."""

    def __init__(self, folder: str) -> None:
        self.found: list[_Relation] = []
        self._folder = folder

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            part = posixpath.normpath(target if target.startswith("/") else f"/{self._folder}/{target}").lstrip("/")
            self.found.append(_Relation(id=attrs.get("Id", ""), kind=attrs.get("Type", ""), part=part))

    def end(self, tag: str) -> None: ...

    def data(self, data: str) -> None: ...

    def close(self) -> None: ...


def _relations(container: Container, part: str) -> Sequence[_Relation]:
    folder, _, name = part.rpartition("/")
    known = container.find(f"{folder}/_rels/{name}.rels".lstrip("/"))
    taken = _Relations(folder)
    if known is not None:
        feed(container, known, taken)
    return [attrs.evolve(one, part=found) for one in taken.found if (found := container.find(one.part)) is not None]


def _main_part(container: Container) -> str:
    main = [one.part for one in _relations(container, "") if one.kind.endswith("/officeDocument")]
    if not main:
        raise container.damaged("the part that lists its sheets is missing")
    if main[0].endswith(".bin"):
        hint = "Save it as an Excel workbook (.xlsx)."
        raise InputError(container.file, "this is a binary workbook (.xlsb)", hint)
    if not main[0].lower().startswith("xl/"):
        hint = "Ask for the workbook itself."
        raise InputError(container.file, "this is another Office document, not a workbook", hint)
    return main[0]


class _Parts:
    """Takes the part that lists the sheets."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        """Name, relation and state of each sheet."""
        self.is_1904 = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        match local(tag):
            case "sheet":
                id_ = next((value for name, value in attrs.items() if local(name) == "id" and name != "sheetId"), "")
                self.sheets.append((decoded(attrs.get("name", "")), id_, attrs.get("state", "visible")))
            case "workbookPr":
                self.is_1904 = attrs.get("date1904") in ("1", "true")

    def end(self, tag: str) -> None: ...

    def data(self, data: str) -> None: ...

    def close(self) -> None: ...


class _Styles:
    """Takes the styles: for each style of cells, whether it shows days or times."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._is_inside = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        match local(tag):
            case "numFmt":
                self._codes[int(attrs["numFmtId"])] = attrs.get("formatCode", "")
            case "cellXfs":
                self._is_inside = True
            case "xf" if self._is_inside:
                self._styles.append(int(attrs.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self._is_inside = False

    def data(self, data: str) -> None: ...

    def close(self) -> None: ...

    @property
    def dates(self) -> tuple[bool, ...]:
        """By the number of the style."""
        known = {number: self._is_date(number) for number in set(self._styles)}
        return tuple(known[number] for number in self._styles)

    def _is_date(self, number: int) -> bool:
        code = self._codes.get(number) or BUILTIN_FORMATS.get(number)
        return number in _ASIAN_DATES if code is None else bool(is_date_format(code))


def _dates(container: Container, related: Sequence[_Relation]) -> tuple[bool, ...]:
    taken = _Styles()
    for relation in related:
        if relation.kind.endswith("/styles"):
            feed(container, relation.part, taken)
    return taken.dates


class _Strings:
    """Takes the texts that several cells may share."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._phonetic = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:  # noqa: ARG002  # what a parser hands over
        match local(tag):
            case "si":
                self._pieces = []
            case "rPh":
                self._phonetic += 1
            case "t":
                self._is_text = not self._phonetic

    def end(self, tag: str) -> None:
        match local(tag):
            case "si":
                self.found.append("".join(self._pieces))
            case "rPh":
                self._phonetic -= 1
            case "t":
                self._is_text = False

    def data(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)

    def close(self) -> None: ...


def _strings(container: Container, related: Sequence[_Relation]) -> Sequence[str]:
    taken = _Strings()
    for relation in related:
        if relation.kind.endswith("/sharedStrings"):
            feed(container, relation.part, taken)
    return taken.found


_EVERY = 5_000
"""Rows after which progress is told."""


def _sheet(
    container: Container,
    part: str,
    name: str,
    state: str,
    strings: Sequence[str],
    styles: Styles,
    progress: Callable[[], None],
) -> Sheet:
    rows: list[SheetRow] = []

    def take(row: SheetRow) -> None:
        rows.append(row)
        if len(rows) % _EVERY == 0:
            progress()

    reader = SheetReader(strings, styles, take)
    feed(container, part, reader)
    width = max((max(row.cells) + 1 for row in rows), default=0)
    return Sheet(name=name, is_hidden=state != "visible", rows=tuple(rows), merged=_by_column(reader.merges, width))


def _by_column(
    merges: Sequence[tuple[int, int, int, int]], width: int
) -> Mapping[int, tuple[tuple[int, int, int], ...]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for top, left, bottom, right in merges:
        for column in range(left, min(right + 1, width, MOST_COLUMNS)):
            found.setdefault(column, []).append((top, bottom, left))
    return {column: tuple(sorted(ranges)) for column, ranges in found.items()}


_OTHER_PARTS = (
    ("vbaproject.bin", "Its macros were neither run nor read."),
    ("externallinks/", "Its links to other workbooks were not followed."),
    ("connections.xml", "Its connections to other sources were not followed."),
    ("embeddings/", "The objects embedded in it were not opened."),
    ("activex/", "The controls in it were not run."),
)


def _passed_over(container: Container) -> Sequence[str]:
    names = [name.lower() for name in container.names]
    return [said for part, said in _OTHER_PARTS if any(part in name for name in names)]
