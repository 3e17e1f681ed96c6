"""Finding: words with and without accents, document numbers, names of agencies of then and now.

Knows no domain. An app above registers how its rows are told (``sources.register``), keeps them in the index in the
transaction that changes them (``index.put``), and asks with the rights of the reader (``index.search``).
"""
