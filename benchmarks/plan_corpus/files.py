"""A document in each of the four formats."""

from collections.abc import Callable

from benchmarks.plan_corpus.document import Document
from benchmarks.plan_corpus.files_pdf import pdf
from benchmarks.plan_corpus.files_sheet import xlsx
from benchmarks.plan_corpus.files_text import txt
from benchmarks.plan_corpus.files_word import docx

FORMATS: dict[str, Callable[[Document], bytes]] = {"txt": txt, "docx": docx, "xlsx": xlsx, "pdf": pdf}
