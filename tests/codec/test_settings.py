from __future__ import annotations

from decimal import Decimal

import pytest

from annotate_kit.codec import (
    DEFAULTS,
    Settings,
    ThemeSettings,
    ValidateSettings,
    check_version,
    decode_settings,
    for_person,
)
from annotate_kit.core.limits import FIXED
from annotate_kit.errors import InputError, UsageError

EVERYTHING = b"""
required-version = ">=0.1, <2"
annotator = "kim"

[validate]
select = ["AK1", "AK2"]
ignore = ["AK205"]
fail-on = "warning"

[theme]
name = "plain"
colors = { official = "cyan" }
"""


def test_every_setting_has_a_default() -> None:
    assert decode_settings(b"", file="annotate-kit.toml") == DEFAULTS == Settings()


def test_every_setting_is_read() -> None:
    assert decode_settings(EVERYTHING, file="annotate-kit.toml") == Settings(
        required_version=">=0.1, <2",
        annotator="kim",
        validate=ValidateSettings(select=("AK1", "AK2"), ignore=("AK205",), fail_on="warning"),
        theme=ThemeSettings(name="plain", colors={"official": "cyan"}),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("annotater = 'kim'", "annotate-kit.toml:1: there is no setting 'annotater'. Did you mean annotator?"),
        (
            "# x\n[validate]\nselct = []",
            "annotate-kit.toml:3: there is no setting 'validate.selct'. Did you mean select?",
        ),
        ("\n[xyzzy]\na = 1", "annotate-kit.toml:2: there is no setting 'xyzzy'. Known are required-version, annotator"),
        ('"\\u0078y" = 1', "annotate-kit.toml: there is no setting 'xy'"),
        ("annotator = 'Kim Yoon'", "annotate-kit.toml:1: annotator is not what it can be. It is a name of a-z"),
        ("annotator = 5", "It is a name of a-z"),
        ("required-version = 'new'", "It is versions to compare with"),
        ("required-version = 1", "It is versions to compare with"),
        ("validate = 5", "validate is not what it can be. It is a table"),
        (
            "[validate]\nselect = 'AK1'",
            "annotate-kit.toml:2: validate.select is not what it can be. It is a list of texts",
        ),
        ("[validate]\nselect = [1]", "It is a list of texts"),
        ("[validate]\nfail-on = 'never'", 'It is "error" or "warning"'),
        ("[validate.paths]\n'a/*' = ['AK4']", "a table such as"),
        ("[validate.paths]\n'a/*' = {ignore = 'AK4'}", "It is a list of texts"),
        ("[validate.paths]\n'a/*' = {fail-on = ['AK4']}", "of select and ignore"),
        ("[suggest]\nleast-score = 2", "It is a number from 0 to 1"),
        ("[suggest]\nleast-score = true", "It is a number from 0 to 1"),
        ("[suggest.model]\nseconds = 0", "It is a number of seconds up to 3600"),
        ("[suggest.model]\nseconds = '5'", "It is a number of seconds up to 3600"),
        ("[suggest.model]\nprice-in = -1", "It is the price of a million tokens, a number"),
        ("[suggest.model]\nprice-out = inf", "It is the price of a million tokens, a number"),
        ("[theme]\nname = 1", "It is a text in quotes"),
        ("[theme]\ncolors = 1", "It is a table of texts"),
        ("[theme]\ncolors = {a = 1}", "It is a table of texts"),
        ("a = \n", "annotate-kit.toml:1:5: this is no TOML: Invalid value"),
        ("a = '", "annotate-kit.toml: this is no TOML"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        decode_settings(text.encode(), file="annotate-kit.toml")
    assert message in str(caught.value)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"annotate-kit\.toml:2:1: the file is not UTF-8"):
        decode_settings(b"# a\n# \xff", file="annotate-kit.toml")
    with pytest.raises(InputError, match="more than 1,048,576 bytes"):
        decode_settings(b"#" * (FIXED.settings_bytes + 1), file="annotate-kit.toml")
    with pytest.raises(UsageError, match="no TOML"):
        decode_settings(b"a = " + b"[" * 100_000, file="annotate-kit.toml")


@pytest.mark.parametrize(
    ("wanted", "version", "fits"),
    [
        (None, "0.1.0", True),
        (">=0.1", "0.1.0", True),
        (">=0.1,<1", "0.9.9", True),
        (">=0.1,<1", "1.0", False),
        (">0.1", "0.1", False),
        ("<=0.1", "0.1.1", False),
        ("==0.1", "0.1.0", True),
        ("!=0.1", "0.1.0", False),
        (">=0.10", "0.9", False),
        (">=0.1", "0.1.dev3", True),
    ],
)
def test_a_project_can_want_a_version(wanted: str | None, version: str, fits: bool) -> None:
    settings = Settings(required_version=wanted)
    if fits:
        check_version(settings, version, file="annotate-kit.toml")
    else:
        with pytest.raises(UsageError, match="Install a version that fits"):
            check_version(settings, version, file="annotate-kit.toml")


def test_a_person_s_own_settings_come_before_the_project_s_where_they_are_hers_to_say() -> None:
    project = decode_settings(
        b'annotator = "all"\n[theme]\nname = "terminal"\ncolors = {city = "red"}\n[keymap]\nundo = "f1"\nredo = "f2"\n'
        b"[timer]\non = true\n[screen]\nlinear = true\n[assignment]\neach = 2\n",
        file="annotate-kit.toml",
    )
    own = decode_settings(
        b'annotator = "kim"\n[theme]\nname = "contrast"\n[keymap]\nundo = "f5"\n[keymap.queue]\nopen = "z"\n'
        b"[timer]\non = false\n[screen]\nlinear = false\n[assignment]\neach = 7\n",
        file="config.toml",
    )
    both = for_person(project, own)
    assert both.annotator == "kim"
    assert (both.theme.name, both.theme.colors) == ("contrast", {"city": "red"})
    assert both.keymap == {"article": {"undo": "f5", "redo": "f2"}, "queue": {"open": "z"}}
    assert both.timer.on is False
    assert both.screen.linear is False
    assert both.assignment.each == 2
    assert for_person(project, DEFAULTS) == project


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[keymap]\nundo = 3\n", "a text in quotes"),
        ("[keymap.form]\nopen = 3\n", "a table of texts"),
        ("keymap = 3\n", "a table"),
        ("[timer]\non = 1\n", "true or false"),
        ("[screen]\nlinear = 'yes'\n", "true or false"),
        ("[assignment]\neach = 0\n", "a whole number from 1 on"),
        ("[assignment]\neach = true\n", "a whole number from 1 on"),
        ("[assignment]\nannotators = ['No Name']\n", "a list of annotators' names"),
        ("[assignment.articles]\na = 'kim'\n", "a list of annotators' names"),
        ("[assignment]\narticles = 3\n", "a table"),
    ],
)
def test_what_a_new_setting_cannot_be_is_said(toml: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        decode_settings(toml.encode(), file="annotate-kit.toml")
    assert said in str(error.value)


def test_annotators_are_named_once() -> None:
    settings = decode_settings(b'[assignment]\nannotators = ["kim", "lee", "kim"]\n', file="annotate-kit.toml")
    assert settings.assignment.annotators == ("kim", "lee")
    assert settings.assignment.blind


def test_numbers_of_suggestions_and_models_are_exact() -> None:
    raw = b"[suggest]\nleast-score = 1\n[suggest.model]\nseconds = 5\nprice-in = 0.15\nprice-out = 3\n"
    suggest = decode_settings(raw, file="annotate-kit.toml").suggest
    assert (suggest.least_score, suggest.model.seconds) == (1.0, 5.0)
    assert (suggest.model.price_in, suggest.model.price_out) == (Decimal("0.15"), Decimal(3))


def test_what_is_looked_for_is_set_by_path() -> None:
    raw = b"[validate.paths]\n'annotations/old-*' = {select = ['AK1'], ignore = ['AK104']}\n'*' = {}\n"
    paths = decode_settings(raw, file="annotate-kit.toml").validate.paths
    assert [(pattern, said.select, said.ignore) for pattern, said in paths.items()] == [
        ("annotations/old-*", ("AK1",), ("AK104",)),
        ("*", (), ()),
    ]


KEY = "sk-secret123"


@pytest.mark.parametrize(
    "text",
    [
        f'[suggest.model]\nkey = "{KEY}"\n',
        f'[suggest.model]\napi_key = "{KEY}"\n',
        f'[suggest.model]\ntoken = "{KEY}"\n',
        f'[suggest.model]\npassword = "{KEY}"\n',
        f'api-key = "{KEY}"\n',
        f'[suggest]\nmodel = {{url = "https://x/v1", secret = "{KEY}"}}\n',
        f'[suggest.model]\nurl = "https://user:{KEY}@example.org/v1"\n',
        f'[suggest.model]\nurl = "https://{KEY}@example.org/v1"\n',
        f'[suggest.model]\nurl = "https://example.org/v1?version=1&api_key={KEY}"\n',
        f'[suggest.model]\nurl = "//{KEY}@["\n',
        f'[suggest.model]\nkey-env = "{KEY}"\n',
        '[suggest.model]\nkey-env = "ghp_4f9aBcD"\n',
    ],
)
def test_a_key_in_the_settings_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        decode_settings(text.encode(), file="annotate-kit.toml")
    said = str(refused.value)
    assert KEY not in said
    assert "ghp_" not in said
    assert "environment variable" in said


def test_an_address_may_have_a_question_that_is_no_key() -> None:
    url = "https://example.org/v1?api-version=2024-02-01#a@b"
    assert decode_settings(f'[suggest.model]\nurl = "{url}"\n'.encode(), file="t").suggest.model.url == url
