"""How people come in: second factor, limits of a session, log-ins on record.

allauth does the logging in. Here is what it leaves to the project: who must have a
second factor, how its secrets are kept, and what the audit chain hears of it.
"""
