"""Accounts, postings, names on dossiers, resets."""

from wasl.access.commands.accounts import (
    NumberTaken,
    OwnAccount,
    choose_language,
    close_account,
    open_account,
    reopen_account,
    require_second_factor,
)
from wasl.access.commands.names import deny_account, end_name, name_account
from wasl.access.commands.postings import CannotPost, end_posting, post_account
from wasl.access.commands.resets import BadSlip, CannotReset, approve_reset, ask_reset, redeem_slip

__all__ = [
    "BadSlip",
    "CannotPost",
    "CannotReset",
    "NumberTaken",
    "OwnAccount",
    "approve_reset",
    "ask_reset",
    "choose_language",
    "close_account",
    "deny_account",
    "end_name",
    "end_posting",
    "name_account",
    "open_account",
    "post_account",
    "redeem_slip",
    "reopen_account",
    "require_second_factor",
]
