"""Problems as SARIF 2.1.0."""

from __future__ import annotations

from urllib.parse import quote

from annotate_kit._version import __version__
from annotate_kit.codec import encode
from annotate_kit.core import Json, Problem
from annotate_kit.report.findings import Findings
from annotate_kit.report.gitlab import fingerprints
from annotate_kit.report.problems import more_line, sentences
from annotate_kit.text import display

__all__ = ["MOST", "sarif"]

MOST = 25_000
"""Results in a run that GitHub takes; a longer file is refused whole."""


def sarif(findings: Findings) -> bytes:
    """One run, with the rules that were broken; columns count code points."""
    from annotate_kit.validate.rules import PAGES  # noqa: PLC0415 - a page of text each: only this format needs them

    first = {problem.code: problem for problem in reversed(findings.problems)}
    codes = sorted(first)
    rules: list[Json] = []
    for code in codes:
        page, rule = PAGES.get(code), first[code].rule
        what = page.what if page else sentences(first[code], with_hint=False)
        rules.append(
            {
                "defaultConfiguration": {"level": rule.severity.value},
                "fullDescription": {"text": page.why if page else what},
                "help": {"text": page.fix if page else first[code].hint or what},
                "id": code,
                "name": rule.name,
                "shortDescription": {"text": what},
            }
        )
    marks = fingerprints(findings.problems)
    results = [
        _result(problem, mark, codes.index(problem.code), findings)
        for problem, mark in zip(findings.problems[:MOST], marks, strict=False)
    ]
    driver: Json = {"name": "annotate-kit", "rules": rules, "semanticVersion": __version__, "version": __version__}
    left = len(findings.problems) - len(results)
    said = [f"{left:,} more problems are not listed"] * bool(left) + [more_line(findings.more)] * bool(findings.more)
    notes: list[Json] = [{"level": "warning", "message": {"text": text}} for text in said]
    run: Json = {
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The top of the repository."}}},
        "results": results,
        "tool": {"driver": driver},
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return encode({"$schema": schema, "runs": [run], "version": "2.1.0"})


def _result(problem: Problem, mark: str, index: int, findings: Findings) -> Json:
    artifact: Json = {"uri": quote(findings.path(problem.file), errors="surrogateescape"), "uriBaseId": "SRCROOT"}
    physical: dict[str, Json] = {"artifactLocation": artifact}
    if problem.place:
        physical["region"] = {
            "endColumn": problem.place.end_column,
            "endLine": problem.place.end_line,
            "startColumn": problem.place.column,
            "startLine": problem.place.line,
        }
    location: dict[str, Json] = {"physicalLocation": physical}
    if problem.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": display(problem.pointer), "kind": "member"}]
    return {
        "level": problem.severity.value,
        "locations": [location],
        "message": {"text": display(sentences(problem) + (f" [{problem.caption}]" if problem.caption else ""))},
        "partialFingerprints": {"annotateKit/v1": mark},
        "ruleId": problem.code,
        "ruleIndex": index,
    }
