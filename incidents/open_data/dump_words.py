"""What a dump says of itself, in our words."""

README = {
    "fr": """# {site} : toutes les données publiques au {day}

{incidents} incidents, tels que {url} les publiait ce jour-là. Licence : {licence}
({licence_url}), avec la mention de {site} et la date.

* `data/*.csv` : une table par genre d’enregistrement. UTF-8 avec marque d’ordre des octets,
  virgule, lignes finies par LF. Une cellule qui commencerait comme une formule a une
  apostrophe devant : c’est la seule différence avec la valeur. Plusieurs valeurs d’une
  cellule sont séparées par « ; » suivi d’une espace ; un point-virgule ou une barre oblique
  inversée d’une valeur est précédé de `\\`.
* `data/documents.ndjson` : un incident par ligne, document entier avec son empreinte.
  L’empreinte est celle du JSON canonique (RFC 8785) de `content`, sauf si `redacted_since` ou
  `renamed_since` est vrai.
* `columns.csv` : chaque colonne de chaque table ; `fields.csv` : chaque champ des documents.
* `datapackage.json` : les mêmes tables pour les programmes (Frictionless Data).
* `SHA256SUMS` : `sha256sum -c SHA256SUMS` vérifie chaque fichier.

Les tables se joignent par `reference` (incident) et par l’identifiant de l’enregistrement.
Une accusation n’y est jamais sans les réponses enregistrées : les colonnes `answered_by`,
`answers_fr`, `answers_en` et `replies` vont avec. Qui reprend l’une reprend les autres. Ce
que le site a retiré depuis est à retirer aussi de vos copies : {url}/fr/corrections/.
""",
    "en": """# {site}: all public data as of {day}

{incidents} incidents, as {url} published them on that day. Licence: {licence}
({licence_url}), naming {site} and the date.

* `data/*.csv`: one table per kind of record. UTF-8 with a byte order mark, commas, lines
  ending in LF. A cell that would begin like a formula has one apostrophe in front: nothing
  else differs from the value. Several values of a cell are separated by a semicolon and a
  space; a semicolon or backslash of a value has `\\` in front.
* `data/documents.ndjson`: an incident a line, the whole document with its digest. The digest
  is that of the canonical JSON (RFC 8785) of `content`, unless `redacted_since` or
  `renamed_since` is true.
* `columns.csv`: every column of every table; `fields.csv`: every field of the documents.
* `datapackage.json`: the same tables for programs (Frictionless Data).
* `SHA256SUMS`: `sha256sum -c SHA256SUMS` checks every file.

Tables join by `reference` (the incident) and by the identifier of the record. An accusation
is never without its recorded answers: the columns `answered_by`, `answers_fr`, `answers_en`
and `replies` belong to it. Who takes the one takes the others. What the site has taken back
since is to be taken back in your copies too: {url}/en/corrections/.
""",
}
