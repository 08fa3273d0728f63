"""Publishing: drafts, passages with personal data, approval, and the folder that is built."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class PublicationNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no publication {given}.")
    hint = N_("`zuofeng publish list` shows them.")


class BadPublicationNumber(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is not the number of a publication.")
    hint = N_("Write the number alone, like 2.")


class PassageNotFound(ZuofengError):
    exit_code = 22
    message = N_("Publication {publication} has no passage {given}.")
    hint = N_("`zuofeng publish review {publication}` shows their numbers.")


class NothingToPublish(ZuofengError):
    exit_code = 23
    message = N_("There is no issue to publish.")
    hint = N_("List one first: `zuofeng open` or `zuofeng import`.")


class PassagesOpen(ZuofengError):
    exit_code = 23
    message = N_("Publication {publication} may hold personal data: {count} passages wait for a person.")
    hint = N_("See `zuofeng publish review {publication} --open`; then `publish keep` or `publish mask`.")


class AlreadyApproved(ZuofengError):
    exit_code = 20
    message = N_("Publication {publication} was approved on {on}; it is frozen.")
    hint = N_("`zuofeng publish correct {publication} --reason TEXT` makes a new one in its place.")


class NotApproved(ZuofengError):
    exit_code = 20
    message = N_("Publication {publication} is not approved.")
    hint = N_("A leader approves it: `zuofeng publish approve {publication} --by NAME`.")


class AlreadyWithdrawn(ZuofengError):
    exit_code = 20
    message = N_("Publication {publication} was withdrawn on {on}.")
    hint = N_("Make a new one: `zuofeng publish draft`.")


class NothingPublic(ZuofengError):
    exit_code = 22
    message = N_("No publication is approved and in force.")
    hint = N_("`zuofeng publish draft`, then `zuofeng publish approve`.")


class NotPublished(ZuofengError):
    exit_code = 24
    message = N_("{folder} is no folder that `zuofeng publish build` wrote.")
    hint = N_("Name the folder that holds publication.json.")


class BadAddress(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is not the address of a site.")
    hint = N_("Write it whole, like https://example.org/list/.")


class Corrected(ZuofengError):
    exit_code = 20
    message = N_("Publication {publication} was corrected by publication {other}.")
    hint = N_("Build that one: `zuofeng publish build {other} -o FOLDER`.")


class SnapshotAltered(ZuofengError):
    exit_code = 21
    message = N_("Publication {publication} cannot be shown: {detail}.")
    hint = N_("Ask `zuofeng audit`; do not publish until it is in order.")
