"""People: operators invite, give roles, close, open and delete; the last of them stays; deleted is deleted."""

from __future__ import annotations

from app.store.accounts import Role
from app.store.tables import metadata
from tests.app.college import OTHER, SECRET, College, Person


def test_an_operator_invites_an_instructor(college: College) -> None:
    """The link in the mail chooses a password; every act is in the audit by number."""
    odin = college.person("Odin", Role.OPERATOR)
    odin.send("/people/invite", name="Ines", email="ines@example.org", role="instructor")
    [mail] = college.mails(1)
    ines = Person(college, 0, "ines@example.org", Role.INSTRUCTOR)
    assert ines.sign_in().status == 422
    ines.send(mail["link"], password=SECRET)
    assert ines.sign_in().path == "/"
    assert ines.open("/author/").status == 200
    assert ines.open("/people/").status == 403
    sheet = odin.send("/people/invite", name="Ines", email="ines@example.org", role="instructor")
    assert "This address has an account already." in sheet.text


def test_the_last_operator_stays_one(college: College) -> None:
    """Neither demoted nor closed nor deleted, until there is another."""
    odin = college.person("Odin", Role.OPERATOR)
    for path, fields in (("role", {"role": "learner"}), ("close", {}), ("delete", {"sure": "yes"})):
        sheet = odin.send(f"/people/{odin.number}/{path}", **fields)
        assert (sheet.status, "This is the last operator." in sheet.text) == (409, True)
    assert "This is the last operator." in odin.send("/account/delete", old=SECRET).text
    freya = college.person("Freya", Role.OPERATOR)
    assert odin.send(f"/people/{odin.number}/role", role="learner").status == 403, "he sees the page no more"
    assert freya.open(f"/people/{odin.number}").status == 200


def test_closing_an_account_ends_its_sign_ins_at_once(college: College) -> None:
    """And opening it again lets the person in as before."""
    odin, anna = college.person("Odin", Role.OPERATOR), college.person("Anna")
    odin.send(f"/people/{anna.number}/close")
    assert anna.open("/account/").path.startswith("/sign-in/")
    assert anna.sign_in().status == 422
    odin.send(f"/people/{anna.number}/open")
    assert anna.sign_in().path == "/"


def test_deleting_an_account_leaves_no_row(college: College) -> None:
    """Every table is walked for the learner's number, the address and the name."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna Unmistakable")
    college.classroom("Evening class", ines, anna)
    anna.browser.through()
    anna.send("/tokens/", name="spreadsheet", old=SECRET)
    anna.send("/password/forgotten", email=anna.email)
    assert "The password is another." in anna.send("/account/delete", old=OTHER).text
    assert rows_about(college, anna)
    assert "Your account is deleted" in anna.send("/account/delete", old=SECRET).html
    assert rows_about(college, anna) == []


def rows_about(college: College, person: Person) -> list[str]:
    """Tables in which something of a person stands."""
    found = []
    with college.app.extensions["database"].reading() as db:
        for table in metadata.sorted_tables:
            for row in db.execute(table.select()).mappings():
                named = any(row.get(column) == person.number for column in ("learner", "account", "by"))
                own = table.name in {"learners", "accounts"} and row["id"] == person.number
                if named or own or person.email in str(row) or "Unmistakable" in str(row):
                    found.append(table.name)
    return found
