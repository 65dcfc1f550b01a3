"""Reads the corpus and counts, by field, by shape and by format."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.measuring import Line
from benchmarks.plan_corpus.corpus import Sample
from benchmarks.plan_corpus.scoring import Finding, Score, findings
from cchc.kernel import papers
from cchc.kernel.refusal import Refusal
from cchc.plans.rules.reading.plan import read_plan

FIELDS = {
    "number": "Số, ký hiệu", "issued_on": "Ngày ban hành", "place": "Nơi ban hành", "issuer": "Cơ quan ban hành",
    "title": "Trích yếu / nội dung việc", "year": "Năm", "signatory": "Người ký", "tasks": "Số nhiệm vụ", "code": "Mã",
    "parent": "Việc cha", "group": "Nhóm", "lead": "Chủ trì", "partners": "Phối hợp", "schedule": "Thời gian",
    "budget": "Kinh phí", "products": "Sản phẩm", "note": "Ghi chú",
}  # fmt: skip

HEAD = "Đọc kế hoạch tự sinh, theo"


@dataclass
class Result:
    """Scores of all papers read."""

    papers: int = 0
    tasks: int = 0
    refused: list[str] = field(default_factory=list)
    by_field: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    by_shape: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    by_form: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    wrong: list[tuple[Sample, Finding]] = field(default_factory=list)
    asked: list[tuple[Sample, Finding]] = field(default_factory=list)
    needless: list[tuple[Sample, str]] = field(default_factory=list)


def measured(samples: Iterable[Sample]) -> Result:
    """Read each paper and score it; a paper that is refused has every field wrong."""
    result = Result()
    for sample in samples:
        result.papers += 1
        result.tasks += len(sample.truth.tasks)
        made, needless = outcome(sample)
        if not made:
            result.refused.append(f"{sample.name}: {'; '.join(needless)}")
            made = [Finding(name, "wrong", "", right, "refused") for name, right in sample.truth.values().items()]
            needless = []
        for one in made:
            for score in (result.by_field[one.field], result.by_shape[sample.shape], result.by_form[sample.form]):
                score.verdicts[one.verdict] += 1
            if one.verdict != "right":
                (result.wrong if one.verdict == "wrong" else result.asked).append((sample, one))
        result.by_shape[sample.shape].needless += len(needless)
        result.by_form[sample.form].needless += len(needless)
        result.needless += [(sample, doubt) for doubt in needless]
    return result


def outcome(sample: Sample) -> tuple[list[Finding], list[str]]:
    """Return the findings and needless doubts of a paper; no finding, and the sentence, where it is refused."""
    try:
        return findings(sample.truth, read_plan(papers.read(sample.name, sample.data), sample.directory))
    except Refusal as refusal:
        return [], [str(refusal)]


def tables(result: Result) -> dict[str, list[Line]]:
    """Return the tables of the results: fields, shapes, formats."""
    named = {FIELDS[name]: score for name, score in result.by_field.items()}
    whole = f"Tất cả: {result.papers} kế hoạch, {result.tasks} nhiệm vụ"
    scored = {"trường": named, "dạng": dict(sorted(result.by_shape.items())), "định dạng": result.by_form}
    return {f"{HEAD} {name}": list(_lines(scores, whole)) for name, scores in scored.items()}


def _lines(scores: dict[str, Score], name_of_all: str) -> Iterator[Line]:
    whole = Score()
    for name, score in scores.items():
        yield _line(name, score)
        whole.verdicts += score.verdicts
        whole.needless += score.needless
    yield _line(name_of_all, whole)


def _line(name: str, score: Score) -> Line:
    wrong = score.verdicts["wrong"]
    figure = f"đúng {score.share('right'):.2f} %, hỏi {score.verdicts['asked']}, sai không hỏi {wrong}"
    beside = f"{score.total} giá trị" + (f", hỏi thừa {score.needless}" if score.needless else "")
    return Line(name, figure, beside, "≥ 99 %, sai 0", wrong == 0 and score.share("right") >= 99)
