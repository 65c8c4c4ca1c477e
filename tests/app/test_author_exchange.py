"""Import and export in the browser: what goes out and what it loses, what comes in after a look, and nothing else."""

from __future__ import annotations

import io
import re
import time
from typing import TYPE_CHECKING

import pytest

from app import clock
from app.db import database
from app.store import audit
from quizzes.exchange.formats import FORMATS

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.app.author_room import Ines

HOME = "/author/exchange/"


def deck(ines: Ines) -> bytes:
    """All cards of Ines's course as a package."""
    course = ines.app.extensions["library"].course
    cards = [item for item in course.items.values() if item.kind == "card"]
    return FORMATS["anki"].write(course, cards, "Moving", clock.now()).data


def bring(ines: Ines, data: bytes, name: str = "cards.apkg", **fields: str) -> TestResponse:
    """Send a file."""
    sent = {"file": (io.BytesIO(data), name), "chapter": "01-moving", "form": "", "skill": "", **fields}
    return ines.client.post(HOME, data=sent, content_type="multipart/form-data")


def looked(ines: Ines, answer: TestResponse) -> tuple[str, str]:
    """The page of a file once it was looked at, and its address."""
    assert answer.status_code == 303, answer.text
    return shown(ines, answer.location), answer.location


def shown(ines: Ines, where: str) -> str:
    """The page of a file once there is something to show."""
    for _ in range(200):
        page = ines.client.get(where).text
        if "<progress" not in page:
            break
        time.sleep(0.05)
    return page


def test_an_export_is_shown_with_its_losses_and_then_taken(ines: Ines) -> None:
    """The page says what stays behind; the file is the one it speaks of."""
    page = ines.client.get(f"{HOME}out?form=anki&chapter=&kind=&edition=").text
    assert "Left out, frames: Anki has no slots that change" in page
    where = re.search(r'href="(/author/exchange/download[^"]*)"', page)
    assert where
    taken = ines.client.get(where[1].replace("&amp;", "&"))
    assert taken.headers["Content-Disposition"] == 'attachment; filename="momentum-course.apkg"'
    arrival = FORMATS["anki"].read(taken.data, "x.apkg")
    assert f"<h1>{len(arrival.items)} of " in page


def test_an_export_of_nothing_says_so_and_an_unknown_format_is_not_found(ines: Ines) -> None:
    """No empty file is handed out."""
    nothing = ines.client.get(f"{HOME}out?form=anki&chapter=&kind=term&edition=").text
    assert "No item is like that." in nothing
    assert "Download" not in nothing
    assert ines.client.get(f"{HOME}out?form=word").status_code == 404


def test_nothing_is_written_before_it_was_seen_and_agreed(ines: Ines) -> None:
    """A changed card comes back: shown first, written then, under the author's name, and the file is gone."""
    data = deck(ines)
    ines.said(ines.edit("box-meaning", answer="Something quite else."))
    page, where = looked(ines, bring(ines, data))
    assert "0 to add, 1 to change, " in page
    assert "Something quite else." in ines.read("cards.md")
    done = ines.said(ines.client.post(f"{where}/write"))
    assert "1 item written. Commit " in done
    assert "Something quite else." not in ines.read("cards.md")
    assert ines.subject() == "Import cards.apkg into 01-moving by Ines Gitter"
    assert ines.client.get(where).status_code == 404
    assert ines.client.post(f"{where}/write").status_code == 404
    with ines.app.app_context(), database().reading() as db:
        newest, edit = audit.of(db, "box-meaning")
    assert (newest.act, edit.act) == ("import", "edit")
    assert "Something quite else." in edit.told["after"]
    assert "Something quite else." not in newest.told["after"] + edit.told["before"]
    assert newest.told["commit"]


def test_a_file_can_be_thrown_away(ines: Ines) -> None:
    """It is gone, and nothing was written."""
    _, where = looked(ines, bring(ines, deck(ines)))
    assert "Thrown away; nothing was written." in ines.said(ines.client.post(f"{where}/drop"))
    assert ines.client.get(where).status_code == 404


def test_faults_of_the_form_are_shown_at_their_fields(ines: Ines) -> None:
    """No file, a file whose format nobody can tell, a chapter that is not there."""
    assert "Choose a file first." in ines.client.post(HOME, data={"chapter": "01-moving"}).text
    said = bring(ines, b"words", "notes.docx")
    assert said.status_code == 422
    assert "The ending of this file tells no format. Choose it from the list." in said.text
    assert bring(ines, b"words", "cards.apkg", chapter="99-nowhere").status_code == 422


def test_a_broken_file_is_told_with_its_fault(ines: Ines) -> None:
    """And there is nothing to write."""
    page, where = looked(ines, bring(ines, b"no package"))
    assert "this is not a whole Anki package" in page
    assert f"{where}/write" not in page


def test_a_file_far_too_large_is_refused_in_words(ines: Ines) -> None:
    """Before it is read."""
    long = {"CONTENT_LENGTH": str(27 * 2**20), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    said = ines.client.post(HOME, data=b"--x", environ_overrides=long)
    assert said.status_code == 413
    assert "That was too much at once" in said.text


def test_a_look_is_done_again_after_a_restart(ines: Ines) -> None:
    """What was found is a convenience; the file is the truth."""
    from app.rooms import arrivals

    _, where = looked(ines, bring(ines, deck(ines)))
    arrivals.again(where.rsplit("/", 1)[1])
    assert " as they are, 0 refused." in shown(ines, where)


@pytest.mark.parametrize("path", ["x", "0" * 16, "../../secret", "%2e%2e%2fsecret"])
def test_a_strange_token_is_not_found(ines: Ines, path: str) -> None:
    """No path comes from outside."""
    assert ines.client.get(f"{HOME}{path}").status_code == 404
