"""Values and edits: spans, records, evidence, annotations. No I/O, no clock, no randomness."""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.core import changes
    from annotate_kit.core.annotation import FORMAT, STATUSES, Annotation, Article
    from annotate_kit.core.dates import EdtfDate, edtf_problem, parse_edtf
    from annotate_kit.core.edits import (
        AddRecord,
        AddSpan,
        Batch,
        ChangeSpan,
        Edit,
        Evidence,
        InsertItem,
        MoveItem,
        RemoveItem,
        RemoveRecord,
        RemoveSpan,
        SetEntity,
        SetEvidence,
        SetMentions,
        SetProperty,
        SetValue,
        apply,
        invert,
    )
    from annotate_kit.core.limits import LIMITS, Limits
    from annotate_kit.core.names import Ids, is_annotator_name, is_article_id, is_type_name, make_id
    from annotate_kit.core.problems import RULES, Place, Problem, Rule, Severity, has_errors
    from annotate_kit.core.records import CLAIM_KINDS, Claim, Record
    from annotate_kit.core.spans import CONTEXT, Fragment, Span, make_span
    from annotate_kit.core.values import ABSENT, Absent, Json, same

__all__ = [
    "ABSENT",
    "CLAIM_KINDS",
    "CONTEXT",
    "FORMAT",
    "LIMITS",
    "RULES",
    "STATUSES",
    "Absent",
    "AddRecord",
    "AddSpan",
    "Annotation",
    "Article",
    "Batch",
    "ChangeSpan",
    "Claim",
    "Edit",
    "EdtfDate",
    "Evidence",
    "Fragment",
    "Ids",
    "InsertItem",
    "Json",
    "Limits",
    "MoveItem",
    "Place",
    "Problem",
    "Record",
    "RemoveItem",
    "RemoveRecord",
    "RemoveSpan",
    "Rule",
    "SetEntity",
    "SetEvidence",
    "SetMentions",
    "SetProperty",
    "SetValue",
    "Severity",
    "Span",
    "apply",
    "changes",
    "edtf_problem",
    "has_errors",
    "invert",
    "is_annotator_name",
    "is_article_id",
    "is_type_name",
    "make_id",
    "make_span",
    "parse_edtf",
    "same",
]

__getattr__ = offer(
    __name__,
    {
        "": "changes",
        "annotation": "Annotation Article FORMAT STATUSES",
        "dates": "EdtfDate edtf_problem parse_edtf",
        "edits": (
            "AddRecord AddSpan Batch ChangeSpan Edit Evidence InsertItem MoveItem RemoveItem RemoveRecord RemoveSpan "
            "SetEntity SetEvidence SetMentions SetProperty SetValue apply invert"
        ),
        "limits": "LIMITS Limits",
        "names": "Ids is_annotator_name is_article_id is_type_name make_id",
        "problems": "Place Problem RULES Rule Severity has_errors",
        "records": "CLAIM_KINDS Claim Record",
        "spans": "CONTEXT Fragment Span make_span",
        "values": "ABSENT Absent Json same",
    },
)
