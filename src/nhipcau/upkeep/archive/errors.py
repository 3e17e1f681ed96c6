"""One sentence for whoever runs the command: what is wrong, and what to do."""


class Refused(Exception):
    """Nothing was changed; the sentence says why."""
