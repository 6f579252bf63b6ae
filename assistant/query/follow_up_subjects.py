"""Follow-ups about the last subject: another in its place, the same for all missions, what "it" was, why and when.

In: a question beside what it may lean on. Out of each rule: what was meant, None where the rule says nothing.
"""

from __future__ import annotations

import re

from assistant.knowledge import themes_in
from assistant.query.context import MISSION_WORDS, Leaning
from assistant.query.follow_up_missions import OF_THE_REPORT
from assistant.query.meant import Meant
from assistant.query.query import understood
from assistant.query.question_type import Wanted
from assistant.query.rewriting import SAME_PLACE, at_missions, ended, own_words, with_subject
from assistant.query.stand_alone import LONGEST_FRAGMENT, fragment_of, has_verb

_LIKEWISE = re.compile(
    r"^(?:and|but|so|or)?[\s,]*(?:(?:was|were|is|are|did|does|do|has|have|can)\s+)?(?P<what>.+?)[\s,]+"
    r"(?:as well|too|also|likewise)[\s?.!]*$",
    re.IGNORECASE,
)
_WHO_DID = re.compile(
    r"^\W*(?:and\s+|so\s+)?(?:which|what|whose)\s+(?:missions?|countr(?:y|ies)|operations?)\s+(?:did|does|do|was|were|is|are|has|have)\s+"
    r"(?:that|this|it|so|those|these)\b",
    re.IGNORECASE,
)
_THING = re.compile(r"\b(?:it|its|they|them|their)\b", re.IGNORECASE)
# Whether somebody asks for one more fact, which may stand beside the last one.
_FACT = re.compile(
    r"^\W*(?:and\s+|but\s+|so\s+|or\s+)?(?:(?:by|with|to|from|for|of|in|on|since|until)\s+)?"
    r"(?:who|whom|whose|when|where|which|what (?:year|date)|how (?:many|much|long))\b",
    re.IGNORECASE,
)
# "by what decision": a question without a verb of its own.
_WITHOUT_VERB = re.compile(
    r"^\W*(?:and\s+|but\s+|so\s+|or\s+)?(?:by|with|to|from|for|of|in|on|since|until|under)\s+(?:what|which|whose)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"^\W*(?:and\s+|but\s+|so\s+)?(?:did|do|does|was|were|is|are|has|have|had|can|could)\b", re.IGNORECASE
)
_DONE_WITH_IT = re.compile(r"\b\w+ing\s+(?:it|them|that)\b", re.IGNORECASE)  # "by collecting it"
_ABOUT_IT = re.compile(
    r"\b(?:about|on|of|with|covers?|mentions?|concerns?|touch(?:es)?|names?|treats?|address(?:es)?)\s+"
    r"(?P<it>it|this|that|them)\W*$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:people|persons|staff|colleagues|participants|everyone|anyone|those)\b", re.IGNORECASE)
_THAT = re.compile(r"\b(?:this|that|these|those|it|they|them)\b", re.IGNORECASE)
_MEMBERS = frozenset({Wanted.CASES, Wanted.MISSIONS, Wanted.CONTACT})
_LONGEST_BARE = 7  # words
_LONGEST_LEANING = 9  # words: in a longer question "it" is something that it names itself


def who_did(now: Leaning) -> Meant | None:
    """ "which missions did that?": the last subject, asked for all missions."""
    if not _WHO_DID.search(now.text) or not now.before.concepts or now.question.mentions:
        return None
    return Meant(f"Which missions: {' '.join(concept.word for concept in now.before.concepts)}?")


def likewise(now: Leaning) -> Meant | None:
    """ "and was the survey as well?": the last question with what it began with exchanged."""
    match = _LIKEWISE.match(now.text)
    concepts = now.before.concepts
    if not match or now.question.mentions or not concepts or len(match["what"].split()) > LONGEST_FRAGMENT:
        return None
    first, text = concepts[0].word, now.last.understood_as
    if first not in text or len(concepts) < 2:
        return None
    what = re.sub(r"^(?:the|a|an)\s+", "", match["what"], flags=re.IGNORECASE)
    return Meant(text.replace(first, what, 1))


def another_subject(now: Leaning) -> Meant | None:
    """ "what about Ebola?", "et sur la COVID-19 ?": the last question about another subject."""
    fragment = fragment_of(now.text, now.question, now.language)
    if understood(fragment).mentions or not own_words(fragment, frozenset()):
        return None
    if _THING.match(fragment) or (now.missions and SAME_PLACE.search(_DONE_WITH_IT.sub(" ", fragment))):
        return None  # "and covid there?"
    if now.language != "en" and themes_in(fragment, now.language):
        return Meant(f"{ended(now.last.understood_as)} – {fragment}?", chooses=fragment)
    if now.before.wants & {Wanted.CONTACT, Wanted.WHO} and now.before.mentions:
        # A person was asked for; the new subject is asked of the same mission.
        return Meant(at_missions(fragment, now.missions))
    return Meant(with_subject(now.last.understood_as, fragment, now.before))


def about_it(now: Leaning) -> Meant | None:
    """ "I work on situational awareness." – "Which case studies cover it?": the last subject, where nothing else is."""
    match = _ABOUT_IT.search(now.text)
    if not match or now.question.clauses or now.question.mentions or not now.before.concepts:
        return None
    if not now.question.wants & {Wanted.SET, Wanted.CASES, Wanted.MISSIONS}:
        return None
    subject = " ".join(concept.word for concept in now.before.concepts)
    return Meant(f"{now.text[: match.start('it')]}{subject}{now.text[match.end('it') :]}")


def thing(now: Leaning) -> Meant | None:
    """ "What is OHCHR?" – "When was it set up?"; "Did they run a survey?" – "How many filled it in?": the name or the
    thing that was asked about, where "it" stands."""
    match = _THING.search(now.text)
    if now.question.mentions or not match or OF_THE_REPORT.search(now.text) or now.names_before(match.start()):
        return None
    if _SOMEBODY.search(now.text[: match.start()]):
        return None  # "did people have to give their names?"
    concepts = now.before.concepts
    named = [concept.word for concept in concepts if concept.word.isupper() and len(concept.word) > 1]
    if named and match[0].lower() != "its" and any(concept.named for concept in now.question.concepts):
        return None
    things = [f"the {one.word}" for one in concepts if not one.word.endswith(("ed", "ing"))]
    theirs = match[0].lower() in ("they", "their")  # "Did they train any police?": somebody does
    told = theirs and any(concept.tells for concept in now.question.concepts)
    if not named and (told or now.before.mentions or len(things) != 1 or match[0].lower() == "their"):
        return None
    if not named and (Wanted.SET in now.question.wants or len(now.text.split()) > _LONGEST_LEANING):
        return None
    name = (named or things)[0]
    return Meant(f"{now.text[: match.start()]}{name}{now.text[match.end() :]}")


def nothing_of_its_own(now: Leaning) -> Meant | None:
    """ "Yes to what?", "why?", "tell me more", "by what decision?": words that name nothing of their own."""
    text, question = now.text, now.question
    if question.mentions or len(text.split()) > _LONGEST_BARE or question.themes or question.language != "en":
        return None
    asks_for_all = Wanted.SET in question.wants and question.wants & _MEMBERS
    if asks_for_all and has_verb(text) and not _THAT.search(text):
        return None  # "list all contacts"
    elliptic = len(now.last.citations) == 1 and _WITHOUT_VERB.match(text) and not has_verb(text)
    if (own_words(text, MISSION_WORDS) - {"yes", "no"} and not elliptic) or not now.last.citations:
        return None
    before = ended(now.last.understood_as)
    if _YES_OR_NO.match(text) and now.before.concepts and not now.before.mentions:
        return Meant(f"{' '.join(concept.word for concept in now.before.concepts)} – {text}")
    return Meant(f"{before} – {text}", again=() if elliptic or _FACT.match(text) else now.last.citations)
