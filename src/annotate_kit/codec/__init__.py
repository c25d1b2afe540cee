"""Values ⇄ JSON: strict reading, canonical writing, the place of everything, files of every version, settings."""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.codec.encoding import encode, encode_line
    from annotate_kit.codec.envelope import (
        Decoded,
        DecodedArticle,
        decode_annotation,
        decode_article,
        edit_from_json,
        encode_annotation,
        encode_article,
    )
    from annotate_kit.codec.envelope_schema import ENVELOPE_SCHEMA
    from annotate_kit.codec.plain import claim_to_json, record_to_json, span_to_json
    from annotate_kit.codec.plain_edits import edit_to_json
    from annotate_kit.codec.registering import decode_decisions, encode_decisions
    from annotate_kit.codec.scanner import Positions, Spot, positions
    from annotate_kit.codec.settings import (
        DEFAULTS,
        ModelSettings,
        Settings,
        SuggestSettings,
        ThemeSettings,
        ValidateSettings,
        check_version,
        decode_settings,
        for_person,
    )
    from annotate_kit.codec.strict import Parsed, locate, parse_json

__all__ = [
    "DEFAULTS",
    "ENVELOPE_SCHEMA",
    "Decoded",
    "DecodedArticle",
    "ModelSettings",
    "Parsed",
    "Positions",
    "Settings",
    "Spot",
    "SuggestSettings",
    "ThemeSettings",
    "ValidateSettings",
    "check_version",
    "claim_to_json",
    "decode_annotation",
    "decode_article",
    "decode_decisions",
    "decode_settings",
    "edit_from_json",
    "edit_to_json",
    "encode",
    "encode_annotation",
    "encode_article",
    "encode_decisions",
    "encode_line",
    "for_person",
    "locate",
    "parse_json",
    "positions",
    "record_to_json",
    "span_to_json",
]

__getattr__ = offer(
    __name__,
    {
        "encoding": "encode encode_line",
        "envelope": "Decoded DecodedArticle decode_annotation decode_article edit_from_json encode_annotation "
        "encode_article",
        "envelope_schema": "ENVELOPE_SCHEMA",
        "plain": "claim_to_json record_to_json span_to_json",
        "plain_edits": "edit_to_json",
        "registering": "decode_decisions encode_decisions",
        "scanner": "Positions Spot positions",
        "settings": "DEFAULTS ModelSettings Settings SuggestSettings ThemeSettings ValidateSettings "
        "check_version decode_settings for_person",
        "strict": "Parsed locate parse_json",
    },
)
