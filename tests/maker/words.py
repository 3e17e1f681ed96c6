"""The vocabulary of made plans. Its lists lie with the demo, whose full-size province says the same things."""

from __future__ import annotations

from nhipcau.demo.vocabulary import Sentence, lines, lists

__all__ = ["COMMUNES", "PEOPLE", "PROVINCES", "Sentence", "lines", "lists"]

PROVINCES = ("Vân Hải", "Mộc Giang", "Bạch Châu", "Tây Lĩnh", "Đông Phú", "Hồng Sa")
COMMUNES = ("Tân Lĩnh", "Mộc Sơn", "Phú Điền", "Suối Vàng", "Bình Khê", "Hương Đồi")
PEOPLE = ("Lê Quang Huy", "Trần Thị Mai Anh", "Hoàng Đức Thắng", "Nguyễn Thu Hà", "Y Thanh Bình", "Vừ A Sùng")
