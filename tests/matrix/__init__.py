"""Who may call what: every route by method, as everybody, at every distance.

A table a surface, a line a route: `tests/api/matrix.py` (the API), `pages.py` (the
review desk), `admin.py` (the admin), `accounts.py` (log-in, and what is for anybody).
A route or a method that no table declares fails `test_every_route.py`.
"""
