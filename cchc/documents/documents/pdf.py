"""An official document as PDF/A-2b: typst, with the fonts that come with the platform and none of the machine's."""

import datetime as dt
import json
from pathlib import Path
from typing import Any, Literal

import typst

from cchc.documents.documents.letters import FONTS, drawable
from cchc.documents.documents.spoken import Spoken, as_plain, speak
from cchc.documents.types import Official

HERE = Path(__file__).resolve().parent
STANDARD: Literal["a-2b"] = "a-2b"


def pdf(official: Official, on: dt.date | None = None) -> bytes:
    """Return the bytes of the PDF; ``on`` chooses the law of its layout."""
    said = drawable(_plain(speak(official, on)))
    return compiled(HERE / "official.typ", {"document": json.dumps(said, ensure_ascii=False)})


def compiled(template: Path, inputs: dict[str, str]) -> bytes:
    """Return a template as PDF/A; ``inputs`` is all that it knows."""
    made: bytes = typst.compile(
        str(template),
        root=str(HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=STANDARD,
    )
    return made


def _plain(spoken: Spoken) -> dict[str, Any]:
    of, layout = spoken.of, spoken.layout
    return {
        "layout": {
            **{name: dict(getattr(layout, name)) for name in ("margins", "sizes", "body")},
            **{name: getattr(layout, name) for name in ("number_place", "number_size", "number_on_first")},
        },
        **{name: getattr(of, name) for name in ("title", "issuer", "superior", "urgency", "draft")},
        **{name: getattr(spoken, name) for name in ("nation", "motto", "number", "dated", "heading", "recipients")},
        "day": [spoken.day.year, spoken.day.month, spoken.day.day],
        "addressees": list(of.addressees),
        "blocks": [as_plain(block) for block in of.blocks],
        "authority": list(of.signature.authority),
        "post": of.signature.post,
        "name": of.signature.name,
        "annexes": [
            {
                "number": number,
                "accompanying": with_what,
                "title": annex.title,
                "landscape": annex.landscape,
                "blocks": [as_plain(block) for block in annex.blocks],
            }
            for number, with_what, annex in spoken.annexes
        ],
    }
