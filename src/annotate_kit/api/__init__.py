"""For scripts and notebooks: a project, its articles, and records whose every value shows its words.

>>> from annotate_kit import open_project
>>> for record in open_project("my-project").records("official"):
...     print(record.caption, record.evidence["/name"][0].quotes)
"""

from annotate_kit.api.projects import AnnotationFile, ArticleFile, OpenProject, init_project, open_project
from annotate_kit.api.records import EvidenceFor, Quote, RecordWithWords

__all__ = [
    "AnnotationFile",
    "ArticleFile",
    "EvidenceFor",
    "OpenProject",
    "Quote",
    "RecordWithWords",
    "init_project",
    "open_project",
]
