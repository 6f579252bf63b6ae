"""A question and the words that alone choose among its candidates in, the question with its subject narrowed out.

"Which missions worked on prisons or detention?" – "only those on the pandemic": the kind of answer is the first
question's, the subject the second's.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.knowledge import themes_in
from assistant.question import Question, understood


def chosen_by(question: Question, chooses: str, *, within: bool) -> Question:
    """`within`: the candidates are an earlier list, which the places of the first question chose already."""
    own = understood(chooses)
    return replace(
        question,
        clauses=own.clauses if question.language == "en" else (),
        themes=() if question.language == "en" else themes_in(chooses, question.language),
        mentions=own.mentions if own.mentions or within else question.mentions,
        aside=own.aside,
        personal=own.personal,
        literally=own.literally,
    )
