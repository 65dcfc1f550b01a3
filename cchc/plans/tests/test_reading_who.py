"""Who: lists of units as officials write them, against the real registry of the plan's day."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.kernel.text import squeeze
from cchc.organisation.types import Directory, DirectoryClass, DirectoryUnit
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.rules.reading.who_tokens import tokens
from cchc.plans.tests.reading_directory import ON_2018, ON_2026, directory, resolver
from cchc.plans.types import Who

DEPARTMENT, DISTRICT, COMMUNE = "department", "district", "commune"


def who(units: str = "", classes: str = "", condition: str | None = None, unresolved: tuple[str, ...] = ()) -> Who:
    return Who("", tuple(units.split()), tuple(classes.split()), condition, unresolved)


CASES = {
    # the sentences of the plan of 2019
    "Sở Nội vụ": who("so-noi-vu"),
    "Các sở, ban, ngành tỉnh, UBND cấp huyện, cấp xã": who("", "department district commune"),
    "Các Sở: Tư pháp, Tài chính, Xây dựng, Tài nguyên và Môi trường; Ban Dân vận Tỉnh ủy, Ban Pháp chế HĐND tỉnh, "
    "Đài PT&TH, Báo ĐT": who(
        "so-tu-phap so-tai-chinh so-xay-dung so-tnmt ban-dan-van ban-phap-che-hdnd dai-ptth bao-dong-thap"
    ),
    "UBND và Đài Truyền thanh cấp huyện": who("", "district district_radio"),
    "UBND cấp huyện (các huyện có điều kiện)": who("", "district", "các huyện có điều kiện"),
    "Các sở, ngành tỉnh và huyện, thị xã, thành phố có điều kiện": who("", "department district", "có điều kiện"),
    "Sở Thông tin và Truyền thông và các sở, ngành tỉnh có liên quan và UBND cấp huyện": who(
        "so-tttt", "department district", "có liên quan"
    ),
    "Cơ quan hành chính, đơn vị sự nghiệp": who("", "agency public_service_unit"),
    "Các cơ quan, đơn vị đã và chuẩn bị được công nhận": who(
        "", "agency public_service_unit", "đã và chuẩn bị được công nhận"
    ),
    "Các cơ quan có liên quan": who("", "agency", "có liên quan"),
    "Sở Nội vụ, Trung tâm KSTTHC và PVHCC": who("so-noi-vu tt-kstthc-pvhcc"),
    "Sở Tài chính, UBND cấp huyện và cấp xã": who("so-tai-chinh", "district commune"),
    "Các Sở, ban ngành tỉnh và Ủy ban nhân dân cấp huyện": who("", "department district"),
    "Sở Nội vụ, Sở Tài chính, Sở Lao động – Thương binh và Xã hội": who("so-noi-vu so-tai-chinh so-ldtbxh"),
    "Sở thông tin và truyền thông": who("so-tttt"),
    "Văn phòng UBND Tỉnh": who("vp-ubnd"),
    # other capitals, spellings, abbreviations
    "SỞ NỘI VỤ": who("so-noi-vu"),
    "so noi vu, so tai chinh": who("so-noi-vu so-tai-chinh"),
    "Sở Nội vu": who("so-noi-vu"),
    "Sở TT&TT; Sở KH&ĐT": who("so-tttt so-khdt"),
    "Sở GDĐT, KHCN và GTVT": who("so-gddt so-khcn so-gtvt"),
    "Sở NN&PTNT, Sở LĐ-TB&XH": who("so-nnptnt so-ldtbxh"),
    "VP. UBND tỉnh": who("vp-ubnd"),
    "VPUBND tỉnh": who("vp-ubnd"),
    "Đài PTTH tỉnh": who("dai-ptth"),
    "Uỷ ban nhân dân tỉnh Đồng Tháp": who("87"),
    "Sở Văn hoá, Thể thao và Du lịch, Sở Nội vụ": who("so-vhttdl so-noi-vu"),
    "- Sở Nội vụ;\n- Sở Tư pháp.": who("so-noi-vu so-tu-phap"),
    # what one word says for those after it
    "Các huyện: Tân Hồng, Hồng Ngự và Tam Nông": who("869 870 871"),
    "UBND huyện Tân Hồng, TX. Hồng Ngự, TP Cao Lãnh": who("869 868 866"),
    "Các Sở Tư pháp, Tài chính": who("so-tu-phap so-tai-chinh"),
    "UBND cấp huyện, xã": who("", "district commune"),
    "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính": who("so-noi-vu so-tai-chinh"),
    "Thủ trưởng các sở, ban, ngành tỉnh và Chủ tịch UBND huyện, thị xã, thành phố": who("", "department district"),
    # places that only a diacritic tells apart
    "Xã Tân Thạnh": who("30157"),
    "Xã Tân Thành, huyện Lai Vung": who("30226"),
    # what nobody knows is named, never guessed
    "Hội Nông dân tỉnh, Sở Y tế": who("so-y-te", unresolved=("Hội Nông dân tỉnh",)),
    "Phòng Nội vụ huyện Tân Hồng": who(unresolved=("Phòng Nội vụ huyện Tân Hồng",)),
    "Sở Công Thương Long An": who(unresolved=("Sở Công Thương Long An",)),
    "Văn phòng HĐND và UBND tỉnh": who(unresolved=("Văn phòng HĐND và UBND tỉnh",)),
    "Liên minh Hợp tác xã và Hội Nông dân": who(unresolved=("Liên minh Hợp tác xã", "Hội Nông dân")),
    "Các sở, ban, ngành, đoàn thể tỉnh": who("", "department", unresolved=("đoàn thể tỉnh",)),
    "Các sở trừ Sở Y tế": who("", "specialised_department", "trừ Sở Y tế"),
    "UBND tỉnh (qua Sở Nội vụ)": who("87", condition="qua Sở Nội vụ"),
    "Như trên": who(unresolved=("Như trên",)),
    "": who(),
}


@pytest.mark.parametrize("text", CASES)
def test_a_list_of_units_is_understood(text: str) -> None:
    expected = CASES[text]
    understood = resolver().understand(text)
    assert understood == Who(
        squeeze(text), *(getattr(expected, n) for n in ("units", "classes", "condition", "unresolved"))
    )


@pytest.mark.parametrize(
    ("text", "units", "classes"),
    [
        ("Các sở, ban, ngành", (), (DEPARTMENT,)),
        ("UBND các xã, phường", (), (COMMUNE,)),
        ("Ủy ban nhân dân cấp xã", (), (COMMUNE,)),
        ("Các sở, ban, ngành tỉnh; UBND các xã, phường", (), (DEPARTMENT, COMMUNE)),
        ("Sở Nông nghiệp và Môi trường, Sở NN&MT", ("so-nnmt",), ()),
        ("UBND phường Cao Lãnh, UBND xã Tân Hồng", ("29869", "29926"), ()),
    ],
)
def test_a_plan_of_2026_is_read_against_the_units_of_2026(
    text: str, units: tuple[str, ...], classes: tuple[str, ...]
) -> None:
    understood = resolver(ON_2026).understand(text)
    assert (understood.units, understood.classes, understood.unresolved) == (units, classes, ())


def test_a_district_of_2018_is_nobody_in_2026() -> None:
    assert resolver(ON_2018).understand("UBND huyện Tân Hồng").units == ("869",)
    understood = resolver(ON_2026).understand("UBND huyện Tân Hồng")
    assert (understood.units, understood.unresolved) == ((), ("UBND huyện Tân Hồng",))


def test_names_that_stand_for_two_units_are_left_to_the_office() -> None:
    text = "Xã Tân Phú"
    twice = [unit.code for unit in directory().units if unit.name == "Xã Tân Phú"]
    assert len(twice) == 2
    assert resolver().understand(text).unresolved == (text,)


def test_an_alias_of_the_office_counts_from_the_next_reading() -> None:
    known = directory()
    taught = Directory(
        known.as_of, known.units, known.classes, {**known.extra_aliases, "các đoàn thể": ("so-noi-vu", COMMUNE)}
    )
    understood = Resolver(taught).understand("Các đoàn thể, Sở Y tế")
    assert (understood.units, understood.classes) == (("so-noi-vu", "so-y-te"), (COMMUNE,))


# ------------------------------------------------------------------ properties
NAMES = [unit.name for unit in directory().units] + [alias for group in directory().classes for alias in group.aliases]
SEPARATORS = st.sampled_from([", ", "; ", " và ", " cùng ", "/", "\n- ", " (", ") ", " ", " có liên quan, ", ": "])
WORDS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        [
            "Sở",
            "UBND",
            "huyện",
            "TP.",
            "xã",
            "Hội",
            "phòng",
            "các",
            "có",
            "điều",
            "kiện",
            "PT&TH",
            "ĐT",
            "VP",
            "trừ",
            "của",
            "tỉnh",
            "cấp",
            "đã",
            "và",
            "(các",
        ]
    ),
    st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=8),
)
TEXTS = st.lists(st.tuples(WORDS, SEPARATORS), max_size=8).map(lambda parts: "".join(a + b for a, b in parts))


@settings(max_examples=400, deadline=None)
@given(text=TEXTS)
def test_every_word_ends_in_exactly_one_piece(text: str) -> None:
    """Nothing is dropped: a word is part of a name, of a condition, of an unknown name, or joins two of them."""
    written = squeeze(text)
    pieces = sorted(resolver().pieces(written), key=lambda piece: piece.start)
    for one, other in pairwise(pieces):
        assert one.end <= other.start
    for token in tokens(written):
        if token.is_word:
            assert sum(piece.start <= token.start and token.end <= piece.end for piece in pieces) == 1, token


JOINING = {
    token.word.bare
    for token in tokens(
        "và cùng với các những của do hoặc tại là gồm bao giữa toàn bộ tất cả chủ trì phối hợp tham mưu thực hiện"
        " thủ trưởng giám đốc chủ tịch người đứng đầu lãnh đạo cơ quan đơn vị"
    )
}


@settings(max_examples=400, deadline=None)
@given(text=TEXTS)
def test_only_known_joining_words_are_left_without_a_unit_a_class_or_a_name(text: str) -> None:
    written = squeeze(text)
    understood = resolver().understand(text)
    for piece in resolver().pieces(written):
        said = written[piece.start : piece.end]
        if piece.kind == "joining" and ":" not in said:
            assert {token.word.bare for token in tokens(said) if token.is_word} <= JOINING
        if piece.kind == "unknown" and any(letter.isalnum() for letter in said):
            assert any(name in said or said.strip(" .,;:-–•*+/") == name for name in understood.unresolved)


BODIES = [unit for unit in directory().units if unit.level in ("department", "body", "district")]


@settings(max_examples=200, deadline=None)
@given(
    chosen=st.lists(st.sampled_from(BODIES), min_size=1, max_size=6, unique=True),
    mark=st.sampled_from([", ", "; ", " và ", "; \n- "]),
)
def test_units_written_by_their_names_are_found_in_order(chosen: list[DirectoryUnit], mark: str) -> None:
    understood = resolver().understand(mark.join(unit.name for unit in chosen))
    assert (understood.units, understood.unresolved) == (tuple(unit.code for unit in chosen), ())


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80))
def test_a_directory_without_anybody_knows_nobody(text: str) -> None:
    understood = Resolver(Directory(ON_2018, (), (DirectoryClass("x", "?"),))).understand(text)
    assert understood.units == ()
