"""What changed in schemas, for programs."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_kit.codec import encode
from annotate_kit.core import Json
from annotate_kit.report.problems import problem_facts
from annotate_kit.validate.compatibility import Containment
from annotate_kit.workflow.schema_versions import Trial, TypeVersions

__all__ = ["changes_json"]


def changes_json(found: Sequence[TypeVersions]) -> bytes:
    """One object a record type that changed, canonical."""
    return encode([_facts(one) for one in found])


def _facts(one: TypeVersions) -> Json:
    named = one.new or one.old
    facts: dict[str, Json] = {"type": one.name, "title": named.title if named else one.name}
    if one.old is None or one.new is None:
        return {**facts, "state": "new" if one.old is None else "gone"}
    return {
        **facts,
        "state": "changed",
        "changes": [
            {"pointer": change.pointer, "message": change.message, "about_data": change.is_about_data}
            for change in one.changes
        ],
        "old_data": {"verdict": _verdict(one.is_kept, one.trial), **_tried(one.trial)},
        "form": list(one.effects.form),
        "workbook": list(one.effects.workbook),
        "version": {
            "old": one.old.version,
            "new": one.new.version,
            "step": one.step.name.lower(),
            "needed": one.needed_version,
            "is_enough": one.has_its_version,
        },
    }


def _verdict(is_kept: Containment, trial: Trial) -> str:
    """Whether old data stays valid: `valid` is proved, `seems-valid` was only tried, the other two are not."""
    if is_kept is Containment.YES:
        return "valid"
    if trial.broken:
        return "broken"
    return "not-all-valid" if is_kept is Containment.NO else "seems-valid"


def _tried(trial: Trial) -> dict[str, Json]:
    return {
        "records": trial.records,
        "examples": trial.examples,
        "failed": trial.failed,
        "problems": [problem_facts(problem) for problem in trial.broken],
    }
