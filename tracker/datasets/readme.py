"""The package in plain words, for whoever opens it."""

from typing import Any

PROOFS = {
    "rows": "every row belongs to the newsroom's chain of events, in its place, with\n"
    "nothing between them left out, up to the signed end of the chain",
    "files": "the newsroom's chain of events holds the hashes of these very files,\n"
    "under the signed end of the chain",
}
README = """\
{title}
{about}

This folder was exported on {day} for the profile "{profile}". It holds {rows} rows.

  {name}.csv      the rows, to be opened in a spreadsheet. A cell that a spreadsheet
                  might take for a formula has an apostrophe (') in front; line breaks
                  and tabs inside a cell are shown as \u240a \u240d \u2409.
  {name}.jsonl    the same rows exactly as they are on record, one JSON object a line
  chain.jsonl     what ties them to the chain of events
  manifest.json   the list of files with their SHA-256, signed
  verify.py       checks all of it

To check it you need nothing but Python 3.9 or newer:

  python3 verify.py

It proves that the files are the ones that were exported, and that {what}.
With the Python package "cryptography" installed it also checks the signature. Compare
the key it names with the one the newsroom publishes; ask somebody else than whoever
gave you this folder.

Keep this: the end of the chain as it was signed then. If the newsroom's record is ever
cut or rewritten before this point, this line shows it.

  event  {seq}
  hash   {hash}
  key    {key_id}

The columns:

{described}
"""


def readme(manifest: dict[str, Any], key_id: str) -> str:
    """The package in plain words."""
    columns = "\n".join(
        f"  {column['name']:<16}{column['about']}" for column in manifest["columns"]
    )
    return README.format(
        **manifest,
        name=manifest["dataset"],
        day=manifest["made_at"][:10],
        seq=manifest["anchor"]["anchor"]["seq"],
        hash=manifest["anchor"]["anchor"]["hash"],
        key_id=key_id,
        described=columns,
        what=PROOFS[manifest["proof"]["of"]],
    )
