"""The API described in OpenAPI 3.1, and the page that is made from the description.

Documents come from the data dictionary, filters from their FilterSet, codes from their enums; what
is left to say is in ``operations.toml`` and ``answers.toml``, French beside English. Examples are
answers of the demo, kept in ``examples/``.
"""
