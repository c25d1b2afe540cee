"""The only openpyxl: table model → the bytes of a workbook, and a receipt of every value that had to be changed."""

from annotate_kit.workbook.sanitise import Clean, clean
from annotate_kit.workbook.writing import MOST_ROWS, write_workbook

__all__ = ["MOST_ROWS", "Clean", "clean", "write_workbook"]
