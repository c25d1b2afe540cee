"""A person who enters data into a form by its keys alone, looking at nothing but the form's lines."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

import attrs
from tests.keys.form_cases import as_typed, is_text_for_keys

from annotate_kit.core import ABSENT, Annotation, Article, Edit, Record, same
from annotate_kit.core.pointers import child, find_value, is_under, parent, split
from annotate_kit.keys import FormLine, FormView, OpenField, TakeRecord, TakeValue, View, form_lines, open_view, press
from annotate_kit.schema import Catalog
from annotate_kit.schema.evaluate import holds

MOST_KEYS = 20_000
TEXT_KINDS = ("text", "date")
NUMBER_KINDS = ("number", "integer")


@attrs.define
class Person:
    """Sits before the form of one record."""

    view: View
    edits: list[Edit] = attrs.field(factory=list)
    keys: int = 0
    as_json: list[str] = attrs.field(factory=list)
    """Why a value was typed as JSON although its line has a widget."""
    made: Any = attrs.field(factory=lambda: count(1))

    @classmethod
    def before(cls, catalog: Catalog, data: Mapping[str, Any]) -> Person:
        records = {
            key: Record(
                id=key, type="pipe" if key != "thing-1" else "thing", data=data if key == "thing-1" else {"name": key}
            )
            for key in ("thing-1", "pipe-1", "pipe-2")
        }
        annotation = Annotation(article="a", annotator="kim", text_sha256="", records=records)
        article = Article(id="a", title="A", text_sha256="", length=5)
        view = open_view(article=article, text="Words", catalog=catalog, annotation=annotation, width=60, height=20)
        return cls(attrs.evolve(view, hand="thing-1")).press("e")

    def press(self, *names: str) -> Person:
        for name in names:
            self.keys += 1
            assert self.keys < MOST_KEYS, "the person gives up"
            step = press(self.view, name, lambda prefix: f"{prefix}-{next(self.made)}")
            self.view, self.edits = step.view, [*self.edits, *step.edits]
        return self

    def type(self, text: str) -> Person:
        return self.press(*("space" if each == " " else each for each in text))

    def clear(self) -> Person:
        assert self.open is not None
        self.press("end")
        for _ in self.open.buffer.text:
            self.press("backspace")
        return self

    @property
    def shown(self) -> FormView:
        assert isinstance(self.view.overlay, FormView)
        return self.view.overlay

    @property
    def open(self) -> OpenField | None:
        return self.shown.open

    @property
    def lines(self) -> tuple[FormLine, ...]:
        return form_lines(self.view, self.shown)

    @property
    def data(self) -> Any:
        return self.view.annotation.records["thing-1"].data

    def at(self, pointer: str) -> Any:
        return find_value(self.data, pointer)

    def go(self, n: int) -> Person:
        self.press("home", *("down" for _ in range(n)))
        assert self.shown.cursor == n
        return self

    # Entering.

    def enter(self, value: Mapping[str, Any]) -> Person:
        """All of a record's data."""
        self.choose_alternatives("", value)
        return self.members("", value)

    def value(self, pointer: str, value: Any) -> None:
        """One value, whatever stands there now."""
        for _ in range(4):
            if same(self.at(pointer), value):
                return
            if self.open is not None:
                self.finish(pointer, value)
            else:
                self.begin(pointer, value)
        self.json(pointer, value, "nothing else helped")

    def begin(self, pointer: str, value: Any) -> None:
        """From the line of a value, or of what it is in."""
        lines = [(n, line) for n, line in enumerate(self.lines) if line.pointer == pointer and line.kind != "add-key"]
        if not lines:
            self.name(pointer)
            return
        n, line = lines[0]
        if line.kind == "choose-alternative" and self.choose_alternatives(pointer, value):
            return
        inner = [(n, line) for n, line in lines if line.kind != "choose-alternative"]
        n, line = inner[-1] if inner else (n, line)
        if (
            isinstance(value, dict)
            and line.kind != "add-item"
            and (isinstance(line.value, dict) or line.kind == "group")
        ):
            self.container(n, line, value)
            self.members(pointer, value)
        elif (
            isinstance(value, list)
            and line.kind != "add-item"
            and (isinstance(line.value, list) or line.kind == "list")
        ):
            self.container(n, line, value)
            self.items(pointer, value)
        elif line.kind == "choose-alternative":
            self.json(pointer, value, "no alternative is of this kind")
        elif value is None and line.kind in ("group", "list"):
            self.json(pointer, value, "null instead of an object or a list")
        else:
            self.go(n).press("enter")
            if self.open is None:
                self.json(pointer, value, "another kind of value")

    def container(self, n: int, line: FormLine, value: Any) -> None:
        has_lines = any(parent(other.pointer) == line.pointer for other in self.lines[n + 1 : n + 2])
        if line.value is ABSENT and not (value and has_lines):
            self.go(n).press("space")

    def members(self, pointer: str, value: Mapping[str, Any]) -> Person:
        # A choice may only be possible once some members are there, and some only once it is made.
        for _ in range(3):
            for name, inner in value.items():
                if not same(self.at(child(pointer, name)), inner):
                    self.choose_alternatives(pointer, value)
                    self.value(child(pointer, name), inner)
        return self

    def items(self, pointer: str, value: list[Any]) -> None:
        for number, item in enumerate(value):
            if not same(self.at(child(pointer, number)), item):
                self.value(child(pointer, number), item)

    def name(self, pointer: str) -> None:
        """A property that has no line: its object's line, `n`, the name."""
        inside, name = parent(pointer), split(pointer)[-1]
        lines = [n for n, line in enumerate(self.lines) if is_under(line.pointer, inside) and line.depth >= 0]
        own = [n for n in lines if self.lines[n].kind == "add-key" and self.lines[n].pointer == inside]
        own += [n for n in lines if self.lines[n].pointer == inside and self.lines[n].kind != "add-item"]
        beside = [n for n in lines if parent(self.lines[n].pointer) == inside and self.lines[n].pointer]
        own += [n for n in beside if self.lines[n].kind != "group" and not isinstance(self.lines[n].value, dict)]
        self.go(own[0] if own else 0).press("n")
        assert self.open is not None
        assert (self.open.takes, self.open.pointer) == ("key", inside)
        self.type(name if name.strip('"') else name + '""').press("enter")

    def choose_alternatives(self, pointer: str, value: Any) -> bool:
        """Every choice there is about a place; True where that left a field open or put the value."""
        for _ in range(4):
            for n, line in enumerate(self.lines):
                is_choice = line.kind == "choose-alternative" and line.pointer == pointer
                if is_choice and self.wanted(line, value) not in (None, line.chosen):
                    self.go(n).press("enter")
                    self.finish(pointer, value)
                    break
            else:
                break
        return same(self.at(pointer), value)

    def wanted(self, line: FormLine, value: Any) -> int | None:
        """The alternative that the whole value fits."""
        fitting = [n for n, branch in enumerate(line.field.alternatives) if holds(branch.shape.layers[0], value)]
        if line.chosen in fitting:
            return line.chosen
        return fitting[0] if fitting else None

    def answer(self, pointer: str, value: Any) -> None:
        """What is open gets what belongs there."""
        field = self.open
        assert field is not None
        if not is_under(field.pointer, pointer):
            self.press("escape")
            return
        wanted = find_value(value, field.pointer[len(pointer) :])
        if wanted is ABSENT:
            # A member that the value does not have: nothing is typed, so that what it is in is made empty.
            if field.takes != "alternative":
                self.press("enter")
            elif field.whole is not None:
                self.instead(pointer, value, "a choice that the value does not need")
            if self.open is not None:
                self.press("escape")
            return
        if field.takes == "alternative":
            self.pick(field, pointer, value)
        elif field.takes == "json":
            self.clear().type(as_typed(wanted)).press("enter")
        else:
            self.widget(field, pointer, value)

    def finish(self, pointer: str, value: Any) -> None:
        """Whatever is open is answered, until nothing is."""
        for _ in range(9):
            if self.open is not None:
                self.answer(pointer, value)
        assert self.open is None

    def instead(self, pointer: str, value: Any, reason: str) -> None:
        """`f2` in the open field: JSON is typed instead."""
        self.as_json.append(reason)
        self.press("f2")
        assert self.open is not None
        assert self.open.takes == "json"
        self.clear().type(as_typed(find_value(value, self.open.pointer[len(pointer) :]))).press("enter")

    def pick(self, field: OpenField, pointer: str, whole: Any) -> None:
        value = find_value(whole, field.pointer[len(pointer) :])
        lines = [line for line in self.lines if line.kind == "choose-alternative" and line.pointer == field.pointer]
        chosen = next((self.wanted(line, value) for line in lines if line.group == field.group), None)
        if chosen is None:
            fitting = (n for n, branch in enumerate(field.field.alternatives) if holds(branch.shape.layers[0], value))
            chosen = next(fitting, None)
        if value is None and field.rows[-1].choice == TakeValue(value=None):
            chosen = len(field.rows) - 1
        if chosen is None:
            self.instead(pointer, whole, "no alternative fits")
            return
        self.row(chosen)

    def row(self, n: int) -> None:
        """The cursor to a row of the list, and take it."""
        while (field := self.open) is not None and field.cursor != n:
            self.press("down" if field.cursor is None or field.cursor < n else "up")
        self.press("enter")

    def widget(self, field: OpenField, pointer: str, whole: Any) -> None:
        value = find_value(whole, field.pointer[len(pointer) :])
        rows = [n for n, row in enumerate(field.rows) if takes(row.choice, value)]
        kind = field.field.kind
        if rows:
            self.row(rows[0])
        elif isinstance(value, str) and kind in TEXT_KINDS and is_text_for_keys(value):
            self.clear().type(value if value.strip('"') else value + '""').press("enter")
        elif type(value).__name__ in ("int", "Decimal") and kind in NUMBER_KINDS:
            self.clear().type(str(value)).press("enter")
        else:
            reason = "no key types it" if isinstance(value, str) and kind in TEXT_KINDS else "another kind of value"
            self.instead(pointer, whole, reason)

    def json(self, pointer: str, value: Any, reason: str) -> None:
        """`=` on the line of the value."""
        self.as_json.append(reason)
        lines = [n for n, line in enumerate(self.lines) if line.pointer == pointer and line.kind != "add-key"]
        self.go(lines[0]).press("=")
        assert self.open is not None
        assert self.open.takes == "json"
        self.clear().type(as_typed(value)).press("enter")


def takes(choice: object, value: Any) -> bool:
    if isinstance(choice, TakeValue):
        return same(choice.value, value)
    return isinstance(choice, TakeRecord) and choice.record == value
