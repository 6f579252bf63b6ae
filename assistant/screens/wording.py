"""What the browser interface says in its own words, in one place; the report's words never stand here.

Every sentence is Further's own and is shown outside quotation marks. `{…}` is filled in by the screen that uses it.
"""

from __future__ import annotations

NAME = "Further"
INTRODUCTION = (
    "Ask about the report. Every answer quotes it word for word, and the number beside a quote opens the place "
    "where the words stand."
)
TRY = "Try one of these:"
EXAMPLES = (
    "Which missions worked on COVID-19?",
    "What are the success factors?",
    "What did MINUSMA do?",
    "Who heads human rights in UNAMI?",
    "Combien d’entretiens ont été menés\u00a0?",
)

STARTING = "Starting Further at {address}"
SERVING = "The page is there. Ctrl-C stops it."
CONVERSATION = "Conversation"
QUESTION = "Your question"
PLACEHOLDER = "Ask about the report"
ASK = "Ask"
LOOKING = "Looking…"
WAITING = "The model is still loading. Your question waits and is answered as soon as it is there."
LOADING = "The page is ready; the model is still loading. You can ask already: your question waits."
READY = "Ready for questions."
NOT_LOADED = "The model could not be loaded, so no question can be answered: {reason}"
BROKEN = "Something went wrong inside Further; the terminal it was started from says what. Please ask again."

SHOW_PLACE = "{number}, show these words in the report"
UNDERSTOOD_AS = "Understood as: {question}"
COUNT_COMPLETE = "{count} in all"
COUNT_OPEN = "{count} found; there may be more"
RULE = "Rule: {rule}"
NOT_IN_REPORT = "Not in the report"
OFF_TOPIC = "Not about the report"
NEAREST = "Nearest passages – not an answer"
PAGE = "page {label}"
PAGE_BOTH = "page {label} (page {number} of the file)"

REPORT = "The report"
REPORTS = "The reports"
OPEN_REPORT = "Read the report"
CLOSE_REPORT = "Close the report"
SEVERAL = "{count} reports"
EDITION = "Answers come from {title} ({edition})."
EDITIONS = "Answers come from {count} reports"
EDITION_TEXT = "text {digest}"
DISCLAIMER = "Further is no product of the United Nations and is not endorsed by it."
PLACE_LOST = "These words could not be found again at their place in the report, so nothing is marked."
