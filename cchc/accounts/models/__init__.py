"""What accounts keep. Every column that holds a secret is named in ``SECRETS`` and never reaches the audit log."""

from cchc.accounts.models.grants import Grant, SecondFactorRule
from cchc.accounts.models.people import User
from cchc.accounts.models.roles import ComposedRole
from cchc.accounts.models.second_factor import RecoveryCode, SecondFactor
from cchc.accounts.models.sign_in import Guard, SignIn
from cchc.accounts.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "ComposedRole",
    "Grant",
    "Guard",
    "RecoveryCode",
    "SecondFactor",
    "SecondFactorRule",
    "SignIn",
    "User",
]
