"""Addresses of a source's file. Ids only: a codename is never part of an address."""

from claims.review.routing import act, page
from claims.review.views.files import acts, around, keeping, merging, pages

FILE = "sources/<uuid:pk>"

urlpatterns = [
    page(f"{FILE}/", pages.source, "source"),
    page(f"{FILE}/terms/", pages.source_terms, "source_terms"),
    page(f"{FILE}/said/", pages.source_said, "source_said"),
    page(f"{FILE}/jigsaw/", pages.source_jigsaw, "source_jigsaw"),
    page(f"{FILE}/ties/", around.source_ties, "source_ties"),
    page(f"{FILE}/circle/", around.source_circle, "source_circle"),
    page(f"{FILE}/falls/", around.source_falls, "source_falls"),
    page(f"{FILE}/holdings/", pages.source_holdings, "source_holdings"),
    act(f"{FILE}/grade/", acts.grade, "grade_source"),
    act(f"{FILE}/estimate/", acts.estimate, "estimate_source"),
    act(f"{FILE}/status/", acts.set_status, "set_source_status"),
    act(f"{FILE}/wording/", acts.word, "word_source"),
    act("wordings/<uuid:pk>/drop/", acts.drop_wording, "drop_wording"),
    act(f"{FILE}/agreement/", acts.agree, "agree"),
    act("agreements/<uuid:pk>/approve/", acts.approve, "approve"),
    act("agreements/<uuid:pk>/review/", acts.set_review, "set_review"),
    act(f"{FILE}/link/", acts.link, "link_source"),
    act("links/<uuid:pk>/rejudge/", acts.rejudge, "rejudge_link"),
    act("links/<uuid:pk>/end/", acts.unlink, "end_link"),
    act(f"{FILE}/withdraw/", acts.withdraw, "withdraw_source"),
    act(f"{FILE}/let-in/", keeping.let_in, "let_in"),
    act("confidants/<uuid:pk>/end/", keeping.shut_out, "shut_out"),
    act(f"{FILE}/hand-over/", keeping.hand_over, "hand_over"),
    act(f"{FILE}/restrict/", keeping.restrict, "restrict_source"),
    act(f"{FILE}/contact/", keeping.log_contact, "log_contact"),
    act(f"{FILE}/hold/", keeping.place_hold, "place_hold"),
    act("holds/<uuid:pk>/confirm/", keeping.confirm_hold, "confirm_hold"),
    act("holds/<uuid:pk>/ask-to-lift/", keeping.ask_to_lift, "ask_to_lift"),
    act("holds/<uuid:pk>/lift/", keeping.lift_hold, "lift_hold"),
    page(f"{FILE}/merge/", merging.merge_source, "merge_source"),
    act(f"{FILE}/merge/preview/", merging.preview_merge, "preview_merge"),
    act(f"{FILE}/merge/do/", merging.merge, "merge"),
    act("merges/<uuid:pk>/undo/", merging.undo_merge, "undo_merge"),
    page(f"{FILE}/split/", merging.split_source, "split_source"),
    act(f"{FILE}/split/do/", merging.split, "split"),
]
