"""Text in, values out: quotes, speakers, statements, and words found again.

Pure Python. Nothing here knows a framework, a clock or chance; the same text gives
the same answer on every machine.
"""
