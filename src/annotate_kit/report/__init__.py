"""Problems and tables as text and JSON; everything for a terminal is safe to print."""

from annotate_kit.report.problems import problem_line, problems_json, problems_text, summary_line
from annotate_kit.report.schemas import schema_page
from annotate_kit.report.tables import text_table

__all__ = ["problem_line", "problems_json", "problems_text", "schema_page", "summary_line", "text_table"]
