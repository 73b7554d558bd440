"""Ids that Slack sends back to us, in one place: what draws them and what listens for them use the same."""

from enum import StrEnum
from urllib.parse import unquote

VERSION = "1"
# Our own separator, and what Slack may hand back as &amp; &lt; &gt; (https://github.com/slackapi/bolt-python/issues/513).
CODED = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "%|&<>"})


class Press(StrEnum):
    """Buttons and menus: their action_id. A comment says what the value carries; `place` is where the press was made, so
    that the same can be drawn again: nothing (the thing's own message), or a `Place` and what that needs.

    Where two of the same stand side by side, each is told apart by an ending: "decisions_page.older".
    """

    OPEN_FORM = "open_form"  # the words of a command
    ACCEPT = "answer_accepted"  # meeting[, what the button stands in]
    TENTATIVE = "answer_tentative"  # the same
    DECLINE = "answer_declined"  # the same
    COMMENT_ANSWER = "answer_comment"  # meeting, what the button stands in
    UNDO_ANSWER = "answer_undo"  # answer, place (nothing: the message about all that came by e-mail and link)
    RESTORE_ANSWER = "answer_restore"  # the same
    ALL_ANSWERS = "answers_all"  # meeting, start[, place]
    ANSWERS_OF = "answers_of"  # a menu: meeting, person
    CONFIRM_MEETING = "meeting_confirm"  # meeting
    MOVE_MEETING = "meeting_move"  # meeting
    CANCEL_MEETING = "meeting_cancel"  # meeting[, reason]
    NEW_MEETING = "meeting_new"  # committee[, day]
    PLAN_AT = "meeting_plan_at"  # committee, start, end, place, link
    MOVE_TO = "meeting_move_to"  # meeting, start, end, place, link
    PUT_MEETING = "meeting_put"  # meeting: its date before the members
    OPEN_PLAN = "plan_open"  # committee: on a page of its own
    WRITE_PLAN = "plan_write"  # committee
    EARLIER_DATES = "plan_earlier"  # committee: what stands before the members, and what was adopted
    PLAN_MENU = "plan_menu"  # overflow: option values are "<press> <date>"
    MOVE_DATE = "plan_move"  # date of a draft
    STRIKE_DATE = "plan_strike"  # date of a draft
    RESTORE_DATE = "plan_restore"  # date of a draft
    CHOOSE_MEANING = "plan_meaning"  # proposal, line, start, end, rule, place
    REWRITE_LINE = "plan_rewrite"  # proposal, line
    LEAVE_OUT_LINE = "plan_leave_out"  # proposal, line
    PUT_PLAN = "plan_put"  # proposal
    CONFIRM_PLAN = "plan_confirm"  # proposal
    THROW_AWAY_PLAN = "plan_throw_away"  # proposal
    FINE_BY_ME = "proposal_fine"  # proposal
    OBJECT = "proposal_object"  # proposal
    MOVE_DEADLINE = "proposal_deadline"  # proposal
    WITHDRAW_PROPOSAL = "proposal_withdraw"  # proposal
    ASK_AGAIN = "proposal_again"  # proposal: those it has not reached
    GO_AHEAD = "proposal_ahead"  # proposal
    KEEP_DATE = "date_keep"  # date that was objected to
    CHANGE_DATE = "date_change"  # date that was objected to
    DROP_DATE = "date_drop"  # date that was objected to
    BACK_TO_PLAN = "date_back_to_plan"  # date that was objected to
    MOVE_WORDS = "meeting_move_words"  # meeting, what was typed
    MOVE_SURE = "meeting_move_sure"  # meeting, its version, start, end, place, link
    LEAVE_MEETING = "meeting_leave"  # meeting
    KEEP_OPEN = "meeting_keep_open"  # meeting
    START_MEETING = "meeting_start"  # meeting
    END_MEETING = "meeting_end"  # meeting[, what the button stands in]
    MEETING_MENU = "meeting_menu"  # overflow: option values are "<press> <meeting>"
    INVITE_GUEST = "guest_invite"  # meeting
    UNINVITE_GUEST = "guest_uninvite"  # meeting, person
    DISTRIBUTION = "distribution"  # meeting
    SEND_AGAIN = "send_again"  # meeting[, person]
    COUNT_MAIL = "mail_count"  # held mail[, answer]
    REMEMBER_SENDER = "mail_remember"  # held mail: it counts, and its address is theirs from now on
    WHOSE_MAIL = "mail_whose"  # held mail
    SET_MAIL_ASIDE = "mail_set_aside"  # held mail
    MOVE_AS_PROPOSED = "mail_move"  # held mail: a counter-proposal
    KEEP_TIME = "mail_keep_time"  # the same
    INVITE_FROM_MAIL = "mail_invite"  # held mail
    BOUNCE_AGAIN = "bounce_again"  # bounce
    SHOW_MEETING = "meeting_show"  # meeting
    PROPOSE = "topic_propose"  # committee
    PROPOSE_AGAIN = "topic_propose_again"  # request, committee, title and details: the same topic is meant
    LEAVE_TOPIC = "topic_leave"  # the topic that is there already
    SHOW_TOPIC = "topic_show"  # topic
    SHOW_AGENDA = "agenda_show"  # committee[, start]
    OPEN_AGENDA = "agenda_open"  # committee: on a page of its own
    ACCEPT_TOPIC = "topic_accept"  # topic, place
    DECLINE_TOPIC = "topic_decline"  # topic, place
    EDIT_TOPIC = "topic_edit"  # topic, place
    WITHDRAW_TOPIC = "topic_withdraw"  # topic, place
    TOPIC_MENU = "topic_menu"  # overflow: option values are "<press> <topic, place>"
    TOPIC_UP = "topic_up"  # topic, place
    TOPIC_DOWN = "topic_down"  # topic, place
    TOPIC_TENTATIVE = "topic_tentative"  # topic, place
    TOPIC_CERTAIN = "topic_certain"  # topic, place
    RECORD_DECISION = "decision_record"  # meeting[, place]
    EDIT_DECISION = "decision_edit"  # decision, place
    WITHDRAW_DECISION = "decision_withdraw"  # decision, place
    RESTORE_DECISION = "decision_restore"  # decision, place
    SHOW_DECISION = "decision_show"  # decision
    STAND_DECISION = "decision_stand"  # decision, place: its topic comes on every agenda
    DECISION_MENU = "decision_menu"  # overflow: option values are "<press> <decision, place>"
    DECISIONS_PAGE = "decisions_page"  # committee, start, words
    RECORD_ACTION = "action_record"  # meeting[, place], or "", channel, short name
    NOTE_ACTION = "action_note"  # meeting, person, last day, where it was written, text
    NOTE_IN_FORM = "action_note_in_form"  # meeting, text
    EDIT_ACTION = "action_edit"  # action, place
    ACTION_DONE = "action_done"  # action, place
    ACTION_DROPPED = "action_dropped"  # action, place
    ACTION_OPEN = "action_open"  # action, place
    ACTION_MENU = "action_menu"  # overflow: option values are "<press> <action, place>"
    ACTIONS_PAGE = "actions_page"  # committee, start, finished, words
    SUMMARY_EDIT = "summary_edit"  # meeting
    SUMMARY_POST = "summary_post"  # meeting
    SUMMARY_PREVIEW = "summary_preview"  # meeting
    CALENDAR = "calendar_show"  # "": my own
    MAKE_FEED = "feed_make"  # whose (a committee, "": my own), then the committees shown beside it
    RENEW_FEED = "feed_renew"  # the same
    CLOSE_FEED = "feed_close"  # the same
    SHARE_CALENDAR = "calendar_share"  # the same
    UNSHARE_CALENDAR = "calendar_unshare"  # the same
    WRITE_OVER = "calendar_write_over"  # meeting
    MEETING_FILE = "meeting_file"  # meeting
    PAPERS = "papers"  # meeting: to attach and remove
    SHOW_PAPERS = "papers_show"  # meeting
    GIVE_PAPER = "paper_give"  # meeting, paper
    REMOVE_PAPER = "paper_remove"  # meeting, paper
    SETUP = "committee_setup"  # channel
    EDIT_COMMITTEE = "committee_edit"  # committee
    MEMBERS = "members"  # committee
    ADD_SEAT = "seat_add"  # committee
    EDIT_SEAT = "seat_edit"  # seat
    END_SEAT = "seat_end"  # seat
    CHOOSE_SEAT = "seat_choose"  # committee: where its seats are more than a message has room for
    ASK_POLL = "poll_ask"  # draft plan
    POLL_ANSWER = "poll_answer"  # poll
    POLL_VOTE = "poll_vote"  # poll, position of the alternative, vote
    POLL_REST = "poll_rest"  # poll, vote: for every time without one
    POLL_SHOW = "poll_show"  # poll: how it stands, for chair and secretary
    POLL_PICK = "poll_pick"  # poll, alternative; also a menu of such
    POLL_KEEP_OPEN = "poll_keep_open"  # poll
    POLL_WITHDRAW = "poll_withdraw"  # poll
    LINK = "link"  # a button that only opens an address


class Place(StrEnum):
    """Where something is drawn beside others of its kind."""

    LIST = "list"
    HOME = "home"
    PREVIEW = "preview"
    PERSON = "person"
    QUESTION = "question"  # its message asked what is answered now


class Form(StrEnum):
    """Modals: their callback_id. What they are about stands in private_metadata."""

    NEW_MEETING = "form_meeting_new"
    MOVE_MEETING = "form_meeting_move"
    MOVE_SURE = "form_meeting_move_sure"
    CANCEL_MEETING = "form_meeting_cancel"
    PLAN = "form_plan"
    MOVE_DATE = "form_plan_move"
    REWRITE_LINE = "form_plan_rewrite"
    PUT_PLAN = "form_plan_put"
    PUT_MEETING = "form_meeting_put"
    OBJECT = "form_proposal_object"
    MOVE_DEADLINE = "form_proposal_deadline"
    CHANGE_DATE = "form_date_change"
    POLL = "form_poll"
    POLL_KEEP_OPEN = "form_poll_keep_open"
    COMMENT = "form_answer_comment"
    INVITE_GUEST = "form_guest"
    PAPERS = "form_papers"
    WHOSE_MAIL = "form_mail_whose"
    MOVE_AS_PROPOSED = "form_mail_move"
    TOPIC = "form_topic"
    EDIT_TOPIC = "form_topic_edit"
    DECLINE_TOPIC = "form_topic_decline"
    DECISION = "form_decision"
    DECISION_WHERE = "form_decision_where"
    EDIT_DECISION = "form_decision_edit"
    ACTION = "form_action"
    ACTION_WHERE = "form_action_where"
    EDIT_ACTION = "form_action_edit"
    SUMMARY = "form_summary"
    SETUP = "form_committee"
    EDIT_COMMITTEE = "form_committee_edit"
    SEAT = "form_seat"
    EDIT_SEAT = "form_seat_edit"
    CHOOSE_SEAT = "form_seat_choose"
    WAIT = "form_wait"
    DONE = "form_done"


class Shortcut(StrEnum):
    """Message shortcuts: their callback_id."""

    ADD_TO_AGENDA = "add_to_agenda"
    RECORD_DECISION = "record_decision"
    RECORD_ACTION = "record_action"


def value(*parts: str) -> str:
    """What a button carries: small, opaque and versioned."""
    return "|".join((VERSION, *(part.translate(CODED) for part in parts)))


def parts_of(carried: str) -> list[str]:
    """What `value` was given. A button drawn by another version carries something else: an empty list."""
    version, *parts = carried.split("|")
    return [unquote(part) for part in parts] if version == VERSION else []


def room_for(text: str, most: int) -> str:
    """As much of the text as `value` can carry in `most` characters."""
    text = text[:most]
    while (excess := len(text.translate(CODED)) - most) > 0:
        text = text[: -max(1, excess // 3)]
    return text
