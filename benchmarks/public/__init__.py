"""The public site measured at 10,000, 100,000 and 1,000,000 incidents, beside its peers.

`python -m benchmarks.public --sizes 10000,100000` makes the data, loads them into the site and into
each peer, asks all of them the same things in turn, and writes what was found.
"""
