"""Read Vietnamese administrative documents: a file becomes a Document, a Document becomes a Plan."""

from .document import Document, Place
from .errors import VanbanError
from .plan import Plan

__all__ = ["Document", "Place", "Plan", "VanbanError"]
