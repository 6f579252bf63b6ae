"""A paragraph of a Word file in, marks and tracked changes at places of its text: runs are split, and keep their form.

Nothing here reads a file.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from assistant.files.escaping import writable_in_xml
from assistant.files.word_xml import Node, below, element
from corpus.word_package import W
from corpus.word_text import WordParagraph

_RUN, _WORDS, _FORM = f"{W}r", f"{W}t", f"{W}rPr"
_INSERTED = (f"{W}ins", f"{W}moveTo")
_CHANGEABLE = tuple(f"{W}{tag}" for tag in ("t", "tab", "br", "cr", "noBreakHyphen"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Ids:
    """Numbers that no change of the file has yet. `date`: of all changes, as XML writes it."""

    latest: int
    date: str

    def next(self) -> str:
        self.latest += 1
        return str(self.latest)

    def change(self, tag: str) -> Node:
        """A tracked change of ours, still empty."""
        return element(tag, {"id": self.next(), "author": "Further", "date": self.date})


class Line:
    """A paragraph whose text is marked and changed. Places count its characters as they were when it was read."""

    def __init__(self, paragraph: WordParagraph, ids: Ids) -> None:
        self.text = paragraph.text
        self._pieces: list[tuple[int, Node]] = [(piece.at, piece.element) for piece in paragraph.pieces]
        self._ids = ids

    @property
    def box(self) -> Node | None:
        """The outermost run around the text box that the paragraph stands in; None where it stands in none."""
        found = None
        for _, one in self._pieces[:1]:
            boxes = list(one.iterancestors(f"{W}txbxContent"))
            found = next(boxes[-1].iterancestors(_RUN), None) if boxes else None
        return found

    def before(self, at: int) -> Node | None:
        """The one, a run where it can be, that what stands at `at` begins with; None where nothing follows."""
        self._cut(at)
        one = next((one for start, one in self._pieces if start >= at), None)
        return None if one is None else self._split(one, before=True)

    def behind(self, at: int) -> Node | None:
        """The one that what stands before `at` ends with; None where nothing stands before it."""
        self._cut(at)
        one = next((one for start, one in reversed(self._pieces) if start < at), None)
        return None if one is None else self._split(one, before=False)

    def holds(self, start: int, end: int) -> bool:
        """Whether every character of the stretch is one that a run says, so that it can be changed."""
        at = start
        for begin, one in self._pieces:
            if begin + _length(one) <= start or begin >= end:
                continue
            if begin > at or one.getparent().tag != _RUN or one.tag not in _CHANGEABLE:
                return False
            at = begin + _length(one)
        return at >= end

    def replace(self, start: int, end: int, words: str, first: bool) -> None:
        """Deletes a stretch that `holds` and inserts words, tracked. `first`: nothing before `start` goes with it."""
        self._cut(start)
        self._cut(end)
        gone = [one for begin, one in self._pieces if start <= begin < end]
        form = None
        node = None
        for one in gone:
            self._split(one, before=True)
            run = self._split(one, before=False)
            form = run.find(_FORM) if form is None else form
            node = self._ids.change("del")
            run.addprevious(node)
            node.append(run)
            if one.tag == _WORDS:
                one.tag = f"{W}delText"
        if not words:
            return
        inserted = self._ids.change("ins")
        if node is None:
            node = (self.before if first else self.behind)(start)
            assert node is not None  # the stretch that `holds` has words
            form = node.find(_FORM) if node.tag == _RUN else None
            if node.getparent().tag == f"{W}del":  # a change of ours beside it
                node = node.getparent()
        run = below(inserted, "r")
        if form is not None:
            run.append(self._same(form))
        said = below(run, "t")
        said.text = writable_in_xml(words)
        said.set(_SPACE, "preserve")
        self._put(inserted, node, before=first and not gone)

    def _cut(self, at: int) -> None:
        """Lets a piece begin at `at`, where one holds that place within its words."""
        for number, (start, one) in enumerate(self._pieces):
            if one.tag == _WORDS and start < at < start + len(one.text or ""):
                rest = deepcopy(one)
                rest.tail = None
                rest.text, one.text = one.text[at - start :], one.text[: at - start]
                for words in (one, rest):
                    words.set(_SPACE, "preserve")
                one.addnext(rest)
                self._pieces.insert(number + 1, (at, rest))
                return

    def _split(self, one: Node, before: bool) -> Node:
        """The run that begins (or ends) with `one`, what stood in it before (or behind) now in another."""
        run = one.getparent()
        if run.tag != _RUN:
            while one.getparent().tag not in (f"{W}p", f"{W}footnote", f"{W}endnote"):
                one = one.getparent()
            return one
        children = [each for each in run if each.tag != _FORM]
        place = children.index(one) + (0 if before else 1)
        if place in (0, len(children)):
            return run
        rest = element("r")
        if (form := run.find(_FORM)) is not None:
            rest.append(self._same(form))
        run.addnext(rest)
        rest.extend(children[place:])
        return rest if before else run

    def _same(self, form: Node) -> Node:
        """A run's form once more; a tracked change of form in it gets a number of its own."""
        copy = deepcopy(form)
        copy.tail = None
        for change in copy.iter(f"{W}rPrChange", f"{W}ins", f"{W}del"):
            change.set(f"{W}id", self._ids.next())
        return copy

    def _put(self, change: Node, node: Node, before: bool) -> None:
        """Beside `node`; not within what somebody else inserted, which is parted there."""
        holder = node.getparent()
        if holder.tag not in _INSERTED:
            (node.addprevious if before else node.addnext)(change)
            return
        place = holder.index(node) + (0 if before else 1)
        behind = deepcopy(holder)
        del behind[:]
        behind.tail = None
        behind.set(f"{W}id", self._ids.next())
        behind.extend(list(holder)[place:])
        holder.addnext(change)
        if len(behind):
            change.addnext(behind)
        if not len(holder):
            holder.getparent().remove(holder)


def _length(one: Node) -> int:
    return len(one.text or "") if one.tag.endswith("}t") else 1
