"""What Kardan is made of, as its bill says."""
import json
import re
import subprocess

from portal import ROOT


def test_the_bill_of_materials_names_each_package_once_with_its_version_and_address():
    bill = json.loads(subprocess.run([ROOT / "bin/sbom"], capture_output=True, text=True, check=True).stdout)
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", bill["metadata"]["timestamp"])
    components = bill["components"]
    for one in components:
        assert re.fullmatch(r"pkg:(swift|deb|pypi|github)/[^ @]+(@[^ ?:]+(\?[^ ]+)?)?", one["purl"]), one
        assert one["type"] in ("library", "framework") and one["scope"] in ("required", "excluded") and one["name"], one
    references = [one["bom-ref"] for one in components]
    assert len(set(references)) == len(references)
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    swift = {one["name"]: one["version"] for one in components if one["purl"].startswith("pkg:swift/")}
    assert swift == {pin["identity"]: pin["state"]["version"] for pin in pins}
    scopes = {one["name"]: one["scope"] for one in components}
    assert scopes["hummingbird"] == scopes["libpq-dev"] == "required"
    assert scopes["playwright"] == scopes["chromium"] == "excluded"
    (own,) = bill["dependencies"]
    assert own["ref"] == bill["metadata"]["component"]["bom-ref"] and set(own["dependsOn"]) <= set(references)
