"""Meaning becomes a file: documents in the official form of Nghị định 30/2020/NĐ-CP."""

from .blocks import Annex, Cell, Grid, Line, OfficialDocument, Signature
from .docx import write_annex, write_docx

__all__ = ["Annex", "Cell", "Grid", "Line", "OfficialDocument", "Signature", "write_annex", "write_docx"]
