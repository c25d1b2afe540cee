import pytest

from annotate_kit.text import Unreadable, normalise


def test_line_ends_and_accents_become_one_form_and_nothing_else_changes() -> None:
    assert normalise("\ufeffe\u0301\r\nb\rc\u3000 \u00a0\t".encode()) == "é\nb\nc\u3000 \u00a0\t"
    assert normalise(b"\xef\xbb\xbfx") == "x"
    assert normalise("한국".encode()) == "한국"


@pytest.mark.parametrize(
    ("raw", "reason", "line", "column", "hint"),
    [
        (b"", "the file is empty", 1, 1, "text in it"),
        (b" \r\n\t", "only white space", 1, 1, "text in it"),
        (b"ab\r\nc\x00d", "NUL", 2, 2, "Remove"),
        ("é\n김x".encode() + b"\xff", "byte 0xff", 2, 3, "Windows-1252"),
        (b"\xef\xbb\xbfab\xff", "byte 0xff", 1, 3, "UTF-8"),
        ("hello".encode("utf-16"), "looks like UTF-16", 1, 1, "Save it as UTF-8"),
        ("hello".encode("utf-16-le"), "looks like UTF-16", 1, 1, "Save it as UTF-8"),
        ("hello".encode("utf-16-be"), "looks like UTF-16", 1, 1, "Save it as UTF-8"),
        (b"\xfe\xff\x00h", "looks like UTF-16", 1, 1, "Save it as UTF-8"),
        ("hello".encode("utf-32"), "looks like UTF-32", 1, 1, "Save it as UTF-8"),
        ("\ud800".encode("utf-8", "surrogatepass"), "byte 0xed", 1, 1, "UTF-8"),
        ("한국과 일본은 협력을 강화하기로 했다.".encode("cp949"), "is not UTF-8", 1, 1, "Korean CP949"),
        ("日本と韓国は協力を強化することにした。".encode("cp932"), "is not UTF-8", 1, 1, "Shift_JIS"),
        ("日本と韓国は協力を強化することにした。".encode("euc_jp"), "is not UTF-8", 1, 1, "EUC-JP"),
        ("café".encode("latin-1"), "byte 0xe9", 1, 4, "Latin-1"),
    ],
)
def test_what_is_no_text_is_refused_in_words_and_at_a_place(
    raw: bytes, reason: str, line: int, column: int, hint: str
) -> None:
    result = normalise(raw)
    assert isinstance(result, Unreadable)
    assert reason in result.reason
    assert (result.line, result.column) == (line, column)
    assert hint in result.hint
