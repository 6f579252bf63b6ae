"""What the page's script sends with each call, as values: what is missing has its default, what is too much is refused.

Fields that a call does not know are passed over, so that a page from before the program was renewed goes on working.
Names of missions, themes and styles are not judged here: a name that our tables do not know chooses nothing.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from assistant.query.limits import Kind
from corpus.errors import Misuse

_MOST_CITED = 500  # quotes at once: more than a conversation holds; those after them are left out

Name = Annotated[str, Field(max_length=500)]  # characters: a key, an anchor, the name of a mission or a theme
Desk = Annotated[str, Field(max_length=20_000)]  # characters: keys of a thousand documents
Text = Annotated[str, Field(max_length=50_000)]  # characters, of whatever a person may write or paste
Names = Annotated[tuple[Name, ...], AfterValidator(lambda names: names[:_MOST_CITED])]
Switch = Annotated[bool, BeforeValidator(bool)]  # as the address says it: "1", or nothing

Read = TypeVar("Read", bound="Call")


class InvalidCall(Misuse):
    """What came is no such call: one line that names the fields, for whoever reads the terminal."""


class Call(BaseModel):
    """`document`: the documents that are asked, as `desks.py` reads them; "" for what is served."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    document: Desk = ""

    @model_validator(mode="before")
    @classmethod
    def _said(cls, sent: Any) -> Any:
        """Without what is null: the script says nothing by it."""
        return {key: one for key, one in sent.items() if one is not None} if isinstance(sent, dict) else sent


class Conversation(Call):
    """`turns`: the Answer objects that the browser kept, oldest first; each is proved before it is used."""

    turns: Annotated[tuple[Any, ...], Field(max_length=10_000)] = ()


class AskCall(Conversation):
    """`question`: as typed; whether it is too long is said in words. `mission`, `theme`: what the person chose."""

    question: str = ""
    mission: Name = ""
    theme: Name = ""
    without: Kind | Literal[""] = ""


class FollowingCall(Conversation):
    """`asked`: the questions of the whole conversation."""

    asked: Annotated[tuple[Text, ...], Field(max_length=10_000)] = ()


class WhyCall(Conversation):
    anchor: Name = ""


class JudgeCall(Conversation):
    verdict: Name = ""
    reason: Text = ""


class FindCall(Call):
    """`anchor`: of a quote, or a reference, which holds the quote's words too."""

    anchor: Text = ""


class PageCall(Call):
    """A PDF's page as it looks. `report`: its place on the desk, from 0. `page`: of the file, from 1; 0 for the page
    on which the words begin. `start`, `end`: the words in the report's text, by code points; no words where equal."""

    report: Annotated[int, Field(ge=0, le=1000)] = 0
    page: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    start: Annotated[int, Field(ge=0)] = 0
    end: Annotated[int, Field(ge=0)] = 0


class OwnCall(Call):
    """`own`: a document of one's own, or several, as a desk; `shown`: it is shown already; `remove`: it is closed for
    good, where it is kept too."""

    own: Desk = ""
    shown: bool = False
    remove: bool = False


class SourcesCall(Call):
    """`own`: keys of the browser's own documents, whether they are asked or not."""

    own: Names = ()


class CardCall(Call):
    """`source`: the document, as a desk of it alone."""

    source: Name = ""


class FactsCall(Call):
    """`source`: a document of one's own, by its key. `facts`: what is known of it, by the keys of `corpus.metadata`."""

    source: Name = ""
    facts: Annotated[dict[Name, Name], Field(max_length=40)] = {}


class CasesCall(Call):
    """`row`: the anchor of a row to be named, perhaps of another edition. `picked`: anchors of the rows that alone are
    saved; none: all that the filters leave. `mission`: two, by a comma, where they are compared. `shape`: of
    `case_list.SHAPES`."""

    shape: Name = ""
    mission: Name = ""
    country: Name = ""
    theme: Name = ""
    words: Text = ""
    order: Annotated[Name, BeforeValidator(lambda said: said or "report")] = "report"
    row: Name = ""
    picked: Names = ()


class CiteCall(Call):
    anchors: Names = ()
    style: Name = ""


class CheckCall(Call):
    """`check`: its key; `alive`: that somebody still looks at it is all that is said. `language`: of what is saved."""

    check: Name = ""
    style: Name = ""
    language: Name = ""
    alive: Switch = False


class BriefCall(Call):
    """`theme`: several, by commas. `without`: keys of sections; `dropped`, `order`: anchors of quotes."""

    mission: Name = ""
    role: Name = ""
    theme: Text = ""
    length: Name = ""
    language: Name = ""
    emails: Switch = False
    questions: Switch = False
    without: Names = ()
    dropped: Names = ()
    order: Names = ()
    line: Name = ""
    date: Name = ""
    notes: Text = ""


class PinnedCall(BaseModel):
    """`kind`: "quote", with the words and their `anchor`, or what the person wrote: "heading", "line"."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Literal["quote", "heading", "line"]
    text: Text = ""
    anchor: Name = ""


class BasketCall(Call):
    """`items`: in the person's order; those after the first 500 are left out. `language`: of Further's own words."""

    items: Annotated[tuple[PinnedCall, ...], AfterValidator(lambda items: items[:_MOST_CITED])] = ()
    title: Name = ""
    language: Name = ""


class PlaceCall(Call):
    """A place in a report's text, by code points. `report`: its place on the desk, from 0. `whole`: the passage."""

    report: Annotated[int, Field(ge=0, le=1000)] = 0
    start: Annotated[int, Field(ge=0)] = 0
    end: Annotated[int, Field(ge=0)] = 0
    whole: Switch = False


def read(kind: type[Read], sent: object) -> Read:
    """What came over the wire as a call of this kind. Raises InvalidCall."""
    try:
        return kind.model_validate(sent)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'the call'}: {fault['msg']}" for fault in error.errors())
        raise InvalidCall(f"{kind.__name__}: {'; '.join(faults)}") from error
