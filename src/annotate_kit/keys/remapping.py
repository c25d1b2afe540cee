"""A person's own keys, as the settings name them, and whether any of them would mean two things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import attrs

from annotate_kit.keys.machine import KEYMAP, TYPED
from annotate_kit.keys.naming import is_text, plain_key, shown_key
from annotate_kit.keys.queue import QUEUE_KEYMAP, QueueBinding
from annotate_kit.keys.view import Binding, Keymap

__all__ = ["Remapped", "remapped"]

_FEW = 20
"""Names that a sentence can list."""

Wanted = Mapping[str, Mapping[str, str]]
"""Place → name of what keys do there → keys, apart by spaces."""

_NAME = re.compile(r"(?:(?:ctrl|shift|alt)\+)*[a-z][a-z0-9_]+|(?:ctrl|alt)\+.")


@attrs.frozen(kw_only=True)
class Remapped:
    """The keys as somebody wants them."""

    keymap: Keymap
    queue: tuple[QueueBinding, ...]
    problems: tuple[str, ...] = ()
    """What cannot be meant, or would mean two things: one sentence each."""


def remapped(wanted: Wanted, letters: Mapping[str, str] | None = None) -> Remapped:
    """The usual keys with those that somebody wants in their place.

    Args:
        wanted: what the settings say.
        letters: the key of each record type → its name; such a key is taken where words are tagged.
    """
    problems: list[str] = []
    fixed = {(binding.when, binding.name): binding.keys for binding in KEYMAP}
    fixed |= {("queue", binding.name): binding.keys for binding in QUEUE_KEYMAP if not binding.is_typing}
    places = tuple(dict.fromkeys(when for when, _ in fixed))
    new: dict[tuple[str, str], tuple[str, ...]] = {}
    for place, named in wanted.items():
        if place not in places:
            problems.append(_unknown(f"[keymap.{place}]: there is no such place", place, places))
            continue
        for name, keys in named.items():
            if (place, name) not in fixed:
                known = [other for when, other in fixed if when == place]
                problems.append(_unknown(f"[keymap] {place}: nothing there is called {name!r}", name, known))
                continue
            found = tuple(plain_key(_spelt(key)) for key in keys.split())
            faults = [*_faults(place, name, fixed[place, name], found)]
            problems += faults
            if not faults:
                new[place, name] = found
    keymap = Keymap(tuple(_with(binding, new) for binding in KEYMAP))
    queue = tuple(
        attrs.evolve(one, keys=new.get(("queue", one.name), one.keys)) if not one.is_typing else one
        for one in QUEUE_KEYMAP
    )
    problems += _clashes(keymap, queue, letters or {})
    return Remapped(keymap=keymap, queue=queue, problems=tuple(problems))


def _spelt(key: str) -> str:
    """A key as people write it: "Ctrl+N" is "ctrl+n"; one character stays as it is."""
    return key if len(key) == 1 else key.lower()


def _with(binding: Binding, new: Mapping[tuple[str, str], tuple[str, ...]]) -> Binding:
    keys = new.get((binding.when, binding.name))
    if keys is None:
        return binding
    # Classes of keys, such as the digits, stay beside what is put in place of the others.
    kept = tuple(key for key in binding.keys if key.startswith("<"))
    return attrs.evolve(binding, keys=(*keys, *kept), spelt="")


def _faults(place: str, name: str, usual: tuple[str, ...], found: tuple[str, ...]) -> Iterator[str]:
    what = f"[keymap] {place}: {name!r}"
    if usual and all(key.startswith("<") for key in usual):
        yield f"{what} has no key of its own that could be another."
    for key in found:
        if len(key) != 1 and not _NAME.fullmatch(key):
            yield f"{what}: {key!r} is no key. Write one character, or a name such as tab, f5, ctrl+n."
        elif place in TYPED and is_text(key) is not None:
            yield f"{what}: {shown_key(key)} is text there. Take a key that types nothing, such as f5."


def _unknown(what: str, name: str, known: tuple[str, ...] | list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    if close:
        return f"{what}. Did you mean {close[0]!r}?"
    return f"{what}. There is {', '.join(known)}." if len(known) <= _FEW else f"{what}. The names stand under :"


def _clashes(keymap: Keymap, queue: tuple[QueueBinding, ...], letters: Mapping[str, str]) -> Iterator[str]:
    """What would mean two things."""
    taken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, name in letters.items():
        taken["article", key].append(f"record type {name}")
    for binding in keymap.bindings:
        for key in binding.keys:
            taken[binding.when, key].append(binding.name)
    for one in queue:
        for key in () if one.is_typing else one.keys:
            taken["queue", key].append(one.name)
    for (place, key), names in taken.items():
        if len(names) > 1:
            yield f"[keymap] {place}: {shown_key(key)} would be {' and '.join(map(repr, names))}. Give one another key."
