"""The last line: what is selected and what the next keys mean; the message of the last one."""

from __future__ import annotations

import attrs

from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.overlays import Asking, Fill, FormView, Hints, Picker, Prompt, SearchPrompt, Walk
from annotate_kit.keys.painting import Line, Run
from annotate_kit.keys.steps import span_under
from annotate_kit.keys.view import View
from annotate_kit.text import display, safe_line

__all__ = ["Footer", "footer"]

_QUOTE = 40
"""Cells of the selected words that are shown."""


@attrs.frozen(kw_only=True)
class Footer:
    """The last line of the screen, safe to print."""

    left: Line
    right: Line


def footer(view: View) -> Footer:
    """What the last line says, whatever is on."""
    return Footer(left=(*_left(view), *_layout(view)), right=_right(view))


def _layout(view: View) -> Line:
    return (("  한/영: switch the keyboard to English", "warning"),) if view.suggests_layout else ()


def _left(view: View) -> Line:
    overlay = view.overlay
    if isinstance(overlay, SearchPrompt):
        return (*_line_of("/", overlay.buffer), *_search_state(view, overlay))
    if isinstance(overlay, Prompt):
        return _line_of(f"{safe_line(overlay.title, _QUOTE)}: ", overlay.buffer)
    asked = _asked(view)
    if view.message:
        return (*asked[: 1 if isinstance(overlay, Walk) else 0], (safe_line(view.message, 200), "message"))
    return asked or _selected(view)


def _asked(view: View) -> Line:
    match view.overlay:
        case Walk() as walk:
            return (
                (f"walk: place {walk.at + 1} of {len(walk.places)}: ", "message"),
                *_keys("y yes", "n no", "q enough"),
            )
        case Asking():
            return ((f"@ {', '.join(_types(view))}", ""),)
        case Fill() as fill:
            name = safe_line(name_of(view, fill.record), _QUOTE)
            shown = [
                f"{choice.key} {safe_line(choice.label, 16).lower()}{'…' if choice.leads_on else ''}"
                for choice in fill.choices
            ]
            return ((f"{name}{' (last item)' if fill.is_shifted else ''} ", "hand"), *_keys(*shown))
        case Hints():
            return (("jump: the letters of a hint", ""),)
        case _:
            return ()


def _types(view: View) -> list[str]:
    return [f"{key} {view.catalog.types[name].title.lower()}" for key, name in view.letters.items()]


def _line_of(label: str, buffer: Buffer) -> Line:
    """A line of text being typed, the cursor in reverse."""
    at = buffer.cursor
    before, under, after = buffer.text[:at], buffer.text[at : at + 1] or " ", buffer.text[at + 1 :]
    return ((label, "key"), (_plain(before), ""), (_plain(under), "selection"), (_plain(after), ""))


def _plain(words: str) -> str:
    return display(words, newline="⏎")


def _search_state(view: View, prompt: SearchPrompt) -> Line:
    if prompt.error:
        return ((f"  {safe_line(prompt.error, 60)}", "error"),)
    if view.search is None:
        return (("  // searches by expression", "muted"),)
    count = len(view.search.hits)
    return ((f"  {count} {'hit' if count == 1 else 'hits'}", "" if count else "warning"),)


def _selected(view: View) -> Line:
    words = view.words
    runs: list[Run] = [(f'"{safe_line(words, _QUOTE)}"', "")]
    count = len(words.split())
    runs.append((f" · {count} {'word' if count == 1 else 'words'}", "muted"))
    span = span_under(view)
    if span is not None:
        names = dict.fromkeys(safe_line(name_of(view, use.record), 24) for use in view.lens.uses.get(span.id, ()))
        runs.append((f" · {', '.join(list(names)[:2])}", "tag"))
    if view.by_grapheme:
        runs.append((" · by character (v)", "warning"))
    if view.offer is not None:
        places = len(view.offer.places)
        runs.append((f" · {places} more {'place' if places == 1 else 'places'}: ", ""))
        runs += _keys("* tag", "& walk")
    if view.search is not None:
        runs.append((f" · search {safe_line(view.search.pattern, 16)}: ", "muted"))
        runs += _keys("n N")
    return tuple(runs)


def _right(view: View) -> Line:
    overlay = view.overlay
    if isinstance(overlay, FormView | Picker):
        return ()
    if overlay is not None:
        return _keys("Esc close") if not isinstance(overlay, Walk | Fill) else ()
    keys = ["Enter fill", "e edit"] if view.hand is not None else _types(view)[:4]
    return _keys(*keys, "? keys")


def _keys(*shown: str) -> Line:
    """Keys and what they do, the key in its own style."""
    runs: list[Run] = []
    for n, words in enumerate(shown):
        key, space, meaning = words.partition(" ")
        runs += [("  " if n else "", ""), (key, "key"), (space + meaning, "")]
    return tuple(run for run in runs if run[0])
