import pytest
from django.core.files.base import ContentFile

from nhipcau.plans.models import Confirmation, PlanTask, Upload
from vanban.document import Document, Paragraph
from vanban.schema import document_to_json


@pytest.fixture
def upload(tasks, plan, province, lan):
    document = Document((Paragraph("Kế hoạch <năm>"), Paragraph("1. Tổ chức hội chợ ở vùng biên giới")))
    upload = Upload.objects.create(
        province=province, uploaded_by=lan, plan=plan, name="ke-hoach.docx", size=1, sha256="1" * 64, state="ready",
        document=document_to_json(document), file=ContentFile(b"x", "x"),
    )  # fmt: skip
    Confirmation.objects.create(plan=plan, upload=upload, by=lan)
    PlanTask.objects.filter(pk=tasks.fair.pk).update(places=[[1, None, None, 0, 35]], quote="1. Tổ chức hội chợ")
    return upload


def test_the_task_leads_to_its_place_in_the_document(upload, tasks, minh, client_of):
    client, address = client_of(minh), f"/nhiem-vu/{tasks.fair.pk}/"
    assert f'href="{address}van-ban/#b1"' in client.get(address).content.decode()
    page = client.get(f"{address}van-ban/").content.decode()
    assert f'id="b1" data-item="{tasks.fair.pk}"' in page
    assert "Kế hoạch &lt;năm&gt;" in page
    assert 'class="add"' not in page


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("son", 200), ("xuan", 404), ("tam", 404), ("hoa", 404)])
def test_only_who_sees_the_task_reads_its_document(who, status, upload, tasks, client_of, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(f"/nhiem-vu/{tasks.fair.pk}/van-ban/").status_code == status


def test_without_a_file_there_is_no_document(tasks, minh, client_of):
    assert client_of(minh).get(f"/nhiem-vu/{tasks.fair.pk}/van-ban/").status_code == 404
    assert "Xem trong văn bản" not in client_of(minh).get(f"/nhiem-vu/{tasks.fair.pk}/").content.decode()
