"""Documents that an operator keeps: each known by its file's sha256, read once, embedded once, there until removed."""
