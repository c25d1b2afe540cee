"""The formats of a report, by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import partial

from annotate_kit.report.findings import Findings
from annotate_kit.report.problems import problems_json, problems_jsonl, problems_text
from annotate_kit.report.styles import Style

__all__ = ["FORMATS", "Format", "made"]

Format = Callable[[Findings, Style], "str | bytes"]


def _of(name: str, findings: Findings, style: Style) -> str | bytes:
    """By the function that its module is named after: nobody pays for the import of another format."""
    function = getattr(importlib.import_module(f"annotate_kit.report.{name}"), name)
    result: str | bytes = function(findings, style) if name == "full" else function(findings)
    return result


def _concise(findings: Findings, _style: Style) -> str:
    return problems_text(findings.problems)


def _json(findings: Findings, _style: Style) -> bytes:
    return problems_json(findings.problems, files=findings.files, more=findings.more)


def _jsonl(findings: Findings, _style: Style) -> bytes:
    return problems_jsonl(findings.problems)


FORMATS: Mapping[str, Format] = {
    "full": partial(_of, "full"),
    "concise": _concise,
    "text": _concise,
    "json": _json,
    "jsonl": _jsonl,
    **{name: partial(_of, name) for name in ("github", "gitlab", "junit", "sarif", "rdjson", "markdown")},
}
"""Name → what makes the report. `text` is another name of `concise`."""


def made(name: str, findings: Findings, style: Style) -> bytes:
    """A report in the format of a name, as UTF-8."""
    report = FORMATS[name](findings, style)
    return report if isinstance(report, bytes) else report.encode(errors="backslashreplace")
