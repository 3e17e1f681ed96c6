"""What the log says about signing in; the words follow the name of the person who did it."""

from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action

SENTENCES = {
    "accounts.profile_changed": _("changed the own account"),
    "accounts.password_changed": _("chose a new password"),
    "accounts.closed": _("closed the account of %(name)s"),
    "accounts.opened": _("opened the account of %(name)s again"),
    "accounts.second_factor_on": _("turned two-step sign-in on"),
    "accounts.second_factor_off": _("turned two-step sign-in off"),
    "accounts.second_factor_reset": _("took the second step of %(name)s away"),
    "accounts.recovery_codes_renewed": _("made new recovery codes"),
    "accounts.signed_in_password": _("signed in with the password: %(device)s, %(address)s"),
    "accounts.signed_in_code": _("signed in with password and code: %(device)s, %(address)s"),
    "accounts.signed_in_recovery": _("signed in with password and recovery code: %(device)s, %(address)s"),
    "accounts.signed_in_oidc": _("signed in through %(device)s, %(address)s"),
    "accounts.signed_out": _("signed out"),
    "accounts.recovery_code_used": _("used a recovery code; %(left)s are left"),
    "accounts.sign_in_failed": _("was given a wrong password for the account of %(name)s: %(device)s, %(address)s"),
    "accounts.locked_out": _(
        "closed signing in as %(name)s for 15 minutes after many wrong passwords: %(device)s, %(address)s"
    ),
    "accounts.code_wrong": _("was given a wrong code for the account of %(name)s"),
    "accounts.session_revoked": _("signed out in another browser: %(device)s, %(address)s"),
    "accounts.sessions_ended": _("signed out in all other browsers (%(count)s)"),
    "accounts.oidc_bound": _("connected this account with the common sign-in of the office"),
    "accounts.oidc_unbound": _("ended the connection of %(name)s with the common sign-in of the office"),
}


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)
