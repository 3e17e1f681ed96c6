"""Backups that are none, or no longer: one sentence, and the empty installation is as empty as before."""

from __future__ import annotations

import gzip
import json
import tarfile
from io import BytesIO

import pytest
from django.db import connection

from nhipcau.organizations.models import AdministrativeUnit
from nhipcau.plans.models import PlanTask
from nhipcau.upkeep.archive import restoring
from nhipcau.upkeep.archive.errors import Refused
from nhipcau.upkeep.archive.sealing import Sealer, opened

pytestmark = pytest.mark.django_db


def parts(path):
    with tarfile.open(path) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def pack(path, members):
    with tarfile.open(path, "w:gz", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return path


def refused(data, root, passphrase=""):
    units = AdministrativeUnit.objects.count()
    with pytest.raises(Refused) as refusal:
        restoring.restore(opened(BytesIO(data), passphrase), connection, root)
    assert (PlanTask.objects.count(), AdministrativeUnit.objects.count()) == (0, units)
    assert not root.exists() or not list(root.iterdir())
    return str(refusal.value)


def spoil_row(found):
    name = "tables/plans.plantask/000001.jsonl"
    return found | {name: found[name].replace(b"trong", b"ngo\xc3\xa0i", 1)}


def other_version(found):
    return found | {"nhipcau.json": found["nhipcau.json"].replace(b'"application": "', b'"application": "9')}


def other_shape(found):
    head = json.loads(found["nhipcau.json"])
    head["migrations"].append("plans.9999_of_tomorrow")
    return found | {"nhipcau.json": json.dumps(head).encode()}


def other_file(found):
    return found | {"files/00000001": found["files/00000001"][::-1]}


def slip(found):
    record = json.loads(found["files/00000001.json"]) | {"path": "../../../tmp/slipped"}
    return found | {"files/00000001.json": json.dumps(record).encode()}


def no_manifest(found):
    return {name: data for name, data in found.items() if name != "manifest.json"}


def missing_table(found):
    return {name: data for name, data in found.items() if "agencyalias" not in name}


def dangling(found):
    """Rows that point to nothing, with a manifest that agrees."""
    name = "tables/plans.plantask/000001.jsonl"
    return {key: data for key, data in found.items() if key != name}


SPOILED = [
    (spoil_row, "not those it was made of"),
    (other_shape, "another shape of database (plans.9999_of_tomorrow"),
    (other_file, "is not what was put into it"),
    (slip, "outside of its folder"),
    (no_manifest, "cut off"),
    (missing_table, "not those it was made of"),
    (dangling, "not those it was made of"),
]


@pytest.mark.parametrize(("spoil", "sentence"), SPOILED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_spoiled_backup_ends_in_a_sentence_and_changes_nothing(backup, tmp_path, spoil, sentence):
    path = pack(tmp_path / "spoiled.tar.gz", spoil(parts(backup)))
    assert sentence in refused(path.read_bytes(), tmp_path / "files")


def test_the_form_is_open_what_tar_made_anew_is_read(backup, tmp_path):
    path = pack(tmp_path / "again.tar.gz", other_version(parts(backup)))
    report = restoring.restore(BytesIO(path.read_bytes()), connection, tmp_path / "files")
    assert report.tables["plans.plantask"]["rows"] == PlanTask.objects.count() > 0
    assert report.files == sum(path.is_file() for path in (tmp_path / "files").rglob("*")) > 0


def test_a_folder_that_cannot_be_made_ends_in_a_sentence(backup, tmp_path):
    (tmp_path / "file").touch()
    assert "file/files" in refused(backup.read_bytes(), tmp_path / "file" / "files")


def link(found):
    """Like a member that tar would make a link of."""
    info = tarfile.TarInfo("nhipcau.json")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return gzip.compress(info.tobuf() + bytes(1024))


def cut_at(share):
    return lambda data: data[: int(len(data) * share)]


def turned(place):
    return lambda data: data[: -place - 1] + bytes([data[-place - 1] ^ 1]) + data[-place:]


FOREIGN = {
    "empty": lambda data: b"",
    "text": lambda data: b"Xin chao",
    "gzip": lambda data: gzip.compress(b"Xin chao" * 1000),
    "bomb": lambda data: gzip.compress(bytes(200 << 20), 1),
    "link": link,
    "other json": lambda data: gzip.compress(member("nhipcau.json", b"[1]")),
    "long name": lambda data: gzip.compress(member("x" * 90, bytes(600))),
    "half": cut_at(0.5),
    "end missing": cut_at(0.999),
    "checksum": turned(6),
    "turned": turned(3000),
    "more behind": lambda data: data + b"more",
}


def member(name, data):
    info = tarfile.TarInfo(name)
    info.size = len(data)
    return info.tobuf() + data + bytes(-len(data) % 512 + 1024)


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_backup_ends_in_a_sentence(backup, tmp_path, kind):
    assert refused(FOREIGN[kind](backup.read_bytes()), tmp_path / "files").endswith(".")


@pytest.mark.parametrize("spoil", [cut_at(0.5), turned(3000), turned(0), cut_at(0.01)])
def test_a_spoiled_encrypted_backup_ends_in_a_sentence(backup, tmp_path, spoil):
    out = BytesIO()
    sealer = Sealer(out, "nhịp", work=2)
    sealer.write(backup.read_bytes())
    sealer.close()
    refused(spoil(out.getvalue()), tmp_path / "files", "nhịp")
