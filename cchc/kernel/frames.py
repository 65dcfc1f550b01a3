"""Room for Python's frames, so that a deep page doesn't ask the system for memory at every call.

CPython (3.11 and later) keeps the frames of a thread in chunks of 16 KB and gives a chunk back as soon as its last
frame ends. A page whose templates go up and down across the end of a chunk maps and unmaps memory at each call there:
the overview of a plan took 23 ms of processor time instead of 15, and a call more or less around it changed that by a
third. A frame that says it needs half a megabyte gets a chunk of one, and all that it calls lies in the other half.
"""

from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar, cast

_SLOTS = 66_000  # of 8 bytes: with them a chunk, whose size is a power of two, is 1 MB, and 490 KB of it are free
_Params = ParamSpec("_Params")
_Result = TypeVar("_Result")


def roomy(function: Callable[_Params, _Result]) -> Callable[_Params, _Result]:
    """Return ``function`` with room for some six hundred frames below it; a call costs one mapping of memory."""

    def called(*given: _Params.args, **named: _Params.kwargs) -> _Result:
        return function(*given, **named)

    code = called.__code__.replace(co_stacksize=_SLOTS)
    return cast("Callable[_Params, _Result]", FunctionType(code, globals(), called.__name__, None, called.__closure__))
