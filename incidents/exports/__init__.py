"""Writers of files that visitors take along: records in, text out a piece at a time. No models."""
