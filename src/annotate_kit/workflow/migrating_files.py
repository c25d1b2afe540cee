"""Migrations as files: `schemas/migrations/<type>/<version>.json` holds the steps that lead to that version.

    {"from": "1.0.0", "steps": [{"rename": "/city", "to": "town"}, {"map": "/stage", "codes": {"won": "selected"}}]}

The steps: `rename` (`to` a name), `move` (`to` a place), `map` (`codes`), `split` (`by`, `to` a list of places),
`default` (`value`), `drop` (into a comment). Places are JSON Pointers into a record's data, with `*` for every item
of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NoReturn, cast

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import Json
from annotate_kit.core.pointers import child, is_under, parent, split
from annotate_kit.core.values import is_array
from annotate_kit.errors import InputError
from annotate_kit.store import Store
from annotate_kit.workflow.migrating_steps import ANY, Default, Drop, MapCodes, Move, Split, Step

__all__ = ["MIGRATIONS", "Migration", "read_migrations", "version_key"]

MIGRATIONS = "schemas/migrations"


@attrs.frozen(kw_only=True)
class Migration:
    """The steps from one version of a record type to the next."""

    path: str
    """Relative to the project, POSIX."""
    type: str
    version: str
    """Where it leads."""
    start: str
    """The version that it starts from; empty for any earlier one."""
    steps: tuple[Step, ...]


def version_key(version: str) -> tuple[tuple[int, ...], str]:
    """What versions are ordered by: numbers by their value."""
    return tuple(int(number) for number in re.findall("[0-9]{1,18}", version)), version


def read_migrations(store: Store, type_name: str) -> tuple[Migration, ...]:
    """The migrations of a record type, in the order of their versions.

    Raises:
        InputError: where a file is none.
        AccessError: where it cannot be read.
    """
    folder = f"{MIGRATIONS}/{type_name}"
    names = [name for name in store.list_folder(folder) if name.endswith(".json")]
    found = [_read(f"{folder}/{name}", type_name, store.read(f"{folder}/{name}")) for name in names]
    return tuple(sorted(found, key=lambda migration: version_key(migration.version)))


def _read(path: str, type_name: str, raw: bytes) -> Migration:
    parsed = parse_json(raw, file=path)
    if parsed.problems:
        _refuse(path, parsed.problems[0].message)
    value = parsed.value
    if not isinstance(value, Mapping):
        _refuse(path, "a migration is an object with a list of steps")
    unknown = [name for name in value if name not in ("from", "steps", "title")]
    steps, start = value.get("steps"), value.get("from", "")
    if unknown or not is_array(steps) or not isinstance(start, str):
        _refuse(path, "a migration has steps (a list), and may have from (a version) and title")
    return Migration(
        path=path,
        type=type_name,
        version=path.rpartition("/")[2].removesuffix(".json"),
        start=start,
        steps=tuple(_step(path, number, step) for number, step in enumerate(cast("Sequence[Json]", steps), 1)),
    )


def _refuse(path: str, what: str) -> NoReturn:
    raise InputError(path, what, "`annotate-kit schema migrate --help` shows the steps that there are.")


def _step(path: str, number: int, value: Json) -> Step:
    made: Step | None = None
    if isinstance(value, Mapping):
        for name, (others, make) in _MAKERS.items():
            if name in value and value.keys() <= {name, *others, "name"} and all(key in value for key in others):
                made = make(value)
    if made is None:
        _refuse(path, f"step {number} is none of {', '.join(_MAKERS)}, or is not spelt so")
    wrong = next(_wrong(made), None)
    if wrong:
        _refuse(path, f"step {number}: {wrong}")
    return made


def _rename(value: Mapping[str, Json]) -> Step | None:
    source, name = value["rename"], value["to"]
    if not _is_place(source) or not isinstance(name, str) or not name:
        return None
    return Move(source=cast("str", source), target=child(parent(cast("str", source)), name))


def _move(value: Mapping[str, Json]) -> Step | None:
    source, target = value["move"], value["to"]
    is_right = _is_place(source) and _is_place(target)
    return Move(source=cast("str", source), target=cast("str", target)) if is_right else None


def _map(value: Mapping[str, Json]) -> Step | None:
    source, codes = value["map"], value["codes"]
    is_right = isinstance(source, str) and source.startswith("/") and isinstance(codes, Mapping)
    return MapCodes(source=cast("str", source), codes=cast("Mapping[str, Json]", codes)) if is_right else None


def _split(value: Mapping[str, Json]) -> Step | None:
    source, by, targets = value["split"], value["by"], value["to"]
    if not _is_place(source) or not isinstance(by, str) or not by or not is_array(targets):
        return None
    places = tuple(cast("Sequence[str]", targets))
    is_right = len(places) > 1 and all(map(_is_place, places))
    return Split(source=cast("str", source), by=by, targets=places) if is_right else None


def _default(value: Mapping[str, Json]) -> Step | None:
    target = value["default"]
    return Default(target=cast("str", target), value=value["value"]) if _is_place(target) else None


def _drop(value: Mapping[str, Json]) -> Step | None:
    return Drop(source=cast("str", value["drop"])) if _is_place(value["drop"]) else None


_MAKERS: Mapping[str, tuple[tuple[str, ...], Callable[[Mapping[str, Json]], Step | None]]] = {
    "rename": (("to",), _rename),
    "move": (("to",), _move),
    "map": (("codes",), _map),
    "split": (("by", "to"), _split),
    "default": (("value",), _default),
    "drop": ((), _drop),
}


def _is_place(value: Json) -> bool:
    """Whether a text is a pointer template that ends in a name."""
    return isinstance(value, str) and value.startswith("/") and split(value)[-1] not in (ANY, "")


def _wrong(step: Step) -> Iterator[str]:
    """Why a step could not be done twice with the same result, or would lose something."""
    if isinstance(step, MapCodes):
        both = [code for code, new in step.codes.items() if new in step.codes and step.codes[code] != code]
        if both:
            yield f'"{step.codes[both[0]]}" is an old code and a new one; give it a step of its own version'
        return
    targets = step.targets if isinstance(step, Split) else (step.target,) if isinstance(step, Move) else ()
    for number, target in enumerate(targets):
        tokens = split(target)
        last = max((n for n, token in enumerate(tokens) if token == ANY), default=-1)
        if split(_source_of(step))[: last + 1] != tokens[: last + 1]:
            yield f"{target} lies in a list that {_source_of(step)} does not lie in"
        if any(is_under(target, other) or is_under(other, target) for other in targets[:number]):
            yield f"{target} lies in another of the places"


def _source_of(step: Step) -> str:
    assert not isinstance(step, Default)
    return step.source
