"""What may not stand in a template, in the words of whoever has made it; jinja2 has names of classes for it."""

from collections.abc import Mapping

from jinja2 import nodes

from cchc.kernel.refusal import Sentence, marked

_LOOP = marked("vòng lặp (for)")
_FILE = marked("lệnh chèn tệp khác (include, import, extends)")
_VARIABLE = marked("lệnh đặt biến (set, with)")
_MACRO = marked("lệnh macro, call hoặc block")
_INSIDE = marked("phần bên trong của một giá trị (dấu chấm hoặc ngoặc vuông)")
_CALL = marked("lời gọi hàm (ngoặc tròn sau tên)")
_SUM = marked("phép tính hoặc phép nối")
_LIST = marked("danh sách viết trong mẫu")
_TEST = marked("phép thử (is …)")
_CHOICE = marked("if … else viết trong chỗ điền")
_OTHER = marked("lệnh khác của mẫu")

WORDS: Mapping[type[nodes.Node], str] = {
    nodes.For: _LOOP, nodes.Break: _LOOP, nodes.Continue: _LOOP,
    nodes.Include: _FILE, nodes.Import: _FILE, nodes.FromImport: _FILE, nodes.Extends: _FILE,
    nodes.Assign: _VARIABLE, nodes.AssignBlock: _VARIABLE, nodes.With: _VARIABLE, nodes.NSRef: _VARIABLE,
    nodes.Macro: _MACRO, nodes.CallBlock: _MACRO, nodes.Block: _MACRO, nodes.FilterBlock: _MACRO,
    nodes.Getattr: _INSIDE, nodes.Getitem: _INSIDE, nodes.Slice: _INSIDE,
    nodes.Call: _CALL, nodes.Keyword: _CALL,
    nodes.BinExpr: _SUM, nodes.UnaryExpr: _SUM, nodes.Concat: _SUM,
    nodes.List: _LIST, nodes.Tuple: _LIST, nodes.Dict: _LIST, nodes.Pair: _LIST,
    nodes.Test: _TEST, nodes.CondExpr: _CHOICE,
}  # fmt: skip


def named(node: nodes.Node) -> Sentence:
    """Return what people call what ``node`` stands for; of a kind that has no row here, that of its own kind."""
    return Sentence(next((WORDS[kind] for kind in type(node).__mro__ if kind in WORDS), _OTHER))
