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
    replaced,
    spans,
)
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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

    def holding(self) -> dict[str, bytes]:
        """All files as they would be."""
        return {**self.files, **{path: text.encode() for path, text in self.fresh.items()}}

    def text(self, path: str) -> str | None:
        """The text of a file with the edits so far; None when there is none that could be read."""
        if path in self.fresh:
            return self.fresh[path]
        try:
            return self.files[path].decode() if path in self.files else None
        except UnicodeDecodeError:
            return None

    def paths(self) -> Iterable[str]:
        """The files that hold items, in the order in which the course reads them."""
        every = sorted({*self.files, *self.fresh})
        return (path for path in every if path.endswith(".md") and belongs(path) and not path.endswith("lesson.md"))

    def find(self, slug: str) -> tuple[str, str, Span] | None:
        """The file, its text and the span of an item."""
        for path in self.paths():
            text = self.text(path)
            if text and slug and slug in text:
                span = next((each for each in spans(text) if each.id == slug), None)
                if span:
                    return path, text, span
        return None

    def opened(self, slug: str) -> Opened | None:
        """An item as it stands, with the edits so far."""
        found = self.find(slug)
        if not found:
            return None
        path, text, span = found
        return Opened(
            slug, span.kind, chapter_of(path), path, span.line, block_of(text, span).rstrip(), etag_of(text, span)
        )

    def lay(self, edit: Edit) -> None:
        """Lay one edit over the files; SplicingError, in words for the author, when it does not fit."""
        if not edit.etag:
            self.add(edit)
            return
        path, text, _ = self.found(edit)
        if edit.block.strip():
            self.fresh[path] = replaced(text, edit.id, edit.block)
        else:
            self.fresh[path] = removed(text, edit.id)

    def found(self, edit: Edit) -> tuple[str, str, Span]:
        """Where the item of an edit is, which must be of its kind."""
        found = self.find(edit.id)
        if not found:
            raise SplicingError(f"There is no item {clip(edit.id)!r} in the course any more.")
        if found[2].kind != edit.kind:
            raise SplicingError(f"{edit.id} is a {found[2].kind}; a kind is for ever. Write a new item instead.")
        return found

    def add(self, edit: Edit) -> None:
        """Add a new item at the end of its chapter's file for its kind, which is made when it is missing."""
        if heading_of(edit.block) != (edit.kind, edit.id):
            raise SplicingError(f"The first line must be ## {edit.kind} {edit.id}.")
        if taken := self.find(edit.id):
            raise SplicingError(f"The id {edit.id!r} is taken in {taken[0]}:{taken[2].line}. Choose another.")
        path = self.place(edit)
        text = self.text(path)
        if text is None and path in self.files:
            raise SplicingError(f"{path} is not UTF-8. Save it as UTF-8 in an editor first.")
        self.fresh[path] = appended(self.front(edit) if text is None else text, edit.block)

    def place(self, edit: Edit) -> str:
        """The file for a new item."""
        if edit.chapter not in self.chapters():
            raise SplicingError(f"There is no chapter {clip(edit.chapter)!r} in syllabus.toml.")
        return str(PurePosixPath(edit.chapter) / f"{FILES[edit.kind]}.md")

    def chapters(self) -> dict[str, str]:
        """The titles of the chapters by their folders."""
        syllabus = read_part(SYLLABUS, self.files[SYLLABUS]).syllabus
        return {chapter.id: chapter.title for chapter in syllabus.chapters} if syllabus else {}

    def front(self, edit: Edit) -> str:
        """The beginning of a new file."""
        kind = TITLES.get(edit.kind, FILES[edit.kind].capitalize())
        return f"---\ntitle: {kind} on {self.chapters()[edit.chapter]}\n---\n"
