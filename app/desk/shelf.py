"""The files of a course with edits laid over them: which file an item is in, and where a new one goes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from app.desk.values import Opened
from app.library import read_folder
from quizzes.course.draft import SYLLABUS, belongs, chapter_of, read_part
from quizzes.course.grammar.splicing import (
    SplicingError,
    appended,
    block_of,
    etag_of,
    heading_of,
    removed,
    rewritten,
    spans,
)
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from app.desk.values import Edit
    from quizzes.course.grammar.splicing import Span

FILES = {
    "card": "cards",
    "question": "questions",
    "scenario": "scenarios",
    "order": "orders",
    "term": "terms",
    "frame": "frames",
    "case": "cases",
    "sketch": "sketches",
}
TITLES = {"order": "Things to put in order", "term": "Key terms", "case": "Running cases"}


def opened(folder: Path, slug: str) -> Opened | None:
    """An item as it stands in the folder now, sound or not; None when it is not there. CourseError as `read_folder`."""
    return Shelf(read_folder(folder)).opened(slug)


class Shelf:
    """The bytes of a course's files, and the texts that are to replace them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.fresh: dict[str, str] = {}
        self._read: dict[str, str] = {}
        self._spans: dict[str, dict[str, Span]] = {}

    def holding(self) -> dict[str, bytes]:
        """All files as they would be."""
        return {**self.files, **{path: text.encode() for path, text in self.fresh.items()}}

    def text(self, path: str) -> str:
        """The text of a file with the edits so far, "" for none; SplicingError when it cannot be read."""
        if path in self.fresh:
            return self.fresh[path]
        if path not in self._read:
            try:
                self._read[path] = self.files.get(path, b"").decode()
            except UnicodeDecodeError as error:
                raise SplicingError(f"{path} is not UTF-8. Save it as UTF-8 in an editor first.") from error
        return self._read[path]

    def texts(self) -> Iterator[tuple[str, str]]:
        """The files that hold items, in the order in which the course reads them; not those that cannot be read."""
        for path in sorted({*self.files, *self.fresh}):
            if path.endswith(".md") and belongs(path) and PurePosixPath(path).name != "lesson.md":
                try:
                    yield path, self.text(path)
                except SplicingError:
                    continue

    def lay(self, path: str, text: str) -> None:
        """Let a file have this text."""
        self.fresh[path] = text
        self._spans.pop(path, None)

    def find(self, slug: str) -> tuple[str, Span] | None:
        """The file and the span of an item; the first, if the id stands twice."""
        for path, text in self.texts():
            if slug and slug in text:
                if path not in self._spans:
                    self._spans[path] = {span.id: span for span in reversed(spans(text))}
                if span := self._spans[path].get(slug):
                    return path, span
        return None

    def opened(self, slug: str) -> Opened | None:
        """An item as it stands, with the edits so far."""
        found = self.find(slug)
        if not found:
            return None
        path, span = found
        text = self.text(path)
        block = block_of(text, span).rstrip()
        return Opened(slug, span.kind, chapter_of(path), path, span.line, block, etag_of(text, span))

    def holds(self, edit: Edit) -> str:
        """The file that an item to be changed is in; SplicingError when it is gone, or of another kind."""
        found = self.find(edit.id)
        if not found:
            raise SplicingError(f"There is no item {clip(edit.id)!r} in the course any more.")
        if found[1].kind != edit.kind:
            raise SplicingError(f"{edit.id} is a {found[1].kind}, and a kind is for ever. Write a new item instead.")
        return found[0]

    def change(self, path: str, edits: Sequence[Edit]) -> None:
        """Let items of a file have other blocks, or go; SplicingError when one does not fit."""
        text = rewritten(self.text(path), {edit.id: edit.block for edit in edits if edit.block.strip()})
        for edit in edits:
            text = text if edit.block.strip() else removed(text, edit.id)
        self.lay(path, text)

    def fits(self, edit: Edit) -> str:
        """The file for a new item, if it can be there; else SplicingError."""
        if edit.chapter not in self.chapters():
            raise SplicingError(f"There is no chapter {clip(edit.chapter)!r} in syllabus.toml.")
        if heading_of(edit.block) != (edit.kind, edit.id):
            raise SplicingError(f"The first line must be ## {clip(edit.kind)} {clip(edit.id)}.")
        if taken := self.find(edit.id):
            raise SplicingError(f"The id {edit.id!r} is taken in {taken[0]}:{taken[1].line}. Choose another.")
        return str(PurePosixPath(edit.chapter) / f"{FILES[edit.kind]}.md")

    def add(self, path: str, edits: Sequence[Edit]) -> None:
        """Add new items at the end of their file, which is begun when there is none."""
        text = self.text(path) or self.front(edits[0])
        self.lay(path, appended(text, *(edit.block for edit in edits)))

    def chapters(self) -> dict[str, str]:
        """The titles of the chapters by their folders."""
        syllabus = read_part(SYLLABUS, self.files[SYLLABUS]).syllabus
        return {chapter.id: chapter.title for chapter in syllabus.chapters} if syllabus else {}

    def front(self, edit: Edit) -> str:
        """The beginning of a new file."""
        kind = TITLES.get(edit.kind, FILES[edit.kind].capitalize())
        return f"---\ntitle: {kind} on {self.chapters()[edit.chapter]}\n---\n"
