"""What a signing program lays over a finished page: a widget or a stamp whose words stand in its appearance alone."""

import io
from typing import Any


def stamp(content: bytes, texts: dict[str, str]) -> bytes:
    """Lay each text over the gap before the word that begins with its key, on the first page."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    annotations = [
        writer.add_object(_annotation(writer, box, text, number))
        for number, (box, text) in enumerate(_gaps(content, texts))
    ]
    page[generic.pdf_name("/Annots")] = generic.ArrayObject(annotations)
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def _gaps(content: bytes, texts: dict[str, str]) -> list[tuple[tuple[float, ...], str]]:
    """Return the box of each text, in the coordinates of the file."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        words = page.extract_words()
    found: list[tuple[tuple[float, ...], str]] = []
    for key, text in texts.items():
        word = next(word for word in words if word["text"].startswith(key))
        right, bottom = word["x0"] - 1, float(page.height) - word["bottom"]
        found.append(((right - 22, bottom, right, bottom + 14), text))
    return found


def _annotation(writer: Any, box: tuple[float, ...], text: str, number: int) -> Any:
    """Return a stamp, or a field of a form: both are in use."""
    from pyhanko.pdf_utils import generic

    name = generic.pdf_name
    width, height = box[2] - box[0], box[3] - box[1]
    font = generic.DictionaryObject({
        name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Times-Roman"),
    })  # fmt: skip
    fonts = generic.DictionaryObject({name("/F1"): font})
    look = generic.StreamObject(stream_data=f"BT /F1 11 Tf 2 3 Td ({text}) Tj ET".encode())
    look.update({
        name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"),
        name("/BBox"): generic.ArrayObject(map(generic.FloatObject, (0, 0, width, height))),
        name("/Resources"): generic.DictionaryObject({name("/Font"): fonts}),
    })  # fmt: skip
    made = {
        name("/Type"): name("/Annot"), name("/Rect"): generic.ArrayObject(map(generic.FloatObject, box)),
        name("/F"): generic.NumberObject(4),
        name("/AP"): generic.DictionaryObject({name("/N"): writer.add_object(look)}),
    }  # fmt: skip
    if number % 2:
        made |= {
            name("/Subtype"): name("/Widget"), name("/FT"): name("/Tx"),
            name("/T"): generic.TextStringObject(f"stamp{number}"), name("/V"): generic.TextStringObject(text),
        }  # fmt: skip
    else:
        made[name("/Subtype")] = name("/Stamp")
    return generic.DictionaryObject(made)
