from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from nhipcau.ui import menu


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def rendered(source, **values):
    return " ".join(Template("{% load ui %}" + source).render(Context(values)).split())


@pytest.mark.parametrize(
    ("due_on", "options", "shown", "hidden"),
    [
        (date(2026, 11, 24), "", ["24/11/2026", "còn 4 ngày", "soon"], ["late"]),
        (date(2026, 6, 30), "", ["30/06/2026", "quá 143 ngày", "late"], []),
        (date(2026, 11, 20), "", ["hôm nay"], ["quá"]),
        (date(2026, 6, 30), "finished=True", ["30/06/2026"], ["quá", "late"]),
        (date(2027, 6, 30), "", ["30/06/2027"], ["còn"]),
        (date(2026, 12, 31), 'text="Trong năm 2026" vague=True', ["Trong năm 2026", "còn 41 ngày"], ["31/12/2026"]),
        (None, 'text="Thường xuyên"', ["Thường xuyên"], ["Chưa có"]),
        (None, "", ["Chưa có thời hạn"], []),
    ],
)
def test_a_deadline_tells_the_date_first_and_the_distance_while_it_matters(due_on, options, shown, hidden):
    html = rendered("{% deadline day " + options + " %}", day=due_on)
    assert [word for word in shown if word not in html] == []
    assert [word for word in hidden if word in html] == []


def test_a_wrong_field_names_its_fault_to_screen_readers():
    class DayForm(forms.Form):
        day = forms.DateField(label="Ngày", help_text="ví dụ 25/11/2026")

    html = rendered("{% include 'ui/field.html' with field=form.day %}", form=DayForm({"day": "x"}))
    assert 'aria-describedby="id_day_hint id_day_error"' in html
    assert 'id="id_day_error"' in html and 'aria-invalid="true"' in html


def test_the_summary_of_errors_links_to_the_fields():
    class NameForm(forms.Form):
        name = forms.CharField(label="Tên")

    assert '<a href="#id_name">Tên</a>' in rendered("{% include 'ui/form_errors.html' %}", form=NameForm({}))


class TestMenu:
    @pytest.fixture(autouse=True)
    def own_entries(self, monkeypatch):
        monkeypatch.setattr(menu, "_entries", {})

    def request(self, view="accounts:profile"):
        request = RequestFactory().get("/")
        request.resolver_match = SimpleNamespace(view_name=view)
        return request

    def test_it_stands_in_order_and_marks_where_the_reader_is(self):
        menu.register(menu.Entry("accounts:password", "Mật khẩu", "person", 20))
        menu.register(menu.Entry("accounts:profile", "Tài khoản", "person", 10))
        links = menu.links_for(self.request())
        assert [(link.label, link.current) for link in links] == [("Tài khoản", True), ("Mật khẩu", False)]

    def test_an_entry_without_an_address_is_left_out(self):
        menu.register(menu.Entry("nowhere:page", "Không có", "home", 10))
        assert menu.links_for(self.request()) == []

    def test_an_entry_is_left_out_for_those_who_do_not_use_it(self):
        menu.register(menu.Entry("accounts:profile", "Tài khoản", "person", 10, shown=lambda request: False))
        assert menu.links_for(self.request()) == []

    def test_a_page_below_an_entry_counts_as_within_it(self):
        menu.register(menu.Entry("accounts:profile", "Tài khoản", "person", 10, within=("accounts:",)))
        assert menu.links_for(self.request("accounts:password"))[0].current
