"""A section of docs/performance.md that a command writes: between two marks that bear its name."""

from pathlib import Path


def put(document: Path, name: str, command: str, section: str) -> None:
    """Put the section ``name`` in its marked place, or at the end when there is none yet."""
    begin, end = f"<!-- {name}: written by `{command}`, not by hand -->", f"<!-- end of {name} -->"
    before = document.read_text(encoding="utf-8") if document.exists() else "# Speed\n"
    head, _, rest = before.partition(begin)
    _, _, tail = rest.partition(end)
    parts = (part for part in (head.rstrip(), f"{begin}\n\n{section}\n\n{end}", tail.strip()) if part)
    document.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
