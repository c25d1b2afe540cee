"""Which report goes where: `--format` and `--output` as a person writes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from annotate_kit.errors import UsageError

__all__ = ["Target", "targets"]


@attrs.frozen(kw_only=True)
class Target:
    """A report in one format."""

    format: str
    file: str | None = None
    """Where it is written; the standard output where it says None."""


def targets(
    formats: Sequence[str], outputs: Sequence[str], *, known: Collection[str], default: str
) -> tuple[Target, ...]:
    """What is written where.

    `FORMAT=FILE` is a report of its own. Plain files belong to the last formats, in their order; the one that is left
    goes to the standard output.

    Args:
        formats: of `--format`, in order.
        outputs: of `--output`, in order: `FILE`, `FORMAT=FILE`, `-` for the standard output.
        known: the names of the formats.
        default: the format where none is named.

    Raises:
        UsageError: where two would go to the same place, or a file has no format.
    """
    own = [Target(format=name, file=file) for name, file in _pairs(outputs, known)]
    plain = [output for output in outputs if output.partition("=")[0] not in known or "=" not in output]
    _refuse_slips(plain, known)
    wanted = list(formats) or ([default] if plain or "-" not in {target.file for target in own} else [])
    if len(plain) > len(wanted):
        raise UsageError("there are more files than formats", "Write --output FORMAT=FILE, such as sarif=report.sarif.")
    free = len(wanted) - len(plain)
    made = [Target(format=name) for name in wanted[:free]]
    made += [Target(format=name, file=file) for name, file in zip(wanted[free:], plain, strict=True)]
    made = [attrs.evolve(target, file=None) if target.file == "-" else target for target in (*made, *own)]
    places = [target.file for target in made]
    for place in places:
        if places.count(place) > 1:
            where = "the standard output" if place is None else place
            raise UsageError(f"two reports would go to {where}", "Give each of them a file: --output FORMAT=FILE.")
    return tuple(made)


def _refuse_slips(plain: Sequence[str], known: Collection[str]) -> None:
    """A file whose name begins like a format is a slip: the report would lie where nobody looks, in another format."""
    for name, sign, file in (output.partition("=") for output in plain):
        if sign and name.isidentifier():
            from difflib import get_close_matches  # hardly anybody has such a name

            near = get_close_matches(name.lower(), known, 1, _NEAR)
            if near:
                how = f"Did you mean {near[0]}={file}? A file of this name is ./{name}={file}."
                raise UsageError(f"{name!a} is no format", how)


_NEAR = 0.7
"""Of 1: a slip of the finger leaves that much."""


def _pairs(outputs: Sequence[str], known: Collection[str]) -> list[tuple[str, str]]:
    pairs = [output.partition("=") for output in outputs]
    return [(name, file) for name, sign, file in pairs if sign and name in known]
