"""Problems as GitLab's code quality report."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from annotate_kit.codec import encode
from annotate_kit.core import Problem
from annotate_kit.report.findings import Findings
from annotate_kit.report.problems import sentences
from annotate_kit.text import display

__all__ = ["fingerprints", "gitlab"]

_ITEM = re.compile(r"^/(?:records|spans)/[0-9]+")


def gitlab(findings: Findings) -> bytes:
    """A JSON list, one object a problem."""
    marks = fingerprints(findings.problems)
    return encode(
        [
            {
                "check_name": f"{problem.code} {problem.rule.name}",
                "description": display(sentences(problem)),
                "fingerprint": mark,
                "location": {
                    "lines": {"begin": problem.place.line if problem.place else 1},
                    "path": display(findings.path(problem.file)),
                },
                "severity": "major" if problem.is_error else "minor",
            }
            for problem, mark in zip(findings.problems, marks, strict=True)
        ]
    )


def fingerprints(problems: tuple[Problem, ...]) -> list[str]:
    """What makes each problem the same one tomorrow: a hash of code, file, record and pointer, never of a line.

    A record or span is known by its id, not by its position, so one that is added before it changes nothing.
    """
    seen: Counter[str] = Counter()
    marks: list[str] = []
    for problem in problems:
        owner = problem.record or problem.span
        below = _ITEM.sub("", problem.pointer) if owner else problem.pointer
        facts = "\n".join((problem.code, problem.file, owner or "", below, "key" if problem.at_key else ""))
        seen[facts] += 1
        told = f"{facts}\n{seen[facts]}".encode(errors="surrogatepass")
        marks.append(hashlib.sha256(told).hexdigest())
    return marks
