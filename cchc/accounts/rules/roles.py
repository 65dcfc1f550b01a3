"""The roles there are from the start; what each may do is declared by the modules (``kernel.rights``)."""

from cchc.accounts.types import Role as Role
