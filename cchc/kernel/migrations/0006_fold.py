"""The functions by which columns are kept folded (``cchc.kernel.folding``).

Marked immutable, as a stored column asks for: what they answer depends on nothing but what they are given. Letters of
our own alphabet take the short way; those of others, and spaces and slashes that only look right, are rare.
"""

from django.db import migrations

_SAME = (
    "ÐƉðɖ⁄∕⧸‐‑‒–—―−﹣˗"
    "！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～"
)
_AS = (
    "ĐĐđđ///---------"
    "!\"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
)
_CAPITALS = "ÆØÞĦĲĿŁŊŒŦƁƂƄƆƇƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǄǅǇǈǊǋǤǱǲǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎẞỺỼỾ"
_SMALL = "æøþħĳŀłŋœŧɓƃƅɔƈɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǆǆǉǉǌǌǥǳǳƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏßỻỽỿ"
_UNSEEN = (
    r"[\u0001-\u0008\u000e-\u001f\u007f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
_SPACES = r"[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_MARKS = (
    r"[\u0300-\u036f\u0483-\u0487\u1ab0-\u1abd\u1abf-\u1ace\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0"
    r"\u3099\u309a\ufe20-\ufe2f]"
)
_LETTER = r"[\w\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f]"
MAKE = rf"""
CREATE FUNCTION kernel_fold(written text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    found text COLLATE "C" := written;
BEGIN
    IF found ~ '[{_SAME}]' THEN
        found := translate(found, '{_SAME}', '{_AS}');
    END IF;
    found := btrim(regexp_replace(regexp_replace(found, '{_UNSEEN}', '', 'g'), '{_SPACES}', ' ', 'g'));
    found := translate(lower(regexp_replace(normalize(found, NFD), '{_MARKS}', '', 'g')), 'đĐ', 'dd');
    IF found ~ '[{_CAPITALS}]' THEN
        found := translate(found, '{_CAPITALS}', '{_SMALL}');
    END IF;
    RETURN regexp_replace(found, '(?<!{_LETTER})qui(?!{_LETTER})', 'quy', 'g');
END $$;

-- A day as pages write it, with zeros and without.
CREATE FUNCTION kernel_day(day date) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_char(day, 'DD/MM/YYYY FMDD/FMMM/YYYY')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_root_words")]
    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION kernel_fold, kernel_day")]
