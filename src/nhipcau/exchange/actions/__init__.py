from .feeds import feed_make, feed_revoke, feeds_end
from .reimport import reimport_apply, reimport_take
from .webhooks import (
    webhook_add,
    webhook_change,
    webhook_new_key,
    webhook_pause,
    webhook_ping,
    webhook_remove,
    webhook_replay,
)

__all__ = [
    "feed_make",
    "feed_revoke",
    "feeds_end",
    "reimport_apply",
    "reimport_take",
    "webhook_add",
    "webhook_change",
    "webhook_new_key",
    "webhook_pause",
    "webhook_ping",
    "webhook_remove",
    "webhook_replay",
]
