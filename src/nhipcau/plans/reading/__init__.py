"""The bridge to vanban: the only folder of this app that knows its values.

``opening`` a file becomes JSON · ``items`` what was understood becomes review items · ``phrases`` one phrase is read
again while a person types · ``paper`` the document becomes a page beside them.
"""
