"""A question and the words that alone choose among its candidates in, the question with its subject narrowed out.

"Which missions worked on prisons or detention?" – "only those on the pandemic": the kind of answer is the first
question's, the subject the second's.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.knowledge import terms_in, themes_in
from assistant.query.query import Query, parse
from assistant.query.subject import term_of


def chosen_by(question: Query, chooses: str, *, within: bool) -> Query:
    """`within`: the candidates are an earlier list, which the places of the first question chose already."""
    own, language = parse(chooses), question.language
    return replace(
        question,
        clauses=own.clauses if language == "en" else (),
        themes=() if language == "en" else themes_in(chooses, language),
        terms=() if language == "en" else tuple(term_of(*term) for term in terms_in(chooses, language)),
        mentions=own.mentions if own.mentions or within else question.mentions,
        aside=own.aside,
        personal=own.personal,
        literally=own.literally,
    )
