"""Background work, for an index outside of the database. A job may run twice, late or never: ``search_check`` tells."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from .backends import backend

MOST_TRIES = 12  # the last one about two days after the first


@task()
def write_entries(pks: list[int], tries: int = 1) -> bool:
    """Bring these entries to the server as they are now; comes again, later and later, while it does not answer."""
    from opensearchpy import OpenSearchException

    from .backends.opensearch import OpenSearch

    server = backend()
    if not isinstance(server, OpenSearch):
        return False  # it was taken from the settings meanwhile
    try:
        server.write(pks)
    except OpenSearchException:
        if tries >= MOST_TRIES or not write_entries.get_backend().supports_defer:
            raise
        again = timezone.now() + timedelta(minutes=2 ** (tries - 1))
        write_entries.using(run_after=again).enqueue(pks, tries + 1)
        return False
    return True
