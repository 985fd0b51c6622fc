"""What the site is measured beside: a plain Django application with its admin, and Datasette."""
