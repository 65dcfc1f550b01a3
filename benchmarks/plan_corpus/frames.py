"""What stands around the table: letterhead, title, bases, the last part, recipients and signature."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from benchmarks.plan_corpus import phrases
from benchmarks.plan_corpus.document import Beside, Block, Line
from benchmarks.plan_corpus.provinces import NAMES, Province, province
from benchmarks.plan_corpus.truth import Truth

_NATION = (
    Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, "centre"),
    Line("Độc lập - Tự do - Hạnh phúc", True, "centre"),
)
_RULE = Line("_______________", False, "centre")
_PLAIN = ("Cải cách hành chính năm {y}", "Cải cách hành chính tỉnh {p} năm {y}", "Công tác cải cách hành chính năm {y}")
_VERBS = (
    "Triển khai công tác cải cách hành chính năm {y}", "Thực hiện nhiệm vụ cải cách hành chính năm {y}",
    "Tiếp tục đẩy mạnh cải cách hành chính trên địa bàn tỉnh năm {y}",
    "Triển khai thực hiện Đề án cải cách chế độ công vụ năm {y}",
    "Theo dõi tình hình thi hành pháp luật năm {y}", "Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ năm {y}",
)  # fmt: skip
_YEARS = (
    "Nâng cao Chỉ số cải cách hành chính năm {b} và triển khai nhiệm vụ năm {y}",
    "Thực hiện Chương trình tổng thể giai đoạn {b}-{c} trong năm {y}",
    "Chuyển đổi số trong cơ quan nhà nước năm {y}, định hướng đến năm 2030",
    "Khắc phục hạn chế được chỉ ra qua Chỉ số cải cách hành chính năm {b}",
    "Phát triển chính quyền số đến năm 2030",
)


class Frame:
    """Draws the facts of a plan and writes what surrounds its tasks."""

    def __init__(self, rng: Random, title: str = "plain") -> None:
        self.rng = rng
        self.issued_on = dt.date(
            rng.choice((2018, 2019, 2020, 2022, 2023, 2026)), rng.choice((1, 1, 2, 12)), rng.randint(1, 28)
        )
        self.year = self.issued_on.year + (self.issued_on.month == 12)
        self.province: Province = province(rng.choice(NAMES), self.issued_on)
        self.number = f"{rng.randint(3, 480):02}/KH-UBND"
        self.title = self._title(title)
        (authority, self.post), self.name = rng.choice(phrases.POSTS), rng.choice(phrases.PEOPLE)
        self.authority = authority.split("|")

    def _title(self, style: str) -> str:
        forms = {"plain": _PLAIN, "verb": _VERBS, "years": _YEARS}[style]
        form = self.rng.choice(forms)
        return form.format(y=self.year, p=self.province.name, b=self.year - 1, c=self.year + 4)

    def truth(self) -> Truth:
        truth = Truth(
            self.number, self.issued_on, self.province.name, f"Ủy ban nhân dân tỉnh {self.province.name}",
            self.title, self.year, self.post, self.name,
        )  # fmt: skip
        if f"năm {self.year}" not in self.title:
            truth.asked.add("year")
        return truth

    # ------------------------------------------------------------------ above
    def letterhead(self, style: str = "beside") -> Iterator[Block]:
        """Yield the letterhead: beside, lines, flat, tab, blank, dots or stamped."""
        name = self.province.name.upper()
        left = [Line("ỦY BAN NHÂN DÂN", True, "centre"), Line(f"TỈNH {name}", True, "centre")]
        if self.rng.random() < 0.4:
            left = [Line(f"ỦY BAN NHÂN DÂN TỈNH {name}", True, "centre")]
        number, day = (Line(text, False, "centre") for text in self._number_and_day(style))
        if style == "lines":
            yield from (*left, number, *_NATION, day)
        elif style == "flat":
            yield Beside(tuple(left), _NATION[: len(left)])
            yield Beside((number,), (day,), flat=True)
        else:
            rule = [_RULE] if self.rng.random() < 0.5 else []
            yield Beside((*left, *rule, number), (*_NATION, *rule, day))

    def _number_and_day(self, style: str) -> tuple[str, str]:
        day, place = self.issued_on, self.province.name
        number = f"{self.rng.choice(('Số: ', 'Số:', 'Số '))}{self.number}"
        dated = f"{place}, ngày {day.day:02} tháng {day.month:02} năm {day.year}"
        if style in {"blank", "stamped"}:
            number, dated = "Số:        /KH-UBND", f"{place}, ngày     tháng {day.month:02} năm {day.year}"
        if style == "dots":
            number, dated = "Số: ......../KH-UBND", f"{place}, ngày ...... tháng ...... năm {day.year}"
        return number, dated

    def title_lines(self, parts: int = 1) -> Iterator[Line]:
        """Yield the kind of document and its title, on one line or several."""
        yield Line("KẾ HOẠCH", True, "centre")
        words = self.title.split()
        size = -(-len(words) // parts)
        for at in range(0, len(words), size):
            yield Line(" ".join(words[at : at + size]), True, "centre")
        if self.rng.random() < 0.4:
            yield _RULE

    def bases(self) -> Iterator[Line]:
        count = self.rng.randint(1, 3)
        yield from (Line(text) for text in sorted(self.rng.sample(phrases.BASES, count), key=phrases.BASES.index))
        yield Line(self.rng.choice(phrases.ENACTS))

    def aims(self, no: str = "I") -> Iterator[Line]:
        yield Line(f"{no}. MỤC ĐÍCH, YÊU CẦU", True)
        yield from (Line(text) for text in self.rng.sample(phrases.AIMS, 2))

    # ------------------------------------------------------------------ below
    def last(self, no: str = "III") -> Iterator[Block]:
        yield Line(f"{no}. TỔ CHỨC THỰC HIỆN", True)
        yield from (Line(text) for text in phrases.LAST)

    def signature(self) -> Iterator[Block]:
        left = (Line("Nơi nhận:", True), *(Line(text) for text in phrases.RECIPIENTS))
        posts = [Line(text, True, "centre") for text in (*self.authority, self.post)]
        yield Beside(left, (*posts, Line(self.name, True, "centre")))

    def whole(self, head: str = "beside", parts: int = 1) -> Iterator[Block]:
        """Yield everything above the tasks."""
        yield from self.letterhead(head)
        yield from self.title_lines(parts)
        yield from self.bases()
        yield from self.aims()
