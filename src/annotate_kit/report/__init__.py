"""Problems and tables as text and JSON; everything for a terminal is safe to print."""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.report.findings import Findings, NoSources, Sources, Words
    from annotate_kit.report.formats import FORMATS, made
    from annotate_kit.report.problems import problem_line, problems_json, problems_text, summary_line
    from annotate_kit.report.schemas import schema_page
    from annotate_kit.report.statistics import statistics_text
    from annotate_kit.report.styles import PLAIN, Style, find_style
    from annotate_kit.report.tables import text_table

__all__ = [
    "FORMATS",
    "PLAIN",
    "Findings",
    "NoSources",
    "Sources",
    "Style",
    "Words",
    "find_style",
    "made",
    "problem_line",
    "problems_json",
    "problems_text",
    "schema_page",
    "statistics_text",
    "summary_line",
    "text_table",
]

__getattr__ = offer(
    __name__,
    {
        "findings": "Findings NoSources Sources Words",
        "formats": "FORMATS made",
        "problems": "problem_line problems_json problems_text summary_line",
        "schemas": "schema_page",
        "statistics": "statistics_text",
        "styles": "PLAIN Style find_style",
        "tables": "text_table",
    },
)
