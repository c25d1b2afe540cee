"""Suggesters: names, patterns, what was learned, a model, files → suggestions. They propose; a person decides.

Nothing here changes anything: `accept` and `reject` return the edit that a person's key stands for. The HTTP client
and the clock are arguments.
"""

from annotate_kit.suggest.answering import Answer
from annotate_kit.suggest.deciding import accept, accept_all, reject
from annotate_kit.suggest.files import FileSuggester, Proposals, read_annotation_file, read_lines
from annotate_kit.suggest.keeping import suggestions_from_json, suggestions_to_json
from annotate_kit.suggest.knowing import names_of, organization_type, person_type
from annotate_kit.suggest.learned import Example, LearnedSuggester, Model, can_learn, language_key, train
from annotate_kit.suggest.merging import merge_suggestions
from annotate_kit.suggest.model import Endpoint, ModelAnswer, ModelSuggester, Post, ask_model, request_of
from annotate_kit.suggest.names import NameSuggester
from annotate_kit.suggest.patterns import PatternSuggester
from annotate_kit.suggest.picking import Match, NameBook
from annotate_kit.suggest.projecting import output_schema
from annotate_kit.suggest.running import Answers, EntryPoint, Loaded, load_suggesters, name_of, run_suggesters
from annotate_kit.suggest.scripts import romanize, same_name_across_scripts, script_keys
from annotate_kit.suggest.solving import Lesson, solve
from annotate_kit.suggest.tallying import Tally, Tallying, tally
from annotate_kit.suggest.values import (
    Elsewhere,
    FieldValue,
    Here,
    Known,
    Message,
    NameOf,
    New,
    Question,
    Source,
    Suggester,
    Suggestion,
    Target,
    Told,
)

__all__ = [
    "Answer",
    "Answers",
    "Elsewhere",
    "Endpoint",
    "EntryPoint",
    "Example",
    "FieldValue",
    "FileSuggester",
    "Here",
    "Known",
    "LearnedSuggester",
    "Lesson",
    "Loaded",
    "Match",
    "Message",
    "Model",
    "ModelAnswer",
    "ModelSuggester",
    "NameBook",
    "NameOf",
    "NameSuggester",
    "New",
    "PatternSuggester",
    "Post",
    "Proposals",
    "Question",
    "Source",
    "Suggester",
    "Suggestion",
    "Tally",
    "Tallying",
    "Target",
    "Told",
    "accept",
    "accept_all",
    "ask_model",
    "can_learn",
    "language_key",
    "load_suggesters",
    "merge_suggestions",
    "name_of",
    "names_of",
    "organization_type",
    "output_schema",
    "person_type",
    "read_annotation_file",
    "read_lines",
    "reject",
    "request_of",
    "romanize",
    "run_suggesters",
    "same_name_across_scripts",
    "script_keys",
    "solve",
    "suggestions_from_json",
    "suggestions_to_json",
    "tally",
    "train",
]
