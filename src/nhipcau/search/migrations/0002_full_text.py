"""The full-text side of ``search_entry``, in the language of each database.

SQLite makes a table anew when a column of it changes, and loses the triggers with the old one: a migration that changes
``Entry`` runs ``make`` again behind it.
"""

from django.db import migrations

TEXTS = {
    "search_exact": "exact_title, exact_body, marks",
    "search_folded": "folded_title, folded_body, marks",
    "search_titles": "exact_title, folded_title, marks",
}
TOKENS = "tokenize = \"ascii tokenchars '#=.'\""
OWN = {"search_titles": ", prefix = '2 3', columnsize = 0, detail = column"}


def _write(row, *, delete):
    """What keeps the three tables true to a row: FTS5 forgets an old row only when it is told its words."""
    statements = []
    for table, columns in TEXTS.items():
        values = ", ".join(f"{row}.{name}" for name in columns.split(", "))
        if delete:
            statements.append(
                f"INSERT INTO {table}({table}, rowid, {columns}) VALUES ('delete', {row}.id, {values});"
            )
        else:
            statements.append(f"INSERT INTO {table}(rowid, {columns}) VALUES ({row}.id, {values});")
    return "\n".join(statements)


def _sqlite():
    for table, columns in TEXTS.items():
        yield f"DROP TABLE IF EXISTS {table}"
        yield (
            f"CREATE VIRTUAL TABLE {table} USING fts5("
            f"{columns}, content = 'search_entry', content_rowid = 'id', {TOKENS}{OWN.get(table, '')})"
        )
        yield f"INSERT INTO {table}({table}) VALUES ('rebuild')"
    gone, made = _write("old", delete=True), _write("new", delete=False)
    columns = ("exact_title", "exact_body", "folded_title", "folded_body", "marks")
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    for name, body in {
        "search_entry_added AFTER INSERT ON search_entry": made,
        "search_entry_gone AFTER DELETE ON search_entry": gone,
        f"search_entry_changed AFTER UPDATE ON search_entry WHEN {changed}": f"{gone}\n{made}",
    }.items():
        yield f"DROP TRIGGER IF EXISTS {name.split()[0]}"
        yield f"CREATE TRIGGER {name} BEGIN {body} END"


def _postgresql():
    marks = "array_to_tsvector(string_to_array(marks, ' '))"
    # A sign that is no word stands between title and body, so that no phrase reaches over.
    text = (
        "setweight(to_tsvector('simple'::regconfig, {0}_title), 'A') || '''|'':1'::tsvector || "
        "setweight(to_tsvector('simple'::regconfig, {0}_body), 'B') || "
    )
    titles = "to_tsvector('simple'::regconfig, exact_title || ' ' || folded_title) || "
    vectors = {"exact": text.format("exact"), "folded": text.format("folded"), "titles": titles}
    for name, told in vectors.items():
        yield f"ALTER TABLE search_entry ADD COLUMN {name}_vector tsvector GENERATED ALWAYS AS ({told}{marks}) STORED"
        yield f"CREATE INDEX search_{name}_vector ON search_entry USING gin ({name}_vector)"
        yield _found(name)
    for channel in ("exact", "folded"):
        # Counting visits every row: texts lie aside, titles, which decide about rank, with the row.
        yield f"ALTER TABLE search_entry ALTER COLUMN {channel}_title SET STORAGE MAIN"
        yield _best(channel)
    yield "ALTER TABLE search_entry SET (toast_tuple_target = 128)"


# The planner takes a vector for something that lies in the row, and would rather unpack that of every row than use the
# index; so it is forbidden to, for these functions only.
BY_INDEX = "LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off"


def _found(name):
    return f"""CREATE FUNCTION search_{name}(sought tsquery) RETURNS SETOF bigint {BY_INDEX} AS $$
        SELECT id FROM search_entry WHERE {name}_vector @@ sought
    $$"""


def _best(channel):
    """The best of what is found. To rank a hit its vector must be unpacked, so of a word that stands everywhere only
    ``most`` are ranked: first those with the words side by side in the title, then the newest."""
    return f"""CREATE FUNCTION search_{channel}_best(
        sought tsquery, words tsquery, phrase text, not_in tsquery, most integer
    ) RETURNS SETOF bigint {BY_INDEX} AS $$
        SELECT id FROM (
            SELECT id, {channel}_vector AS vector, strpos(' ' || {channel}_title || ' ', phrase) > 0 AS in_title
            FROM search_entry
            WHERE {channel}_vector @@ sought AND (not_in IS NULL OR id NOT IN (SELECT search_exact(not_in)))
            ORDER BY in_title DESC, id DESC LIMIT most
        ) hits ORDER BY ts_rank('{{0, 0, 0.1, 1}}', vector, words, 1) DESC, id DESC
    $$"""


def make(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]():
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    """Columns, indexes and triggers go with the table."""
    if schema_editor.connection.vendor == "sqlite":
        for table in TEXTS:
            schema_editor.execute(f"DROP TABLE IF EXISTS {table}")
    else:
        for name in ("exact_best", "folded_best", "exact", "folded", "titles"):
            schema_editor.execute(f"DROP FUNCTION IF EXISTS search_{name}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
