"""Named variables and guarded formulas: plain arithmetic over exact decimals, nothing else can be written."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from cchc.par_index.rules.numbers import LARGEST, Wrong, number

Values = Mapping[str, Decimal]
Of = Callable[[ast.AST], Any]
_TWO: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip
_CALLS: Mapping[str, Callable[..., Any]] = {"min": min, "max": max}
_LONGEST = 500
_DEEPEST = 40


def problems(text: str, names: set[str]) -> Iterator[str]:
    """Yield what keeps ``text`` from being a formula over ``names``."""
    try:
        tree = _parsed(text)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - _CALLS.keys()
        _computed(tree.body, dict.fromkeys(used, Decimal(1)), 0)
    except Wrong as wrong:
        if "chia cho 0" not in str(wrong):
            yield str(wrong)
        return
    if unknown := used - names:
        yield f"“{text}” dùng biến không khai báo: {', '.join(sorted(unknown))}"


def value(text: str, values: Mapping[str, Decimal]) -> Decimal:
    """Return what a formula comes to."""
    found = _computed(_parsed(text).body, values, 0)
    if isinstance(found, bool) or not isinstance(found, Decimal) or abs(found) > LARGEST:
        raise Wrong(f"“{text}” không cho ra một số")
    return found


def holds(text: str, values: Mapping[str, Decimal]) -> bool:
    """Return whether a condition holds."""
    return bool(_computed(_parsed(text).body, values, 0))


def _parsed(text: str) -> ast.Expression:
    if len(text) > _LONGEST:
        raise Wrong(f"công thức dài hơn {_LONGEST} ký tự")
    try:
        return ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Wrong(f"“{text}” không phải một công thức") from None


def _computed(node: ast.AST, values: Mapping[str, Decimal], depth: int) -> Any:
    if depth > _DEEPEST:
        raise Wrong("công thức lồng quá sâu")
    how = _PARTS.get(type(node))
    if how is None:
        raise _outside(node)
    return how(node, values, lambda part: _computed(part, values, depth + 1))


def _outside(node: ast.AST) -> Wrong:
    return Wrong(f"công thức có phần không được phép: {ast.unparse(node)[:60]}")


def _constant(node: Any, values: Values, of: Of) -> Any:
    if isinstance(node.value, bool):
        return node.value
    if isinstance(node.value, int | float):
        return number(node.value)
    raise _outside(node)


def _name(node: Any, values: Values, of: Of) -> Any:
    if node.id not in values:
        raise Wrong(f"không có biến {node.id}")
    return values[node.id]


def _binary(node: Any, values: Values, of: Of) -> Any:
    if type(node.op) not in _TWO:
        raise _outside(node)
    return _applied(_TWO[type(node.op)], of(node.left), of(node.right))


def _unary(node: Any, values: Values, of: Of) -> Any:
    if isinstance(node.op, ast.USub):
        return -of(node.operand)
    if isinstance(node.op, ast.Not):
        return not of(node.operand)
    raise _outside(node)


def _logical(node: Any, values: Values, of: Of) -> Any:
    return all(map(of, node.values)) if isinstance(node.op, ast.And) else any(map(of, node.values))


def _compared(node: Any, values: Values, of: Of) -> Any:
    if not all(type(op) in _TWO for op in node.ops):
        raise _outside(node)
    chain = [of(node.left), *map(of, node.comparators)]
    return all(_TWO[type(op)](a, b) for op, a, b in zip(node.ops, chain, chain[1:], strict=False))


def _called(node: Any, values: Values, of: Of) -> Any:
    if not isinstance(node.func, ast.Name) or node.func.id not in _CALLS or node.keywords or not node.args:
        raise _outside(node)
    return _CALLS[node.func.id](*map(of, node.args))


_PARTS: Mapping[type, Callable[[Any, Values, Of], Any]] = {
    ast.Constant: _constant, ast.Name: _name, ast.BinOp: _binary, ast.UnaryOp: _unary, ast.BoolOp: _logical,
    ast.Compare: _compared, ast.Call: _called,
}  # fmt: skip


def _applied(operation: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    try:
        return operation(a, b)
    except ArithmeticError:
        raise Wrong("công thức chia cho 0") from None
