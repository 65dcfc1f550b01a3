"""What a child asks the kernel for never again: the network, other processes, other programs (seccomp, ``prctl(2)``).

A short list of what no parser needs, whatever it reads, not the list of what each needs: a new version of a parser or
of the C library breaks nothing. Where the kernel or the kind of machine knows no such filter, the child goes without.
"""

import ctypes
import errno
import os
import struct

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # of prctl(2)
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of the filter's machine: BPF
_NUMBER, _MACHINE = 0, 4  # where in seccomp_data they stand
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_OTHER_ABI = 0x40000000  # x32 has numbers of its own from here on

# socket connect bind listen accept ptrace kill tkill tgkill execve execveat process_vm_readv process_vm_writev
# io_uring_setup (which opens sockets too) pidfd_open pidfd_getfd
_X86_64 = (41, 42, 49, 50, 43, 101, 62, 200, 234, 59, 322, 310, 311, 425, 434, 438)
_AARCH64 = (198, 203, 200, 201, 202, 117, 129, 130, 131, 221, 281, 270, 271, 425, 434, 438)
_MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}
_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def give_up() -> bool:
    """Have these calls refused (EACCES) from now on, in this process and its children; tell whether that is so."""
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        return False
    written = program(*machine)
    held = ctypes.create_string_buffer(written)
    given = _Program(len(written) // 8, ctypes.addressof(held))
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)  # without it only root may
    return bool(_libc.prctl(_SECCOMP, _FILTER, ctypes.byref(given), 0, 0) == 0)


def program(machine: int, refused: tuple[int, ...]) -> bytes:
    """Return the filter: whatever comes by another machine's numbers is refused, and so are the calls ``refused``."""
    steps = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, _NUMBER)]
    numbers = [(_AT_LEAST, _OTHER_ABI), *((_EQUAL, number) for number in refused)]
    for left, (test, number) in zip(reversed(range(len(numbers))), numbers, strict=True):
        steps.append((test, left + 1, 0, number))  # over the tests that are left and the one that allows
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
