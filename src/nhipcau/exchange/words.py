"""What the log says about this app, and why a delivery failed."""

from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action

SENTENCES = {
    "exchange.feed_made": _("subscribed to a calendar: %(whose)s"),
    "exchange.feed_revoked": _("ended a calendar subscription: %(whose)s"),
    "exchange.workbook_taken": _("brought in the workbook %(name)s, which would change %(count)s tasks"),
    "exchange.workbook_applied": _("changed %(count)s tasks with the workbook %(name)s"),
    "exchange.webhook_added": _("made the connection %(name)s to %(address)s"),
    "exchange.webhook_changed": _("changed the connection %(name)s"),
    "exchange.webhook_new_key": _("gave the connection %(name)s a new key"),
    "exchange.webhook_paused": _("paused the connection %(name)s"),
    "exchange.webhook_resumed": _("resumed the connection %(name)s"),
    "exchange.webhook_removed": _("removed the connection %(name)s"),
    "exchange.webhook_pinged": _("had a trial message sent to %(name)s"),
    "exchange.webhook_replayed": _("had the events from number %(first)s on sent again to %(name)s"),
}
ERRORS = {
    "address": _("This is not an address that can be called. Write it as in https://example.gov.vn/receive"),
    "scheme": _("The address must begin with https://"),
    "port": _("The address may name only port 443 or 8443."),
    "name": _("The name in the address is not known."),
    "inside": _("The address leads into an internal network, which is not called."),
    "certificate": _("The other system's certificate is not valid for this name."),
    "timeout": _("The other system did not answer within 10 seconds."),
    "connection": _("The connection to the other system failed."),
    "redirect": _("The other system sent us to another address; give that address here."),
    "status": _("The other system refused the message."),
    "key": _("The key belongs to an earlier secret key of this site. Make a new one."),
    "event": _("The event is no longer in the log."),
}


def error_words(code: str) -> str:
    return str(ERRORS.get(code, code))


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)
