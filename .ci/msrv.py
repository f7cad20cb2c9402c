"""Fails when a dependency of the library or the binary needs a newer Rust than we promise.

One toolchain cannot try another, so this reads what the packages declare; clippy's
`incompatible_msrv` does the same for the standard library in our own code.
"""

import json
import subprocess
import sys


def version(text):
    return tuple(int(part) for part in text.split("-")[0].split(".")[:2])


command = ["cargo", "metadata", "--format-version", "1", "--all-features", "--locked"]
metadata = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
root = metadata["resolve"]["root"]
promised = packages[root]["rust_version"]

# Dev-dependencies are left out: who uses the crate never compiles them.
seen, todo = set(), [root]
while todo:
    package = todo.pop()
    if package in seen:
        continue
    seen.add(package)
    for dependency in nodes[package]["deps"]:
        if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
            todo.append(dependency["pkg"])

declared = [packages[package] for package in seen if packages[package]["rust_version"]]
newer = [p for p in declared if version(p["rust_version"]) > version(promised)]
for package in newer:
    print(f"{package['name']} {package['version']} needs Rust {package['rust_version']}", file=sys.stderr)
print(f"{len(seen)} packages, {len(declared)} declare a Rust version, {len(newer)} above {promised}")
sys.exit(bool(newer))
