"""Which exporters there are."""

import io
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest
from tests.fakes.sources import meetings

from annotate_kit.errors import NotFoundError, UsageError
from annotate_kit.exporters import EXPORTERS, Exporter, Options, Output, export_to, find_exporter, get_exporter
from annotate_kit.tables import Receipt, Source


def _write(source: Source, output: Output, _options: Options) -> Receipt:
    with output("") as stream:
        stream.write(b"counted\n")
    return Receipt(format="count", articles=len(tuple(source.articles)))


COUNT = Exporter(name="count", ending="txt", description="how many articles", write=_write)
NO_EXPORTER = 5


def _offer(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """As if a package with this entry point were installed."""
    points = EntryPoints([EntryPoint("count", value, "annotate_kit.exporters")])

    def entry_points(**wanted: Any) -> EntryPoints:
        return points.select(**wanted)

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)


def test_ours_are_found_by_name() -> None:
    assert [find_exporter(name) for name in EXPORTERS] == list(EXPORTERS.values())
    assert {one.name for one in EXPORTERS.values()} == set(EXPORTERS)
    assert all(one.description and not one.description.endswith(".") for one in EXPORTERS.values())


def test_an_unknown_one_is_refused_with_those_there_are() -> None:
    assert find_exporter("pdf") is None
    with pytest.raises(NotFoundError, match=r"there is no exporter 'pdf'\. Known: csv, json"):
        get_exporter("pdf")


def test_a_package_can_bring_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    _offer(monkeypatch, f"{__name__}:COUNT")
    monkeypatch.setitem(__import__("sys").modules, __name__, __import__("types").SimpleNamespace(COUNT=COUNT))
    stream = io.BytesIO()
    assert export_to("count", meetings(), stream).articles == 2
    assert stream.getvalue() == b"counted\n"


@pytest.mark.parametrize(
    ("value", "said"), [("no_such_package:x", "does not load"), ("annotate_kit.exporters:GROUP", "is no exporter")]
)
def test_one_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, value: str, said: str) -> None:
    _offer(monkeypatch, value)
    with pytest.raises(UsageError, match=said):
        get_exporter("count")


def test_a_folder_does_not_fit_into_a_stream() -> None:
    with pytest.raises(UsageError, match="csv writes a file for each table"):
        export_to("csv", meetings(), io.BytesIO())
