"""What the HTTP door takes and gives, as its OpenAPI description tells it.

Calls are refused where they hold a field that is not known; what is given may have more fields in later versions.
`assistant.answer_json` and its like write what is given; a test holds both together.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.question_text import LONGEST_QUESTION

LONGEST_DRAFT = 400_000  # characters; longer drafts are files, for `further check`
_MOST_TURNS = 200
_MOST_CITED = 500

Name = Annotated[str, Field(max_length=500)]
Words = Annotated[str, Field(min_length=1, max_length=10_000)]
Style = Literal["un", "chicago", "apa", "oscola"]
Order = Literal["report", "mission", "country", "title"]
TRUE = "131 interviews with current and former staff from more than 20 field missions"


class _Call(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskCall(_Call):
    """A question, with the conversation before it."""

    question: Annotated[
        str, Field(min_length=1, max_length=LONGEST_QUESTION, examples=["Which missions worked on COVID-19?"])
    ]
    turns: Annotated[
        list[dict[str, Any]],
        Field(max_length=_MOST_TURNS, description="Answer objects as they came, oldest first; each is proved again."),
    ] = []
    mission: Annotated[Name, Field(description="Limits the answer to a mission, by its acronym.", examples=[""])] = ""
    theme: Annotated[Name, Field(description="Limits the answer to a theme, by its key.", examples=[""])] = ""
    writer: Annotated[
        bool, Field(description="Whether to wait for the operator's language model, where one is named.")
    ] = True


class CheckCall(_Call):
    """A draft, of which what stands in quotation marks is looked up; or quotations, each as it is."""

    draft: Annotated[
        str, Field(max_length=LONGEST_DRAFT, examples=[f"They held “{TRUE.replace('20', '30')}”, it says."])
    ] = ""
    quotations: Annotated[list[Words], Field(max_length=200, examples=[[TRUE]])] = []


class CiteCall(_Call):
    """Words of the documents, or anchors of quotes that an answer gave."""

    words: Annotated[str, Field(max_length=10_000, examples=["131 interviews with current and former staff"])] = ""
    anchors: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=_MOST_CITED, examples=[[]])] = []
    style: Style = "un"


class BriefCall(_Call):
    """A briefing pack: names as in `further brief --list`; `mission` empty or "any": all of them."""

    mission: Annotated[Name, Field(examples=["MONUSCO"])] = ""
    role: Annotated[Name, Field(examples=["police"])] = ""
    themes: Annotated[list[Name], Field(max_length=50, examples=[["elections"]])] = []
    length: Literal["page", "standard", "full"] = "standard"
    language: Literal["ar", "en", "es", "fr", "ru", "zh"] = "en"
    emails: bool = False
    self_check: bool = False
    format: Annotated[
        Literal["json", "md", "html", "docx", "pdf"], Field(description="json: its sections; else a file.")
    ] = "json"


class LeadIn(BaseModel):
    text: str
    start: int
    end: int


class Cell(BaseModel):
    head: str
    text: str


class TableRow(BaseModel):
    title: str
    unit: str
    label: str
    cells: list[Cell]


class Quote(BaseModel):
    """Words cut from a document: `text` is character for character what stands at `start` to `end` (Unicode code
    points) of the text that `GET /sources/{sha256}` gives."""

    number: int
    text: str
    document: str
    section: list[str]
    page: int | None
    page_label: str | None
    last_page: int | None
    last_page_label: str | None
    start: int
    end: int
    anchor: str
    score: float
    paragraph: str = ""
    annex: str = ""
    note: str = ""
    lead_in: LeadIn | None = None
    by_machine: bool = False
    row: TableRow | None = None
    further: bool = False


class SourceAnswer(BaseModel):
    """What one of several documents says by itself. `quotes` of what leads are the answer's own, by their numbers;
    empty with `abstained` false: it may answer too, and enough others answer better."""

    document: str
    title: str
    symbol: str
    reason: str | None
    abstained: bool
    quotes: list[Quote]
    complete: bool | None
    count: int | None
    rule: str | None
    confidence: Annotated[float, Field(ge=0, le=1)]


class WrittenSentence(BaseModel):
    """`quotes`: the numbers of those that bear it out."""

    text: str
    quotes: list[int]


class Dropped(BaseModel):
    why: str


class Written(BaseModel):
    """What a language model wrote of the answer: its words, never the documents'. `dropped`: sentences that no quote
    bears out, each with why; `failure`: what went wrong with it, in a line."""

    sentences: list[WrittenSentence]
    dropped: list[Dropped]
    failure: str | None


class Answer(BaseModel):
    """The Answer object, as `further ask --json` prints it. `quotes` alone are the documents' words that answer;
    `nearest` is no answer, and `message` is Further's own; `offer`: where the briefing that was asked for is to be had.
    `by_source`, where several documents are asked: what each says, what leads first, then the others that answer, then
    those that say nothing; `unasked`: how many more were not asked, since those that were stand nearer to the
    question."""

    id: Any = None
    question: str
    understood_as: str
    query: dict[str, Any]
    language: str
    status: Literal["answered", "not_in_report", "off_topic"]
    reason: str | None
    abstained: bool
    message: str
    offer: str = ""
    quotes: list[Quote]
    nearest: list[Quote]
    complete: bool | None
    count: int | None
    rule: str | None
    confidence: Annotated[float, Field(ge=0, le=1)]
    latency_ms: float
    by_source: list[SourceAnswer] = []
    unasked: Annotated[int, Field(ge=0)] = 0
    written: Written | None = None


class Difference(BaseModel):
    kind: str
    draft: str | None
    report: str | None


class NamedSource(BaseModel):
    """What the draft names as the source and is not that of the words: they stand in `document`; "" where all that is
    known is that the document does not bear the name out."""

    source: str
    document: str


class Verdict(BaseModel):
    """`places`: where an exact one stands. `nearest`: what an altered one comes nearest to, as the document says it.
    `named`: a source that is not that of the words."""

    text: str
    verdict: Literal["exact", "altered", "absent"]
    places: list[Quote]
    nearest: Quote | None
    difference: list[Difference]
    named: NamedSource | None = None


class Checked(BaseModel):
    summary: str
    verdicts: list[Verdict]


class Cited(Quote):
    style: Style
    words: str
    note: str
    entry: str
    target: dict[str, Any]


class Citations(BaseModel):
    """Empty where the words stand nowhere."""

    citations: list[Cited]
    text: str


class Case(Quote):
    heading: str
    missions: list[str]
    countries: list[str]
    themes: list[str]
    pages: list[str]


class Cases(BaseModel):
    """Countries, themes and their rules are Further's, not the documents'."""

    count: int
    of: int
    counts: dict[str, int]
    filters: dict[str, Any]
    rules: dict[str, str]
    rows: list[Case]


class Item(BaseModel):
    """`quote` alone holds a document's words, with its `note`; `heading` and `line` are Further's own."""

    kind: Literal["quote", "heading", "line"]
    text: str
    note: str = ""
    under: str = ""
    tags: list[str] = []
    quote: Quote | None = None


class Section(BaseModel):
    key: str
    title: str
    items: list[Item]


class Briefing(BaseModel):
    title: str
    subtitle: str
    language: str
    sections: list[Section]


class Source(BaseModel):
    """`sha256`: of its text, which names the edition."""

    document: str
    title: str
    sha256: str
    characters: int
    pages: int | None
    edition: str | None
    body: str | None
    date: str | None
    symbol: str | None
    language: str
    notes: list[str]


class Sources(BaseModel):
    sources: list[Source]


class Text(Source):
    text: str


class Health(BaseModel):
    status: Literal["ready"]
    version: str
    documents: list[str]


class Fault(BaseModel):
    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []
