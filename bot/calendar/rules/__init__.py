"""What must be true of a calendar message, one table for each kind of thing that goes wrong.

A rule's name is what people search for, its promise says what is true of a good file, and `breaches` yields the places
where it is not. A new rule is a function and a row; its `.ics` goes to `tests/ics/`.
"""
