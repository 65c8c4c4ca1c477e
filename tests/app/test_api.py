"""The API: each endpoint's contract, and its description."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

from app.store.accounts import Role
from tests.app.programs import Program, refused

if TYPE_CHECKING:
    from tests.app.college import College


def test_me_says_whose_token_it_is(college: College) -> None:
    """The person and their settings, and nothing secret."""
    anna = Program.of(college.person("Anna"))
    assert anna.get("/me") == {
        "id": 1,
        "name": "Anna",
        "email": "anna@example.org",
        "role": "learner",
        "edition": "itil4",
        "exam_date": None,
        "days_left": None,
        "minutes": 25,
        "new_a_day": 20,
        "zone": "UTC",
    }


def test_the_next_thing_is_what_study_would_ask(college: College) -> None:
    """The same item, options in the same order, the whole day long; then null."""
    person = college.person("Anna")
    anna = Program.of(person)
    asked = []
    for _ in range(20):
        thing = anna.get("/next")["next"]
        sheet = person.open("/study/")
        assert sheet.item == (thing["item"] if thing else "")
        if thing is None:
            break
        asked.append(thing["item"])
        if thing["kind"] == "question":
            assert sheet.form["shown"] == ",".join(option["id"] for option in thing["options"])
        assert anna.call("/answers", "POST", json=right(thing)).status_code == 201
    plan = anna.get("/plan")
    assert [entry["item"] for entry in plan["entries"]] == asked
    assert all(entry["done"] for entry in plan["entries"])
    assert plan["progress"]["done"] == plan["progress"]["total"] == len(asked) == 5
    assert plan["progress"]["minutes_done"] == plan["progress"]["minutes"] > 0


RIGHT: dict[str, dict[str, Any]] = {
    "box-meaning": {"grade": "good"},
    "box-size": {"options": ["small"]},
    "two-tools": {"options": ["strap", "trolley"]},
    "name-the-step": {"options": ["act"]},
    "move-order": {"order": ["look", "plan", "carry"]},
    "sofa-plan": {"labels": {"step": ["route"], "activity": ["pack"]}},
    "sofa-go": {"labels": {"step": ["act"], "activity": ["carry"]}},
    "van-away": {"labels": {"step": ["act"]}},
    "two-at-once": {"labels": {"step": ["act"], "activity": ["pack", "carry"]}},
}


def right(thing: dict[str, Any]) -> dict[str, Any]:
    """The right answer to what /next gave, sent back as it came."""
    sent = {name: thing[name] for name in ("answer_id", "item", "seed", "shown", "shown_at")}
    return sent | {"response": RIGHT[thing["item"]]}


def test_what_comes_next_never_shows_its_key(college: College) -> None:
    """No credit, reason or label that is right; a card's back only when asked for."""
    anna = Program.of(college.person("Anna"))
    for _ in range(5):
        response = anna.call("/next")
        for secret in ("credit", "reason", "right", "Small boxes stay light", "cues"):
            assert secret not in response.text
        assert response.json
        thing = response.json["next"]
        assert thing["back"] is None
        shown = anna.get("/next?reveal=true")["next"]["back"]
        assert bool(shown) is (thing["kind"] == "card")
        anna.call("/answers", "POST", json=right(thing))


def test_an_answer_is_told_what_it_earned_and_why(college: College) -> None:
    """Points by axis, the reason under every option, the explanation, where to read, and when it comes again."""
    anna = Program.of(college.person("Anna"))
    told = anna.answer("box-size", options=["middle"]).json
    assert told
    assert (told["points"], told["undone"], told["comes_again"]) == (0.5, False, "2026-11-24")
    axis = {"axis": "", "points": 0.5, "right": ["small"], "chosen": ["middle"], "reason": "It works for half a shelf."}
    assert told["axes"] == [axis]
    reasons = {option["id"]: (option["chosen"], option["credit"], option["reason"]) for option in told["options"]}
    assert reasons["small"] == (False, 1.0, "Small boxes stay light enough.")
    assert reasons["middle"] == (True, 0.5, "It works for half a shelf.")
    assert told["explanation"] == "Books are heavy for their size."
    assert told["lesson"] == {"chapter": "01-moving", "section": "words", "title": "Words"}
    told = anna.answer("sofa-plan", labels={"step": ["act"], "activity": ["carry"]}).json
    assert told
    assert [(axis["axis"], axis["points"]) for axis in told["axes"]] == [("step", 0.0), ("activity", 0.5)]
    assert told["axes"][0]["reason"].startswith("Nothing has been moved yet.")


def test_every_fault_of_an_answer_is_said_at_once_with_its_place(college: College) -> None:
    """Shape first, then what fits this item; nothing is kept."""
    anna = Program.of(college.person("Anna"))
    body = {"answer_id": "x", "response": {"grade": 1}, "seed": "1", "shown_at": 5, "colour": "red"}
    said = refused(anna.call("/answers", "POST", json=body), 422)
    assert said.keys() == {"/answer_id", "/item", "/response/grade", "/seed", "/shown_at", "/colour"}
    assert said["/item"] == "This is missing."
    said = refused(anna.answer("sofa-plan", labels={"step": ["route"], "mood": ["good"]}, grade="good"), 422)
    assert said == {
        "/response/grade": "A scenario is answered by labels.",
        "/response/labels/mood": "This is not asked here. It may have changed: get it again.",
        "/response/labels/activity": "Choose one here.",
    }
    assert refused(anna.answer("box-size", options=["small", "large"]), 422)["/response/options"] == "Choose one only."
    refused(anna.answer("nothing", options=["small"]), 404)
    assert anna.get("/plan")["progress"]["done"] == 0


def test_authors_list_items_by_kind_chapter_and_skill(college: College) -> None:
    """Sixty a page, with the number of pages."""
    ines = Program.of(college.person("Ines", Role.INSTRUCTOR))
    every = ines.get("/items")
    assert (every["page"], every["pages"], every["total"]) == (1, 1, len(every["items"]))
    cards = ines.get("/items?kind=card&chapter=01-moving")
    assert {item["kind"] for item in cards["items"]} == {"card"}
    assert {"box-size", "two-tools"} <= {item["id"] for item in ines.get("/items?skill=move.words")["items"]}
    assert ines.get("/items?skill=nothing")["items"] == ines.get("/items?page=2")["items"] == []
    said = refused(ines.call("/items?kind=poem&page=0&colour=red"), 422)
    assert said["?page"] == "This must be 1 or more."
    assert said.keys() == {"?kind", "?page", "?colour"}


def test_authors_read_every_item_with_key_place_and_figures(college: College) -> None:
    """Each kind has its shape; statistics come when asked for."""
    ines, anna = (
        Program.of(college.person(name, role)) for name, role in (("Ines", Role.OPERATOR), ("Anna", Role.LEARNER))
    )
    anna.answer("box-size", options=["small"])
    for listed in ines.get("/items")["items"]:
        item = ines.get(f"/items/{listed['id']}")["item"]
        assert (item["kind"], item["file"].partition("/")[0]) == (listed["kind"], item["chapter"])
        assert item["hashes"].keys() == {"content", "meaning", "key"}
    one = ines.get("/items/box-size?statistics=true")
    assert (one["item"]["line"], one["item"]["options"][0]["reason"]) == (5, "Small boxes stay light enough.")
    assert [(row["axis"], row["n"], row["facility"]) for row in one["statistics"]] == [("", 1, 1.0)]
    assert ines.get("/items/box-size")["statistics"] is None
    refused(ines.call("/items/nothing"), 404)


def test_the_page_tells_every_call_to_everybody(college: College) -> None:
    """Generated from the description, in our frame, with nothing loaded from elsewhere."""
    for person in (college.person("Anna"), college.person("Ben", signed_in=False)):
        sheet = person.open("/api/v1/")
        paths = person.browser.client.get("/api/v1/openapi.json").json
        assert paths
        assert all(
            f"<code>{method.upper()} {path}</code>" in sheet.html for path, m in paths["paths"].items() for method in m
        )
        assert "http" not in sheet.html.partition("<main")[0].replace("meta http-equiv", "").partition("<body")[0]
    assert person.browser.client.get("/api/v1").status_code == 308


def test_the_description_is_openapi_with_problems_for_all_refusals(college: College) -> None:
    """Version 3.1; whatever is 400 or more is problem details."""
    found = Program(college.app).get("/openapi.json")
    assert found["openapi"] == "3.1.0"
    for methods in found["paths"].values():
        for call in methods.values():
            assert {"401", "403", "422", "429", "503"} <= call["responses"].keys()
            kinds = {code: list(response["content"]) for code, response in call["responses"].items()}
            assert all(kind == ["application/problem+json"] for code, kind in kinds.items() if code >= "400")


def test_no_two_shapes_have_the_same_name(college: College) -> None:
    """The description knows shapes by their names, so the second would stand in for the first."""
    Program(college.app).get("/openapi.json")
    from app.views.api.shapes import Shape

    kinds, found = [Shape], []
    while kinds:
        found.append((kind := kinds.pop()).__name__)
        kinds += kind.__subclasses__()
    assert len(set(found)) == len(found) > 40


def test_a_laptop_does_not_even_load_what_the_api_needs() -> None:
    """Without accounts neither pydantic nor spectree is imported, so that the start stays quick."""
    script = (
        "import sys, tempfile, pathlib; from app import create_app; from app.config import Config, shipped_course;"
        "d = pathlib.Path(tempfile.mkdtemp()); create_app(Config(shipped_course(), d, f'sqlite:///{d}/m.db'));"
        "print([name for name in ('pydantic', 'spectree') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
