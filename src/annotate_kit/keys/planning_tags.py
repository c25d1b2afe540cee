"""How a mention is tagged: the way to the words, the type's letter, an answer, and the other places at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from annotate_kit.keys.overlays import Picker
from annotate_kit.keys.places import every_place
from annotate_kit.keys.planning_acts import Mention
from annotate_kit.keys.planning_answers import Found, Keys, choosing
from annotate_kit.keys.planning_standing import Done, Standing, Tools
from annotate_kit.keys.view import View

__all__ = ["letter_of", "said_once", "tagged"]


def letter_of(view: View, type_name: str) -> str:
    """The letter that tags a type; "" where it has none."""
    return next((key for key, name in view.letters.items() if name == type_name), "")


def tagged(tools: Tools, standing: Standing, act: Mention) -> Iterator[Standing]:
    """The standings after a mention: it alone, and with all other places of its words where they are meant too."""
    for way in tools.ways(standing.view, act.fragments[0]):
        there = tools.press(standing.view, *way.keys)
        for keys in _tag(tools, there, standing.made, act.record):
            done = Done(act=act, way=way, keys=keys)
            for after in tools.concluded(standing, done, tools.press(there, *keys)):
                yield after
                once = said_once(tools, after.view, act)
                if once:
                    all_keys = attrs.evolve(done, keys=(*after.done[-1].keys, *once))
                    yield from tools.concluded(standing, all_keys, tools.press(after.view, *once))


def _tag(tools: Tools, view: View, made: Mapping[str, str], record: str) -> Found:
    """The type's letter, and where it asks or is wrong, the answer."""
    letter = letter_of(view, tools.goal.annotation.records[record].type)
    for keys in ((letter,), (letter.upper(),) if letter.isalpha() else ("@", letter)) if letter else ():
        after = tools.press(view, *keys)
        if isinstance(after.overlay, Picker):
            return tuple(
                (*keys, *answer, "enter") for answer in choosing(after, tools.chooser(view, made, record), tools.ids)
            )
        if after.hand == made[record] if record in made else after.hand not in view.annotation.records:
            return (keys,)
    return ()


def said_once(tools: Tools, view: View, act: Mention) -> Keys:
    """`*` where every other place is meant, else a walk where several are; nothing where it is not worth it."""
    if view.offer is None or not tools.ground.motions.says_once:
        return ()
    meant = {(parts[0].start, parts[0].end) for parts in tools.goal.mentions(act.record) if len(parts) == 1}
    here = view.selection.start
    # A walk goes on from here and then from the top.
    places = sorted(every_place(view, view.offer), key=lambda place: (place.start <= here, place.start))
    answers = ["y" if (place.start, place.end) in meant else "n" for place in places]
    if "n" not in answers:
        return ("*",)
    if answers.count("y") < _WORTH_A_WALK:
        return ()
    asked = len(answers) - answers[::-1].index("y")
    return ("&", *answers[:asked], *(("q",) if asked < len(answers) else ()))


_WORTH_A_WALK = 2
