"""One pass over a list of units, from left to right, into pieces that hold every word of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from cchc.plans.rules.reading.who_lexicon import COUNCIL, KINDS, PLURALS, Lexicon, Match, Phrase
from cchc.plans.rules.reading.who_tokens import Token, Word, tokens, words

Kind: TypeAlias = Literal["known", "joining", "condition", "unknown"]

_HEADS = frozenset({
    "so", "ban", "hoi", "dai", "ubnd", "hdnd", "van", "trung", "cong", "cuc", "chi", "truong", "phong", "lien", "tinh",
    "mat", "kho", "bao", "qui", "benh", "doan", "cac", "ui", "toa", "vien",
})  # fmt: skip
_PLACE_WORDS = frozenset({"huien", "thi", "thanh", "xa", "phuong", "cap", "dia", "don"})


def _phrases(*stated: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each phrase, the longest first."""
    return tuple(sorted((tuple(word.bare for word in words(one)) for one in stated), key=len, reverse=True))


_JOINING = _phrases(
    "và", "cùng", "cùng với", "với", "các", "những", "của", "do", "hoặc", "tại", "là", "gồm", "bao gồm", "giữa",
    "toàn bộ", "tất cả", "chủ trì", "chủ trì phối hợp", "phối hợp", "phối hợp với", "phối hợp cùng", "tham mưu",
    "thực hiện", "thủ trưởng", "giám đốc", "chủ tịch", "người đứng đầu", "lãnh đạo", "cơ quan chủ trì",
    "cơ quan phối hợp", "đơn vị chủ trì", "đơn vị phối hợp",
)  # fmt: skip
_ROLES = _phrases("chủ trì", "phối hợp", "chủ trì phối hợp")
_TAILS = _phrases(
    "tỉnh", "cấp tỉnh", "của tỉnh", "thuộc tỉnh", "trong tỉnh", "toàn tỉnh", "trên địa bàn tỉnh", "trên địa bàn",
    "các cấp", "thuộc ủy ban nhân dân tỉnh", "thuộc UBND tỉnh", "trực thuộc UBND tỉnh", "trong toàn tỉnh",
    "của ủy ban nhân dân tỉnh", "của UBND tỉnh",
)  # fmt: skip
_CONDITIONS = _phrases(
    "có", "đã", "đủ", "được", "liên quan", "khi", "nếu", "nơi", "thuộc", "trực thuộc", "theo", "chưa", "đang",
    "chuẩn bị", "không", "tham gia", "trực tiếp", "quản lý", "phụ trách", "còn lại", "khác", "trừ", "ngoại trừ",
    "ngoài", "để", "về", "của",
)  # fmt: skip
_KINDS = tuple(tuple(kind.split()) for kind in (*KINDS, "tp", "tx", "tt"))
_SWALLOWING = frozenset({"tru", "ngoai"})
_OF = _phrases("thuộc", "của", "ở", "tại", "trên địa bàn", "thuộc địa bàn", "trực thuộc")
_OWNERS = frozenset({"thuoc", "cua"})
_MAYBE_ROLES = frozenset({"CT", "PH", "TT", "TP", "GĐ", "BT", "CVP"})
"""Chủ trì or chủ tịch, phối hợp, thủ trưởng, trưởng phòng, giám đốc …: as likely as an office so abbreviated."""

_FEW = 4
_ROLE_WORDS = _phrases("chủ trì", "phối hợp")


@dataclass(frozen=True)
class Piece:
    """A stretch of the text and what it is."""

    kind: Kind
    start: int
    end: int
    phrase: Phrase | None = None


def pieces(text: str, lexicon: Lexicon) -> list[Piece]:
    """Return the pieces into which ``text`` falls, its white space folded; every word of it lies in one."""
    return _Parser(text, tokens(text), lexicon).run()


class _Parser:
    """One pass over one text."""

    def __init__(self, text: str, found: list[Token], lexicon: Lexicon, depth: int = 0) -> None:
        self.text, self.tokens, self.lexicon, self.depth = text, found, lexicon, depth
        self.pieces: list[Piece] = []
        self.prefix: tuple[Word, ...] = ()
        self.is_unit = False  # whether the prefix is the name of a unit
        self.is_plural = False  # "các huyện và thành phố": the plural reaches the next kind of place
        self._matches: dict[tuple[int, tuple[Word, ...], bool], Match | None] = {}

    def run(self) -> list[Piece]:
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        return self.pieces

    def _step(self, at: int) -> int:
        """Read one piece and return the token after it."""
        token = self.tokens[at]
        if token.text == "(":
            return self._parenthesis(at)
        if not token.is_word:
            return self._add("joining", at, at + 1)
        shared = self._shared_level(at)
        if shared:
            return shared
        match = self._find(at)
        if match:
            return self._known(at, match)
        joining = self._one_of(_JOINING, at)
        if joining:
            return self._add("joining", at, joining)
        return self._unknown(at)

    def _add(self, kind: Kind, at: int, end: int, phrase: Phrase | None = None) -> int:
        self.pieces.append(Piece(kind, self.tokens[at].start, self.tokens[end - 1].end, phrase))
        return end

    # ------------------------------------------------------------------ names
    def _find(self, at: int) -> Match | None:
        """Return the name at a token: as it stands, after "UBND", or after the first words of the name before."""
        if at >= len(self.tokens) or not self.tokens[at].is_word:
            return None
        key = (at, self.prefix, self.is_plural)
        if key not in self._matches:
            self._matches[key] = self._found(at)
        return self._matches[key]

    def _found(self, at: int) -> Match | None:
        direct = self.lexicon.longest(self.tokens, at, goes_on=self.is_plural)
        behind = self._behind_council(at)
        if behind and (direct is None or behind.end > direct.end):
            direct = behind
        if direct and not direct.is_ambiguous:
            return direct
        inherited = (
            self.lexicon.longest(self.tokens, at, self.prefix[:length], goes_on=self.is_plural)
            for length in range(len(self.prefix) - 1, 0, -1)
        )
        of_unit = self.is_unit  # what follows "Sở Tài chính" is another office by name, never "sở, ban"
        likely = (match for match in inherited if match and not (of_unit and match.phrase.classes))
        best = max(likely, key=lambda match: match.end, default=None)
        return best if best and not best.is_ambiguous and best.supersedes(direct) else direct

    def _behind_council(self, at: int) -> Match | None:
        """Return the place after "UBND", whose council it is: "UBND TP Cao Lãnh"."""
        after = self._council(at)
        if after is None:
            return None
        plural = self._one_of((("cac",), ("cua",)), after)
        match = self.lexicon.longest(self.tokens, plural or after) if (plural or after) < len(self.tokens) else None
        if match and (match.phrase.is_place or match.phrase.words[0].bare in _PLACE_WORDS):
            return match
        return None

    def _council(self, at: int) -> int | None:
        for name in COUNCIL:
            end = at + len(name)
            here = self.tokens[at:end]
            if len(here) == len(name) and all(
                token.is_word and token.word.equals(word, True) for token, word in zip(here, name, strict=True)
            ):
                return end
        return None

    def _shared_level(self, at: int) -> int | None:
        """Read "UBND và Đài Truyền thanh cấp huyện": both are of the level that only the second names."""
        after = self._council(at)
        joined = self._one_of((("va",), ("cung",)), after) if after else None
        if after is None or joined is None:
            return None
        match = self._find(joined)
        if match is None or match.is_ambiguous:
            return None
        name = match.phrase.words
        for cut in range(1, len(name)):
            council = self.lexicon.get((*COUNCIL[1], *name[cut:]))
            if council and council.classes and name[cut].bare in _PLACE_WORDS:
                self._add("known", at, after, council)
                self._add("joining", after, joined)
                return joined
        return None

    def _known(self, at: int, match: Match) -> int:
        """Read a name with what follows it."""
        match = self._of_district(match)
        if match.is_ambiguous or self._may_be_role(at, match):
            return self._unknown(at)
        end = self._tail(match.end)
        communes = self._communes(match, end)
        if communes:
            return self._add("known", at, communes.end, communes.phrase)
        if self._is_headed_by_district(match, end):
            return self._unknown(at)
        if self._heads_list(match, end):
            self.prefix, self.is_unit, self.is_plural = (*match.phrase.words, match.phrase.words[-1]), False, True
            return self._add("joining", at, end + 1)
        is_condition = self._one_of(_CONDITIONS, end) is not None or self._is_beside_district(match, end)
        if not is_condition and not self._is_boundary(end) and (self._find(end) is None or self._is_place_word(end)):
            return self._unknown(at)
        if match.phrase.is_nobodys:
            self._add("unknown", at, end)
        else:
            self._add("known", at, end, match.phrase)
        self.prefix, self.is_plural = match.phrase.words, self._is_many(match, at)
        self.is_unit = not match.phrase.classes
        return self._add("condition", end, self._condition_end(end)) if is_condition else end

    def _may_be_role(self, at: int, match: Match) -> bool:
        """Tell whether two letters alone are taken for an office: "CT" is Cục Thuế, chủ trì or chủ tịch."""
        if self.tokens[at].text not in _MAYBE_ROLES or match.end != at + 1:
            return False
        if not any(t.word.bare in PLURALS for t in self.tokens[:at]):
            return True  # but in "Các Sở: Nội vụ, TP" it is an office
        direct = self.lexicon.longest(self.tokens, at)
        return direct is not None and direct.phrase.units == match.phrase.units

    def _district(self, match: Match, at: int) -> Match | None:
        """Return the district at a token in which communes of the class before it lie."""
        place = self._find(at) if match.phrase.classes else None
        if place is None or place.is_ambiguous or len(place.phrase.units) != 1:
            return None
        return place if self.lexicon.inside(match.phrase.classes, place.phrase.units[0]) else None

    def _communes(self, match: Match, end: int) -> Match | None:
        """Return the communes of "các xã, thị trấn của huyện Tam Nông"; nothing where more districts may follow."""
        is_inside = end < len(self.tokens) and self.tokens[end].text == "("
        at = end + is_inside
        place = self._district(match, self._one_of(_OF, at) or at)
        after = self._tail(place.end) if place else at
        if place is None or (is_inside and (after >= len(self.tokens) or self.tokens[after].text != ")")):
            return None
        after += is_inside
        if not self._is_boundary(after) or self._goes_on_with_district(match, after):
            return None
        units = self.lexicon.inside(match.phrase.classes, place.phrase.units[0])
        return Match(after, (replace(match.phrase, units=units, classes=()),))

    def _goes_on_with_district(self, match: Match, at: int) -> bool:
        """Tell whether another district stands in the same list: "của huyện Tam Nông và huyện Tháp Mười"."""
        if at >= len(self.tokens) or not (self.tokens[at].text in ",/-–" or self._one_of((("va",), ("cung",)), at)):
            return False
        return self._district(match, at + 1) is not None

    def _is_beside_district(self, match: Match, end: int) -> bool:
        """Tell whether "các xã, huyện Tam Nông" leaves open if the district is a unit of its own."""
        is_comma = end < len(self.tokens) and self.tokens[end].text == ","
        return is_comma and self._council(end + 1) is None and self._district(match, end + 1) is not None

    def _is_headed_by_district(self, match: Match, end: int) -> bool:
        """Tell whether "Các xã: huyện Tam Nông" names where the communes lie, not who they are."""
        is_colon = end < len(self.tokens) and self.tokens[end].text == ":"
        return is_colon and self._district(match, end + 1) is not None

    def _heads_list(self, match: Match, end: int) -> bool:
        """Tell whether "Các Sở:" only says what the names after it are; "Sở Y tế:" is a unit, "Các sở: chủ trì" all."""
        if end >= len(self.tokens) or self.tokens[end].text != ":" or match.phrase.units:
            return False
        return end + 1 < len(self.tokens) and self._one_of(_JOINING, end + 1) is None and self.tokens[end + 1].is_word

    def _is_place_word(self, at: int) -> bool:
        """Tell whether a place follows a name without a mark: "Thanh tra huyện Tân Hồng" is neither of the two."""
        return self._one_of(_KINDS, at) is not None

    def _is_many(self, match: Match, at: int) -> bool:
        is_listed = any(self.tokens[place].text == "," for place in range(at, match.end))
        return bool(match.phrase.classes) and (is_listed or self._is_after_plural(at, match.end))

    def _is_after_plural(self, at: int, end: int) -> bool:
        return any(token.is_word and token.word.bare in PLURALS for token in self.tokens[max(at - 1, 0) : end])

    def _of_district(self, match: Match) -> Match:
        """Let the district that follows a commune tell which commune is meant: "xã Tân Thành, huyện Lai Vung"."""
        at = self._one_of((("thuoc",), ("cua",)), match.end) or match.end
        is_inside = at < len(self.tokens) and self.tokens[at].text == "("
        at += at < len(self.tokens) and self.tokens[at].text in {",", "("}
        following = self.lexicon.longest(self.tokens, at) if at < len(self.tokens) else None
        if following is None or following.is_ambiguous or not following.phrase.is_place:
            return match
        inside = tuple(
            phrase
            for phrase in match.phrases
            if phrase.units and self.lexicon.parents.get(phrase.units[0]) in following.phrase.units
        )
        end = following.end + is_inside
        if is_inside and (end > len(self.tokens) or self.tokens[end - 1].text != ")"):
            return match
        return Match(end, inside) if inside and match.phrase.is_place else match

    def _tail(self, at: int) -> int:
        """Pass over what a name may carry without another meaning: "tỉnh", alone or with its name."""
        while (end := self._one_of(_TAILS, at) or self._province(at)) is not None:
            at = end
        return at

    def _province(self, at: int) -> int | None:
        name = tuple(word.bare for word in self.lexicon.province)
        return self._one_of((name,), at) if name else None

    # ------------------------------------------------------------------ ends
    def _one_of(self, stated: Iterable[tuple[str, ...]], at: int) -> int | None:
        """Return the token after the first of the phrases that stands here."""
        for phrase in stated:
            here = self.tokens[at : at + len(phrase)]
            if len(here) == len(phrase) and all(
                token.is_word and token.word.bare == bare for token, bare in zip(here, phrase, strict=True)
            ):
                return at + len(phrase)
        return None

    def _is_boundary(self, at: int) -> bool:
        """Tell whether a name may end before this token."""
        return at >= len(self.tokens) or not self.tokens[at].is_word or self._one_of(_JOINING, at) is not None

    def _begins_name(self, at: int) -> bool:
        """Tell whether a name, known or not, begins after a comma or an "và"."""
        while (end := self._one_of(_JOINING, at)) is not None:
            at = end
        return at < len(self.tokens) and (self._find(at) is not None or self._council(at) is not None)

    def _unknown(self, at: int) -> int:
        """Read a name nobody knows, up to a mark, or to an "và" after which another name begins."""
        end = at + 1
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.text == "(":
                end = self._closing(end)
            elif self._is_role(end) or token.text in ",;:/" or (token.text == "." and not self._is_abbreviated(end)):
                break
            elif token.is_word and token.word.bare in {"va", "cung"}:
                following = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
                is_head = following is not None and following.is_word and following.word.bare in _HEADS
                is_office = self.tokens[end - 1].word.bare == "hdnd"  # "Văn phòng HĐND và UBND tỉnh" is one office
                if not is_office and (is_head or self._begins_name(end + 1)):
                    break
                end += 1
            else:
                end += 1
        return self._add("unknown", at, end)

    def _is_role(self, at: int) -> bool:
        """Tell whether a role stands behind a name here: "Hội Nông dân phối hợp"."""
        after = self._one_of(_ROLES, at)
        return after is not None and (
            after >= len(self.tokens) or not self.tokens[after].is_word or self._one_of(_JOINING, after) is not None
        )

    def _is_abbreviated(self, at: int) -> bool:
        before = self.tokens[at - 1]
        return len(before.text) <= 3 and before.end == self.tokens[at].start and at + 1 < len(self.tokens)

    def _condition_end(self, at: int) -> int:
        """Return the end of a condition: a semicolon, or a comma or "và" after which a name begins."""
        swallows = self.tokens[at].word.bare in _SWALLOWING
        is_owner = self.tokens[at].is_word and self.tokens[at].word.bare in _OWNERS
        end = at + 1
        while end < len(self.tokens):
            token = self.tokens[end]
            is_joint = token.text == "," or (token.is_word and token.word.bare in {"va", "cung"})
            is_shared = is_owner and self._is_place_word(end + 1) and self._find(end + 1) is not None
            if token.text in ";(" or (is_joint and not swallows and not is_shared and self._begins_name(end + 1)):
                break
            end += 1
        return end

    def _closing(self, at: int) -> int:
        """Return the token after the parenthesis that opens here, the end of the text if it never closes."""
        depth = 0
        for place in range(at, len(self.tokens)):
            depth += {"(": 1, ")": -1}.get(self.tokens[place].text, 0)
            if depth == 0:
                return place + 1
        return len(self.tokens)

    def _parenthesis(self, at: int) -> int:
        """Read what stands in parentheses: units by name, or else a condition."""
        end = self._closing(at)
        last = end - 1 if self.tokens[end - 1].text == ")" else end
        if last <= at + 1:
            return self._add("joining", at, end)
        pieces = [] if self.depth else self._inner(at + 1, last)
        if pieces and all(piece.kind == "joining" for piece in pieces):
            return self._add("joining", at, end)  # "(chủ trì)" is a role
        is_named = any(piece.phrase and piece.phrase.units for piece in pieces) and not self._narrows(at, pieces)
        if is_named and all(piece.kind == "joining" or (piece.phrase and piece.phrase.units) for piece in pieces):
            self._add("joining", at, at + 1)
            self.pieces += pieces
            return end
        return self._add("condition", at + 1, last) and end

    def _narrows(self, at: int, inside: list[Piece]) -> bool:
        """Tell whether names in parentheses say which of a class are meant, or are letters that may be a role."""
        before = next((piece.phrase for piece in reversed(self.pieces) if piece.phrase), None)
        if before is None or self.tokens[at - 1].text in ",;:":
            return False
        named = [piece for piece in inside if piece.phrase and piece.phrase.units]
        letters = (piece for piece in named if self.text[piece.start : piece.end].isupper())
        if any(not {*piece.phrase.units} <= {*before.units} for piece in letters if piece.phrase):
            return all(len(self.text[piece.start : piece.end]) <= _FEW for piece in named)
        has_role = any(
            self._one_of(_ROLE_WORDS, place) for place in range(at, self._closing(at)) if self.tokens[place].is_word
        )
        return bool(before.classes) and not has_role

    def _inner(self, at: int, end: int) -> list[Piece]:
        inner = _Parser(self.text, self.tokens[at:end], self.lexicon, self.depth + 1)
        inner.prefix, inner.is_unit, inner.is_plural = self.prefix, self.is_unit, self.is_plural
        return inner.run()
