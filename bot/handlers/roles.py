"""A role by the name people call it."""

from bot.domain.committee import Role
from bot.language.words import Words


def role_name(role: Role, words: Words) -> str:
    return {
        Role.CHAIR: words.t("chair"),
        Role.VICE_CHAIR: words.t("vice chair"),
        Role.SECRETARY: words.t("secretary"),
        Role.MEMBER: words.t("member"),
        Role.SUBSTITUTE: words.t("substitute"),
        Role.ADJUNCT: words.t("adjunct"),
    }[role]
