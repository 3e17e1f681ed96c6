"""What the log says about agencies and people; the words follow the name of the person who did it."""

from django.utils.translation import gettext_lazy as _

from nhipcau.history.actions import register_action

SENTENCES = {
    "organizations.province_added": _("set up %(name)s"),
    "organizations.agency_added": _("added the agency %(name)s"),
    "organizations.agency_changed": _("changed the agency %(name)s"),
    "organizations.agency_withdrawn": _("took back the agency %(name)s"),
    "organizations.alias_learnt": _("noted that “%(text)s” means %(name)s"),
    "organizations.alias_forgotten": _("removed “%(text)s” as a spelling of %(name)s"),
    "organizations.group_added": _("added the group “%(name)s”"),
    "organizations.group_changed": _("changed the group “%(name)s”"),
    "organizations.person_added": _("added %(name)s"),
    "organizations.person_changed": _("changed the details of %(name)s"),
    "organizations.password_given": _("gave %(name)s a new password"),
    "organizations.email_confirmed": _("confirmed the email address %(email)s of %(name)s"),
    "organizations.people_read": _("looked at the list of people"),
    "organizations.person_read": _("looked at the page of %(name)s"),
    "organizations.posts_read": _("looked at who held a post at %(name)s before"),
    "organizations.access_review_read": _("looked at the posts in the access review of %(year)s"),
    "organizations.access_record_read": _("took out the record of the access review of %(year)s"),
    "organizations.appointed": _("appointed %(person)s at %(agency)s as %(role)s from %(on)s"),
    "organizations.post_ended": _("ended the post of %(person)s at %(agency)s on %(on)s"),
    "organizations.delegated": _(
        "let %(person)s act for %(holder)s at %(agency)s from %(on)s to %(until)s (%(decided_by)s)"
    ),
    "organizations.delegation_ended": _("ended that %(person)s acts for %(holder)s at %(agency)s, on %(on)s"),
    "organizations.access_review_opened": _("opened the access review of %(year)s: %(count)s posts"),
    "organizations.access_decided": _("decided on the post of %(person)s at %(agency)s: %(decision)s"),
    "organizations.access_review_closed": _("closed the access review of %(year)s, record %(signature)s"),
}


def register() -> None:
    for code, sentence in SENTENCES.items():
        register_action(code, sentence)
