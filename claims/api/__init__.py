"""Claims, evidence, decisions, notes and suggestions over the REST API.

Programs enter and read; deciding what is true is closed to their tokens.
"""
