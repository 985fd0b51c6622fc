"""Text in, segments out: one format, one function, one file; pure.

Start at ``formats.parse``; a quote is looked for by ``quotes.find_quote``.
"""
