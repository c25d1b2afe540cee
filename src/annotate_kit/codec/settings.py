"""Settings: what annotate-kit.toml says. Every one has a default."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

import attrs

from annotate_kit.core.limits import FIXED, Limits
from annotate_kit.core.names import is_annotator_name
from annotate_kit.errors import InputError, UsageError

__all__ = [
    "DEFAULTS",
    "AssignmentSettings",
    "ModelSettings",
    "ScreenSettings",
    "Settings",
    "SuggestSettings",
    "ThemeSettings",
    "TimerSettings",
    "ValidateSettings",
    "check_version",
    "decode_settings",
    "for_person",
]

_T = TypeVar("_T")


class _UnfitError(ValueError):
    """A setting's value is none that it can have; the text says what it can be."""


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise _UnfitError("a text in quotes")


def _endpoint(value: object) -> str:
    """An address that holds no key: it would stand in a file, and in messages."""
    text = _text(value)
    query = text.partition("#")[0].partition("?")[2]
    names = [part.partition("=")[0] for part in query.split("&")]
    if _WITH_USER.match(text) or any(map(_SECRET.search, names)):
        raise _UnfitError(f"an address without user, password or key. {_NO_KEYS}")
    return text


def _variable(value: object) -> str:
    if isinstance(value, str) and _VARIABLE.fullmatch(value):
        return value
    raise _UnfitError(f"the name of an environment variable, in capitals, such as OPENAI_API_KEY. {_NO_KEYS}")


_WITH_USER = re.compile(r"[^/?#]*//[^/?#]*@")
_SECRET = re.compile(r"key|token|secret|passw|credential|auth", re.IGNORECASE)
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_NO_KEYS = "Keys never stand in files: suggest.model.key-env names the environment variable that holds one"


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise _UnfitError("a list of texts")


def _texts_by_key(value: object) -> Mapping[str, str]:
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return dict(value)
    raise _UnfitError("a table of texts")


def _table(value: object) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    raise _UnfitError("a table, with its name in square brackets")


def _annotator(value: object) -> str:
    if isinstance(value, str) and is_annotator_name(value):
        return value
    raise _UnfitError("a name of a-z, 0-9 and hyphens, such as kim")


def _annotators(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) and is_annotator_name(item) for item in value):
        return tuple(dict.fromkeys(value))
    raise _UnfitError('a list of annotators\' names, such as ["kim", "lee"]')


def _annotators_by_article(value: object) -> Mapping[str, tuple[str, ...]]:
    return {name: _annotators(listed) for name, listed in _table(value).items()}


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _UnfitError("true or false")


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise _UnfitError("a whole number from 1 on")


def _limited(value: object, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most:
        return value
    raise _UnfitError(f"a whole number from 1 to {most:,}, written without commas")


def _keymap(value: object) -> Mapping[str, Mapping[str, str]]:
    """Place → name of what keys do there → keys; names outside a table are the article's."""
    found: dict[str, dict[str, str]] = {}
    for name, keys in _table(value).items():
        if isinstance(keys, Mapping):
            found.setdefault(name, {}).update(_texts_by_key(keys))
        else:
            found.setdefault("article", {})[name] = _text(keys)
    return found


def _version(value: object) -> str:
    if isinstance(value, str) and all(_SPECIFIER.fullmatch(part) for part in value.split(",")):
        return value
    raise _UnfitError('versions to compare with, such as ">=0.1,<1"')


def _share(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise _UnfitError("a number from 0 to 1")


def _seconds(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= _LONGEST:
        return float(value)
    raise _UnfitError(f"a number of seconds up to {_LONGEST}")


_LONGEST = 3600


def _price(value: object) -> Decimal | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf:
        # The shortest decimal that is this number: what stands in the file.
        return Decimal(repr(value))
    raise _UnfitError("the price of a million tokens, a number")


def _severity(value: object) -> str:
    if value in ("error", "warning"):
        return str(value)
    raise _UnfitError('"error" or "warning"')


_SPECIFIER = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*([0-9]{1,6}(?:\.[0-9]{1,6}){0,3})\s*")


def _setting(default: Any, read: Callable[[object], Any]) -> Any:
    return attrs.field(default=default, metadata={"read": read})


@attrs.frozen(kw_only=True)
class PathSelection:
    """What `validate` looks for in some of the files."""

    select: tuple[str, ...] = ()
    """Codes, or beginnings of codes; all where empty."""
    ignore: tuple[str, ...] = ()
    """The same, left out."""


def _selections(value: object) -> Mapping[str, PathSelection]:
    made: dict[str, PathSelection] = {}
    for pattern, said in _table(value).items():
        if not isinstance(said, dict) or said.keys() - {"select", "ignore"}:
            raise _UnfitError('a table such as {"annotations/old-*" = {ignore = ["AK408"]}}, of select and ignore')
        made[pattern] = PathSelection(select=_texts(said.get("select", [])), ignore=_texts(said.get("ignore", [])))
    return made


@attrs.frozen(kw_only=True)
class ValidateSettings:
    """What `validate` looks for."""

    select: tuple[str, ...] = _setting((), _texts)
    """Codes, or beginnings of codes (`AK2`); all where empty."""
    ignore: tuple[str, ...] = _setting((), _texts)
    """Codes, or beginnings of codes, that are left out."""
    fail_on: str = _setting("error", _severity)
    """`error` or `warning`."""
    plugins: tuple[str, ...] = _setting((), _texts)
    """Entry points of the group `annotate_kit.rules`: functions that check annotations as the project wants it."""
    paths: Mapping[str, PathSelection] = _setting(attrs.Factory(dict), _selections)
    """Pattern of paths, in which `*` is anything → what is looked for there, besides what is said for all."""


@attrs.frozen(kw_only=True)
class ThemeSettings:
    """How the app looks."""

    name: str | None = _setting(None, _text)
    colors: Mapping[str, str] = _setting(attrs.Factory(dict), _texts_by_key)
    """Record type → colour."""


@attrs.frozen(kw_only=True)
class ScreenSettings:
    """How the screen is used."""

    linear: bool | None = _setting(None, _yes_or_no)
    """Lines one after the other, for a screen reader, instead of a picture."""


@attrs.frozen(kw_only=True)
class TimerSettings:
    """Whether keys and seconds of each act are counted; never any text."""

    on: bool | None = _setting(None, _yes_or_no)
    """Off unless somebody asks for it."""


@attrs.frozen(kw_only=True)
class AssignmentSettings:
    """Who annotates which articles. An article's own `assigned` in its metadata comes first."""

    annotators: tuple[str, ...] = _setting((), _annotators)
    """Among whom the articles are shared out; nobody: everything is everybody's."""
    each: int = _setting(1, _count)
    """How many of them get each article."""
    blind: bool = _setting(True, _yes_or_no)  # noqa: FBT003  # the default, not an argument
    """Whether nobody sees what another says about an article before all who got it are done."""
    articles: Mapping[str, tuple[str, ...]] = _setting(attrs.Factory(dict), _annotators_by_article)
    """Article → who annotates it, instead of the sharing out."""


@attrs.frozen(kw_only=True)
class ModelSettings:
    """A language model that suggestions may be asked of. Without address and name nothing is ever sent."""

    url: str | None = _setting(None, _endpoint)
    """Of an OpenAI-compatible endpoint, up to `/v1`."""
    name: str | None = _setting(None, _text)
    """As the endpoint calls the model."""
    key_env: str = _setting("ANNOTATE_KIT_API_KEY", _variable)
    """The environment variable that holds the key; keys never stand in files."""
    types: tuple[str, ...] = _setting((), _texts)
    """The record types that are asked for; all where empty."""
    seconds: float = _setting(120.0, _seconds)
    """How long one answer may take."""
    price_in: Decimal | None = attrs.field(default=None, metadata={"read": _price})
    """Of a million tokens that are sent."""
    price_out: Decimal | None = attrs.field(default=None, metadata={"read": _price})
    """Of a million tokens of the answers."""


@attrs.frozen(kw_only=True)
class SuggestSettings:
    """What is suggested, and by whom."""

    sources: tuple[str, ...] = _setting(("names", "patterns", "learned", "files"), _texts)
    """The suggesters that are asked in the app; packages may add some."""
    least_score: float = _setting(0.4, _share)
    """Suggestions that are less likely are not shown."""
    model: ModelSettings = attrs.field(factory=ModelSettings, metadata={"table": ModelSettings})


@attrs.frozen(kw_only=True)
class Settings:
    """What annotate-kit.toml says."""

    required_version: str | None = _setting(None, _version)
    """Such as `>=0.1,<1`."""
    annotator: str | None = _setting(None, _annotator)
    """Who annotates, where neither `--as` nor the environment says."""
    validate: ValidateSettings = attrs.field(factory=ValidateSettings, metadata={"table": ValidateSettings})
    theme: ThemeSettings = attrs.field(factory=ThemeSettings, metadata={"table": ThemeSettings})
    screen: ScreenSettings = attrs.field(factory=ScreenSettings, metadata={"table": ScreenSettings})
    keymap: Mapping[str, Mapping[str, str]] = _setting(attrs.Factory(dict), _keymap)
    """Place → name of what keys do there → other keys, apart by spaces."""
    timer: TimerSettings = attrs.field(factory=TimerSettings, metadata={"table": TimerSettings})
    assignment: AssignmentSettings = attrs.field(factory=AssignmentSettings, metadata={"table": AssignmentSettings})
    suggest: SuggestSettings = attrs.field(factory=SuggestSettings, metadata={"table": SuggestSettings})
    limits: Limits = attrs.field(factory=Limits, metadata={"table": Limits})


DEFAULTS = Settings()
"""The settings of a project without the file."""


def decode_settings(raw: bytes, *, file: str) -> Settings:
    """The settings in a TOML file.

    Raises:
        InputError: where it is not UTF-8, or too large.
        UsageError: where it is no TOML, a key is unknown or a value is none that it can have; the line is named.
    """
    import tomllib  # noqa: PLC0415 - costs a start-up, and many projects have no settings

    if len(raw) > FIXED.settings_bytes:
        raise InputError(file, f"the file has more than {FIXED.settings_bytes:,} bytes", "Settings are short.")
    try:
        text = raw.decode()
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(file, "the file is not UTF-8", "Save it as UTF-8.", line=line) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        what, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+), column (\d+)", place)
        where = f"{file}:{found[1]}:{found[2]}" if found else file
        raise UsageError(f"{where}: this is no TOML: {what}", "Put it right; texts stand in quotes.") from None
    return _decode(Settings, table, _Source(file=file, text=text), ())


@attrs.frozen(kw_only=True)
class _Source:
    file: str
    text: str

    def fail(self, key: str, what: str, hint: str) -> NoReturn:
        """Stop, and name the line where the key is most likely set."""
        name = re.escape(key.rpartition(".")[2])
        pattern = rf"^[ \t]*(?:\[.*?)?[\"']?{name}[\"']?[ \t]*[=.\]]"
        found = re.search(pattern, self.text, re.MULTILINE)
        line = f":{self.text.count(chr(10), 0, found.start()) + 1}" if found else ""
        raise UsageError(f"{self.file}{line}: {what}", hint)


def _decode(kind: type[_T], table: Mapping[str, Any], source: _Source, path: tuple[str, ...]) -> _T:
    known = {field.name.replace("_", "-"): field for field in attrs.fields(kind)}  # type: ignore[arg-type]  # settings are attrs classes
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = ".".join((*path, name))
        if name not in known:
            from difflib import get_close_matches  # noqa: PLC0415 - only for what is not there

            close = get_close_matches(name, known, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"Known are {', '.join(known)}."
            hint = f"{_NO_KEYS}." if _SECRET.search(name) else hint
            source.fail(key, f"there is no setting {key!a}", hint)
        field = known[name]
        inner = field.metadata.get("table")
        try:
            if inner is not None:
                values[field.name] = _decode(inner, _table(value), source, (*path, name))
            elif "most" in field.metadata:
                values[field.name] = _limited(value, field.metadata["most"])
            else:
                values[field.name] = field.metadata["read"](value)
        except _UnfitError as error:
            source.fail(key, f"{key} is not what it can be", f"It is {error}.")
    return kind(**values)


def for_person(settings: Settings, own: Settings) -> Settings:
    """A project's settings for a person with settings of her own: looks and keys are hers to say."""
    keymap = {
        place: {**settings.keymap.get(place, {}), **own.keymap.get(place, {})}
        for place in (*settings.keymap, *own.keymap)
    }
    theme = attrs.evolve(
        settings.theme,
        name=own.theme.name or settings.theme.name,
        colors={**settings.theme.colors, **own.theme.colors},
    )
    return attrs.evolve(
        settings,
        annotator=own.annotator or settings.annotator,
        theme=theme,
        screen=own.screen if own.screen.linear is not None else settings.screen,
        keymap=keymap,
        timer=own.timer if own.timer.on is not None else settings.timer,
    )


def check_version(settings: Settings, version: str, *, file: str) -> None:
    """See that the project wants this version of annotate-kit.

    Raises:
        UsageError: where it wants another.
    """
    if settings.required_version is None:
        return
    own = _numbers(re.match(r"[0-9.]*", version)[0])  # type: ignore[index]  # the pattern matches every text
    for part in settings.required_version.split(","):
        found = _SPECIFIER.fullmatch(part)
        assert found is not None
        if not _COMPARE[found[1]](own, _numbers(found[2])):
            what = f"{file}: this project wants annotate-kit {settings.required_version}, and this is {version}"
            raise UsageError(what, "Install a version that fits.")


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".") if part]
    return tuple(numbers + [0] * (4 - len(numbers)))


_COMPARE: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": lambda own, wanted: own >= wanted,
    "<=": lambda own, wanted: own <= wanted,
    "==": lambda own, wanted: own == wanted,
    "!=": lambda own, wanted: own != wanted,
    ">": lambda own, wanted: own > wanted,
    "<": lambda own, wanted: own < wanted,
}
