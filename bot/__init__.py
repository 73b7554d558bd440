"""Kallelse: a chat bot that carries a standing committee's meetings through their whole life."""
