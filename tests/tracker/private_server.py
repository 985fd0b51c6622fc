"""What the tests ask a private PostgreSQL, and what they leave in it."""

import psycopg


def ask(address: str, question: str) -> str:
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    return str(row[0]) if row else ""


def keep_a_row(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
