"""What the log says about tokens."""

from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action

SENTENCES = {
    "api.token_made": _("made the access token %(name)s until %(expires_on)s (%(scope)s)"),
    "api.token_revoked": _("revoked the access token %(name)s"),
}


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)
