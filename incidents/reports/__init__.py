"""The report as a document: frozen data in, tables and a PDF out. Imports no models."""
