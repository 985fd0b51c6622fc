"""The same incidents as an ordinary Django application: models, generic views, django-filter, REST
framework, the stock admin; no tuning beyond the indexes that Django makes by itself and one for
the order of the list."""
