"""Secret documents are refused at the door (scope rule 5)."""

from __future__ import annotations

from vanban.document import Document


def refuse_secrets(document: Document) -> None:
    """Raise SecretDocument when the document carries a secrecy mark."""
