"""Descriptive terms, platforms, legal bases, authorities and jurisdictions, shipped as data files.

Pure (no Django): the files beside this module are read and checked by ``reader``; the action
``incidents.actions.vocabulary`` writes them to the database.
"""
