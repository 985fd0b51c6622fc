"""Reports rendered in processes of their own: bounded in memory and time, and gone with whoever
asked. ``apart`` asks for them; ``__main__`` is what such a process does."""
