"""`python -m nhipcau.upkeep.tests.looking`: for each line that comes in, a line of JSON with what is found (sound.py).
"later" on that line: an hour has passed since anything was uploaded. "states": only look, for what is found is also
settled, and a file that is being read is taken from its reader. Beside a site at work, in a process of its own."""

from __future__ import annotations

import json
import sys
from datetime import timedelta


def main() -> None:
    import django

    django.setup()
    from django.db import connections
    from django.db.models import F

    from nhipcau.plans.models import Upload

    from .sound import counts, found

    for line in sys.stdin:
        if line.strip() == "later":
            Upload.objects.update(uploaded_at=F("uploaded_at") - timedelta(hours=1))
        states = dict(Upload.objects.values_list("name", "state"))
        told = {} if line.strip() == "states" else {**found(), "counts": counts()}
        print(json.dumps({**told, "states": states}), flush=True)
        connections.close_all()


if __name__ == "__main__":
    main()
