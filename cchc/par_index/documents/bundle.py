"""A publication with everything behind it in one file that can be checked without the platform."""

import hashlib
import zipfile
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone

from cchc.documents.queries import registers
from cchc.kernel.files import contents
from cchc.kernel.sealing import Verdict
from cchc.organisation import queries as organisation
from cchc.par_index.models import Evidence, Publication
from cchc.par_index.queries import results
from cchc.par_index.states import SEALS

SNAPSHOT, SEAL, KEY, SUMS = "ket-qua.json", "ket-qua.sig", "khoa-niem-phong.pem", "SHA256SUMS"
WARNING = "CANH-BAO.txt"
_LISTED_ONCE = "{:06d}-{}"


def bundle(found: Publication, about: str) -> IO[bytes]:
    """Return an open .zip at its beginning: the sealed snapshot, the notice, every file of evidence, SHA256SUMS.

    ``about`` is the word by which documents remember the round. ``sha256sum -c SHA256SUMS`` checks it all; the hash
    of the snapshot is printed on the notice, and so lies under the notice's signature.
    """
    file = TemporaryFile()  # noqa: SIM115 (the caller reads it, and closing removes it)
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            sums = [_written(package, name, content, found) for name, content in _parts(found, about)]
            _written(package, SUMS, "".join(sums).encode(), found)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _written(package: zipfile.ZipFile, name: str, content: bytes, found: Publication) -> str:
    day = timezone.localtime(found.at)
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, day.hour, day.minute, day.second))
    package.writestr(info, content, zipfile.ZIP_DEFLATED)
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n"


def _parts(found: Publication, about: str) -> Iterator[tuple[str, bytes]]:
    yield SNAPSHOT, found.content.encode()
    sealed, verdict = results.seal_of(found), results.verdict(found)
    if sealed and verdict == Verdict.WHOLE:
        yield from ((SEAL, sealed.signature), (KEY, sealed.pem))
    else:
        yield WARNING, f"Bản kết quả này: {SEALS[verdict][1]}.\n".encode()
    for number, (name, content) in enumerate(registers.contents_about(about, found.number), start=1):
        yield f"thong-bao/{_LISTED_ONCE.format(number, name)}", content
    slugs = organisation.slugs()
    proofs = Evidence.objects.filter(sheet__round=found.round_id, at__lte=found.at).exclude(sha256="")
    for proof in proofs.select_related("sheet", "file").order_by("sheet_id", "code", "pk"):
        name = _LISTED_ONCE.format(proof.pk, proof.file_name)
        content = contents.of(proof.file) if proof.file else b""
        yield f"tai-lieu/{slugs[proof.sheet.unit_id]}/{proof.code}/{name}", content
