import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
CSS = APP / "static" / "css"
TEXT, FIRM, SEEN = 4.5, 7.0, 3.0
NEEDS = [
    *((ink, ground, FIRM) for ink in ("ink",) for ground in ("sheet", "desk", "inset", "blue-wash", "marker-wash")),
    *(("ink", f"{pen}-wash", FIRM) for pen in ("right", "part", "wrong")),
    *(("ink-2", ground, TEXT) for ground in ("sheet", "desk", "inset", "blue-wash", "marker-wash")),
    *(("ink-2", f"{pen}-wash", TEXT) for pen in ("right", "part", "wrong")),
    *(("blue", ground, TEXT) for ground in ("sheet", "desk", "inset", "blue-wash", "marker-wash")),
    ("blue-strong", "sheet", TEXT),
    ("on-blue", "blue", TEXT),
    ("on-blue", "blue-strong", TEXT),
    ("on-marker", "marker", FIRM),
    ("on-cue", "cue", FIRM),
    ("marker-line", "sheet", SEEN),
    ("marker-line", "marker-wash", SEEN),
    *((pen, ground, TEXT) for pen in ("right", "part", "wrong") for ground in ("sheet", f"{pen}-wash")),
    *(("line", ground, SEEN) for ground in ("sheet", "desk", "inset")),
    *(("ink", heat, TEXT) for heat in ("heat-1", "heat-2")),
    *(("on-blue", heat, TEXT) for heat in ("heat-3", "heat-4")),
    *(("ink", mix, TEXT) for mix in ("mix-1", "mix-2")),
    *(("sheet", mix, TEXT) for mix in ("mix-3", "mix-4")),
    ("mix-3", "sheet", SEEN),
]


def tokens() -> dict[str, tuple[str, str]]:
    """Colours by name: on paper, under the lamp."""
    pair = re.compile(r"--([\w-]+): light-dark\((#\w{6}|transparent), (#\w{6})\);")
    return {name: (light, dark) for name, light, dark in pair.findall((CSS / "tokens.css").read_text())}


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("front", "ground", "need"), NEEDS)
def test_every_pair_of_colours_can_be_read_in_both_themes(front: str, ground: str, need: float) -> None:
    """Text, lines and shades reach the contrast that the design asks of them, on paper and under the lamp."""
    known = tokens()
    for theme in (0, 1):
        assert contrast(known[front][theme], known[ground][theme]) >= need


def test_known_contrasts_are_computed_right() -> None:
    """Black on white is 21; the design's own figures for ink on paper come out."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#1E1C2C", "#FEFDF9") == pytest.approx(16.4, abs=0.05)
    assert contrast("#F3EEE4", "#221E1B") == pytest.approx(14.3, abs=0.05)


def test_every_custom_property_in_use_is_a_token() -> None:
    """No stylesheet speaks of a colour or size that tokens.css does not name."""
    named = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text()))
    for sheet in CSS.glob("*.css"):
        assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) <= named, sheet.name


def test_colours_live_in_the_tokens_only() -> None:
    """Rooms and parts name their colours; only the shade behind a dialog is written out."""
    for sheet in CSS.glob("*.css"):
        if sheet.name != "tokens.css":
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()), sheet.name


def test_base_loads_every_stylesheet_and_script() -> None:
    """A file nobody loads is a file nobody misses."""
    base = (APP / "templates" / "base.html").read_text()
    for file in [*CSS.glob("*.css"), *(APP / "static" / "js").glob("*.js")]:
        assert f'"{file.stem}"' in base, file.name


class Inline(HTMLParser):
    """Gathers what a strict policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note elements with style or handlers, and scripts without a file."""
        names = dict(attrs)
        if "style" in names or tag == "style" or any(name.startswith("on") for name in names):
            self.found.append(tag)
        if tag == "script" and "src" not in names:
            self.found.append(tag)


@pytest.mark.parametrize("path", sorted((APP / "templates").rglob("*.html")), ids=lambda path: str(path.name))
def test_no_template_needs_inline_style_or_script(path: Path) -> None:
    """The content security policy forbids them, so nothing may lean on them."""
    reader = Inline()
    reader.feed(re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert reader.found == []


def test_icons_in_use_and_icons_in_the_sprite_are_the_same() -> None:
    """Every icon named in a template is drawn, and none is carried along unused."""
    sprite = next((APP / "static" / "vendor").glob("lucide@*/icons.svg")).read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    words = "".join(path.read_text(encoding="utf-8") for path in (APP / "templates").rglob("*.html"))
    assert {icon for icon in drawn if f'"{icon}"' not in words} == set()
    assert set(re.findall(r'icon(?:=|\()"([\w-]+)"', words)) <= drawn
