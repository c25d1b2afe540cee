"""Problems of structure, text, references and meaning, as data; two engines behind one interface. Nothing raises."""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.validate.annotations import check_annotation
    from annotate_kit.validate.engines import find_engine
    from annotate_kit.validate.envelope import check_envelope
    from annotate_kit.validate.files import CheckedFile, check_annotation_file, check_article_file
    from annotate_kit.validate.findings import Engine, Finding
    from annotate_kit.validate.records import check_record
    from annotate_kit.validate.schemas import schema_problems
    from annotate_kit.validate.texts import digest_of

__all__ = [
    "CheckedFile",
    "Engine",
    "Finding",
    "check_annotation",
    "check_annotation_file",
    "check_article_file",
    "check_envelope",
    "check_record",
    "digest_of",
    "find_engine",
    "schema_problems",
]

__getattr__ = offer(
    __name__,
    {
        "annotations": "check_annotation",
        "engines": "find_engine",
        "envelope": "check_envelope",
        "files": "CheckedFile check_annotation_file check_article_file",
        "findings": "Engine Finding",
        "records": "check_record",
        "schemas": "schema_problems",
        "texts": "digest_of",
    },
)
