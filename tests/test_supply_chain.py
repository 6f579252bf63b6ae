"""What the program is made of is pinned by hashes, listed with its licence, and an audit that saw nothing fails."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests import supply_chain
from tests.supply_chain import CONSTRAINTS, LICENCES, LOCKED, Failed, hashes, judged, pinned

NOBODYS = {"psutil"}  # was pinned by hand, and is needed by nothing


def test_every_package_that_is_pinned_is_locked_at_that_version_by_hashes() -> None:
    versions, locked, sums = pinned(), pinned(LOCKED), hashes()
    assert versions.keys() - locked.keys() == {"torch"} | (NOBODYS & versions.keys())
    assert {name for name in versions.keys() & locked.keys() if versions[name] != locked[name]} == set()
    assert sums.keys() == locked.keys()
    assert [name for name, found in sums.items() if not found] == []
    text = LOCKED.read_text(encoding="utf-8")
    assert "http" not in text.replace("httpcore", "").replace("httpx", "").replace("safehttpx", "")


def test_everything_that_runs_has_a_licence_in_the_table_at_its_version() -> None:
    lines = [line for line in LICENCES.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    table = {cells[1].strip(): (cells[2].strip(), cells[3].strip()) for cells in (line.split("|") for line in lines)}
    used, versions = supply_chain.uses(), pinned()
    assert not {name for name in used if name in versions and table.get(name, ("",))[0] != versions[name]}
    assert not {name for name, (_, said) in table.items() if not said}
    assert not {name for name in used if name in table and table[name][1] != supply_chain.licence(name)}
    assert not {name for name in used if "AGPL" in table.get(name, ("", ""))[1]}


def test_the_bill_of_materials_names_each_package_once_with_its_hashes() -> None:
    bill = supply_chain.bill()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    names = [one["name"] for one in bill["components"]]
    assert len(names) == len(set(names)) > 60
    argon = next(one for one in bill["components"] if one["name"] == "argon2-cffi")
    assert argon["purl"] == f"pkg:pypi/argon2-cffi@{argon['version']}"
    assert argon["scope"] == "required"
    assert argon["licenses"] == [{"license": {"name": "MIT"}}]
    assert len(argon["externalReferences"][0]["hashes"]) >= 2
    json.dumps(bill)


def printed(*packages: Mapping[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


GOOD = {"name": "idna", "version": "3.20", "vulns": []}
SKIPPED = {"name": "idna", "skip_reason": "Dependency not found on PyPI and could not be audited: idna (3.20)"}
BAD = {"name": "idna", "version": "3.20", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.21"]}]}


def test_an_audit_that_judged_every_package_says_how_many() -> None:
    assert judged(printed(GOOD), "", ["idna"]) == "1 packages were judged; none is known to be vulnerable."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (printed(SKIPPED), "Nothing was audited"),
        (printed(), "Nothing was audited"),
        ("", "Nothing was audited"),
        ("[]", "Nothing was audited"),
        (printed(BAD), "idna 3.20 .PYSEC-1"),
        (printed({**GOOD, "name": "other"}), "1 of the packages were not judged: idna"),
    ],
)
def test_an_audit_that_judged_nothing_or_not_everything_or_found_something_fails_in_one_line(
    said: str, told: str
) -> None:
    with pytest.raises(Failed, match=told) as failed:
        judged(said, "Traceback\nConnectionError: no network", ["idna"])
    assert "\n" not in str(failed.value)


def test_constraints_are_a_list_of_exact_versions() -> None:
    lines = [line for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(pinned()) == len(lines)
