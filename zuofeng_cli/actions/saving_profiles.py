"""Keeping ways to import, and taking them away."""

from dataclasses import asdict

from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.profiles import Profile
from zuofeng_cli.errors.lookup import ProfileNotFound
from zuofeng_cli.rules.journal import canonical
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing


def save_profile(context: Context, name: str, profile: Profile) -> bool:
    """Save *profile* under *name*; return whether it replaced an older one."""
    with writing(context) as book:
        said = {option: value for option, value in asdict(profile).items() if value}
        kept = required_text("name", name)
        is_replaced = book.profile(kept) is not None
        book.keep_profile(kept, canonical(said))
        return is_replaced


def forget_profile(context: Context, name: str) -> None:
    """Take a saved profile away.

    Raises:
        ProfileNotFound: there is none of this name.
    """
    with writing(context) as book:
        if book.profile(name) is None:
            raise ProfileNotFound(given=name, nearest=())
        book.keep_profile(name, None)
