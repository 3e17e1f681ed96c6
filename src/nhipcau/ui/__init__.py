"""The look: one base template, one stylesheet, a few components. Knows no domain.

A page
    {% extends "ui/base.html" %}{% load i18n ui %} and fills the blocks
    ``title`` (plain text of <title>), ``main`` (all inside <main>), ``head_extra`` (own stylesheet),
    ``scripts`` (``<script type="module" src=...>``).
    Signed out, the same template shows the page alone in the middle (login).

    A page begins <header class="page-head"><div><h1>Name</h1> <p class="quiet">…</p></div>
    <div class="actions">one button</div></header>.

    Give the context ``years`` (list of ui.menu.Link) and ``year`` to show the year switch in the top bar.

Menu: ``ui.menu.register(Entry(...))`` and ``ui.menu.tell_place(function)`` from ``AppConfig.ready()``.
Addresses that the frame links to when they exist: ``register:home``, ``register:search``, ``accounts:profile``,
``accounts:logout`` (POST), ``set_language`` (POST, Django's own).

Components (each file says its variables on top): ui/empty.html, ui/pager.html, ui/field.html, ui/form_errors.html,
ui/breadcrumbs.html, ui/chips.html.
Tags and filters ({% load ui %}): {% deadline day %}, {% state "late" label %}, {% icon "name" %},
{{ day|vndate }}, {{ start|daterange:end }}, {{ amount|vnd }}, {{ text|unbroken }} (numbers and dates never break).

Classes: button, button-quiet, button-danger, actions, card, panel, split (main and side), table, numeric, nowrap,
quiet, late, soon, alert alert-(note|warning|error|success), chip, badge, list-plain, rows, facts (dl), tabs, stack,
visually-hidden, no-print, print-only.
"""
