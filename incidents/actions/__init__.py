"""Every write that touches more than one row: keyword-only, atomic, `by=`."""
