"""Every name in the directory as a phrase, and the longest one that a text has at a place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cchc.organisation.types import Directory
from cchc.plans.rules.reading.who_tokens import Token, Word, words

COUNCIL = (words("ủy ban nhân dân"), words("UBND"))
PLACES = frozenset({"province", "district", "commune"})
KINDS = frozenset({"thanh pho", "thi xa", "thi tran", "huien", "quan", "xa", "phuong", "dac khu"})
"""Kinds of places, as ``Word.bare`` spells them."""

_OFFICES = frozenset({"department", "body"})
PLURALS = frozenset({"cac", "nhung"})
_MARKS_INSIDE = frozenset(",-–—.")

# Words that stand for a class wherever its key is known, besides the registry's own aliases. The first choice of keys
# that the directory has counts: there are no districts after the middle of 2025.
_USUAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "các sở, ban": (("department",),),
    "các ban, ngành": (("department",),),
    "ban, ngành tỉnh": (("department",),),
    "cơ quan chuyên môn cấp tỉnh": (("department",),),
    "các cơ quan": (("agency",),),
    "các cơ quan, đơn vị": (("agency", "public_service_unit"),),
    "các cơ quan, đơn vị, địa phương": (("agency", "public_service_unit"),),
    "các địa phương": (("district", "commune"), ("commune",)),
}
_USUAL_PLACES: dict[str, str] = {
    "huyện, thị, thành phố": "district",
    "huyện, thị, thành": "district",
    "huyện, thành phố": "district",
    "xã, thị trấn": "commune",
    "phường, xã": "commune",
    "phường, xã, thị trấn": "commune",
    "xã, phường, đặc khu": "commune",
}


@dataclass(frozen=True)
class Phrase:
    """A name and whom it stands for: codes of units, keys of classes.

    A place is spelled exactly (Tân Thành is not Tân Thạnh); a word like "sở" or "thành phố" alone counts only after
    "các": without it one is meant, and which is not said.
    """

    words: tuple[Word, ...]
    units: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    is_place: bool = False
    needs_plural: bool = False

    @property
    def is_nobodys(self) -> bool:
        """Tell whether it is the name of an office that has ended."""
        return not self.units and not self.classes


@dataclass(frozen=True)
class Match:
    """A name found up to, but not with, a token; several phrases if the name stands for several units."""

    end: int
    phrases: tuple[Phrase, ...]

    @property
    def is_ambiguous(self) -> bool:
        return len({(phrase.units, phrase.classes) for phrase in self.phrases}) > 1

    @property
    def phrase(self) -> Phrase:
        return self.phrases[0]

    def supersedes(self, direct: "Match | None") -> bool:
        """Tell whether "Hồng Ngự" after "Các huyện:" is rather the district than what it may be by itself."""
        if direct is None:
            return True
        is_same = self.phrase.units == direct.phrase.units
        return self.end >= direct.end and (direct.is_ambiguous or is_same)


class Lexicon:
    """The phrases of a directory, by their first word, and by its first letter for abbreviations."""

    def __init__(self, directory: Directory) -> None:
        """Take every name, short name and alias of units and classes, and the usual words for known classes."""
        self.province = next((words(unit.short) for unit in directory.units if unit.level == "province"), ())
        self.parents = {unit.code: unit.parent for unit in directory.units if unit.level == "commune"}
        self.members = {group.key: group.members for group in directory.classes}
        self._by_word: dict[str, list[Phrase]] = defaultdict(list)
        self._by_letter: dict[str, list[Phrase]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], Phrase] = {}
        for phrase in dict.fromkeys(self._phrases(directory)):
            self._by_word[phrase.words[0].bare].append(phrase)
            self._by_letter[phrase.words[0].bare[0]].append(phrase)
            self._exact.setdefault(tuple(word.bare for word in phrase.words), phrase)

    def get(self, name: Iterable[Word]) -> Phrase | None:
        """Return the phrase of exactly these words."""
        return self._exact.get(tuple(word.bare for word in name))

    def inside(self, classes: Iterable[str], district: str) -> tuple[str, ...]:
        """Return the communes of these classes that lie in a district; nothing if a class has other members too."""
        members = tuple(code for key in classes for code in self.members.get(key, ()))
        if not members or any(code not in self.parents for code in members):
            return ()
        return tuple(code for code in members if self.parents[code] == district)

    def _phrases(self, directory: Directory) -> Iterator[Phrase]:
        keys = {group.key for group in directory.classes}
        for unit in directory.units:
            names = (unit.name, unit.short, *unit.aliases)
            bare = {words(name) for name in names}
            for name in names:
                if any(words(name) == (*council, *rest) for council in COUNCIL for rest in bare):
                    continue  # "UBND huyện Tân Hồng": the parser reads the council before any place
                yield from self._forms(name, Phrase((), (unit.code,), is_place=unit.level in PLACES))
        for group in directory.classes:
            for name in (group.name, *group.aliases):
                yield from self._forms(name, Phrase((), (), (group.key,)))
        for name, targets in directory.extra_aliases.items():
            units = tuple(one for one in targets if one not in keys)
            yield from self._forms(name, Phrase((), units, tuple(one for one in targets if one in keys)))
        yield from self._gone(directory)
        stated = {tuple(word.bare for word in words(name)) for group in directory.classes for name in group.aliases}
        for name, classes in _usual({group.key for group in directory.classes if group.members}):
            if not {tuple(word.bare for word in form.words) for form in self._forms(name, Phrase(()))} & stated:
                yield from self._forms(name, Phrase((), (), classes))

    def _gone(self, directory: Directory) -> Iterator[Phrase]:
        """Yield offices that have ended: nobody's names, but whole: "Sở KH&ĐT" is not "Sở KH" and another."""
        for one in directory.gone:
            if one.last and not one.is_renamed and one.level in _OFFICES:
                for name in one.names:
                    yield from self._forms(name, Phrase(())) if name != name.lower() else ()

    def _forms(self, name: str, phrase: Phrase) -> Iterator[Phrase]:
        """Yield the name, and without "các" before it, "tỉnh" or the province's own name after it."""
        stated = words(name)
        if len(stated) > 1 and stated[0].bare in PLURALS:
            stated = stated[1:]
            phrase = replace(phrase, needs_plural=len(stated) == 1 or _is_kind(stated))
        if not stated:
            return
        yield replace(phrase, words=stated)
        if phrase.is_place:
            return
        if self.province and stated[-len(self.province) :] == self.province:
            stated = stated[: -len(self.province)]
            if len(stated) > 1:
                yield replace(phrase, words=stated)
        if len(stated) > 2 and stated[-1].bare == "tinh":
            yield replace(phrase, words=stated[:-1])

    def _candidates(self, token: Token, prefix: tuple[Word, ...]) -> list[Phrase]:
        if prefix:
            return self._by_word.get(prefix[0].bare, [])
        return (
            self._by_letter.get(token.word.bare[:1], []) if token.initials else self._by_word.get(token.word.bare, [])
        )

    def longest(
        self, tokens: Sequence[Token], at: int, prefix: tuple[Word, ...] = (), *, goes_on: bool = False
    ) -> Match | None:
        """Return the longest name that begins at a token, as if ``prefix`` stood before it; the best spelling wins.

        ``goes_on`` tells that a plural ("các huyện và …") reaches this far.
        """
        best, found = (0, 0), list[Phrase]()
        is_plural = goes_on or (at > 0 and tokens[at - 1].is_word and tokens[at - 1].word.bare in PLURALS)
        for phrase in self._candidates(tokens[at], prefix):
            if len(phrase.words) <= len(prefix) or phrase.words[: len(prefix)] != prefix:
                continue
            if phrase.needs_plural and not is_plural:
                continue
            for likeness in (3, 2, 1):  # as written or without diacritics; abbreviated; with a wrong diacritic
                end = (
                    None if phrase.is_place and likeness == 1 else _end(tokens, at, phrase.words, len(prefix), likeness)
                )
                if end is not None and (is_plural or not _is_the_one(phrase, tokens, end)):
                    if (end, likeness) > best:
                        best, found = (end, likeness), []
                    if (end, likeness) == best:
                        found.append(phrase)
                    break
        known = [phrase for phrase in found if not phrase.is_nobodys]
        return Match(best[0], tuple(known or found)) if found else None


def _is_kind(name: Sequence[Word]) -> bool:
    return " ".join(word.bare for word in name) in KINDS


def _is_the_one(phrase: Phrase, tokens: Sequence[Token], end: int) -> bool:
    """Tell whether "UBND Thành phố", with the capital of a name, means the one city of which the document speaks."""
    name = phrase.words
    kind = next((name[len(council) :] for council in COUNCIL if name[: len(council)] == council), ())
    if not phrase.classes or not _is_kind(kind):
        return False
    last = tokens[end - 1]
    first = last if last.initials else tokens[end - len(kind)]
    return bool(last.initials) or (first.text[:1].isupper() and not first.text.isupper())


def _usual(keys: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, choices in _USUAL.items():
        for classes in choices:
            if keys.issuperset(classes):
                yield name, classes
                break
    for name, key in _USUAL_PLACES.items():
        if key in keys:
            for head in ("", "UBND ", "UBND các ", "Ủy ban nhân dân ", "Ủy ban nhân dân các "):
                yield head + name, (key,)


def _end(tokens: Sequence[Token], at: int, name: Sequence[Word], done: int, likeness: int) -> int | None:
    """Return where the rest of ``name``, from word ``done``, ends in the text; nothing if it isn't there."""
    if done == len(name):
        return at
    if done and at + 1 < len(tokens) and tokens[at].text in _MARKS_INSIDE and tokens[at + 1].is_word:
        at += 1
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    token = tokens[at]
    if token.word.equals(name[done], is_lenient=likeness == 1):
        end = _end(tokens, at + 1, name, done + 1, likeness)
        if end is not None:
            return end
    if likeness == 3:
        return None
    if name[done].bare == "va" and (token.initials or (at and tokens[at - 1].initials)):
        return _end(tokens, at, name, done + 1, likeness)
    run = _run(token.initials, name, done)
    return None if run is None else _end(tokens, at + 1, name, run, likeness)


def _run(initials: str, name: Sequence[Word], at: int) -> int | None:
    """Return the word up to which an abbreviation stands for the name ("UBND", "PTNT"), leaving out "và"."""
    if not initials or (len(initials) == 1 and at):
        return None
    for place, letter in enumerate(initials):
        while place and at < len(name) and name[at].bare == "va":
            at += 1
        if at >= len(name) or not _begins(name[at], letter):
            return None
        at += 1
    return at


def _begins(word: Word, letter: str) -> bool:
    return word.initial == letter or (word.initial, letter) == ("đ", "d") or word.bare[0] == Word.of(letter).bare != "d"
