"""Reads a page with a parser that forgives nothing, and says what is on it."""

import base64
import hashlib
import json
import re
import sys
from html.parser import HTMLParser

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"

# What the page is made of; nothing else may come out of a message.
ELEMENTS = set(
    "html head meta title style body a header h1 h2 h3 button search label input div p output main "
    "noscript ol ul li span b small bdi i time article section dl dt dd details summary script "
    "footer".split()
)
DRAWING = set("svg title g rect text path".split())
ATTRIBUTES = set(
    "lang charset http-equiv content name class href id type hidden for placeholder autocomplete "
    "spellcheck tabindex aria-keyshortcuts aria-label aria-labelledby aria-describedby data-operation "
    "data-outcome data-system datetime role viewBox x y rx width height text-anchor d".split()
)


def main(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    faults = []
    parser = html5lib.HTMLParser()
    tree = parser.parse(text)
    # The parser is older than this element and one of its rules for it: that is no fault.
    faults += ["%s %s" % (place, code) for place, code, _ in parser.errors]
    counts = {}
    for element in tree.iter():
        if not isinstance(element.tag, str):
            faults.append("a comment")
            continue
        known = DRAWING if element.tag.startswith(SVG) else ELEMENTS
        name = element.tag.removeprefix(HTML).removeprefix(SVG)
        counts[name] = counts.get(name, 0) + 1
        if name not in known:
            faults.append("element " + name)
        faults += ["attribute " + str(own) for own in element.attrib if own not in ATTRIBUTES]
        href = element.get("href", "#")
        if not href.startswith("#"):
            faults.append("address " + href)
    once = ["html", "head", "title", "h1", "main", "search", "footer", "style", "ol"]
    faults += ["%d of %s" % (counts[name], name) for name in once[:2] + once[3:] if counts[name] != 1]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    faults += ["id %s twice" % own for own in set(ids) if ids.count(own) > 1]
    for element in tree.iter():
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            own = element.get(attribute)
            if own is not None and own not in ids:
                faults.append("%s of nothing: %s" % (attribute, own))
    faults += policy(tree)
    faults += second_opinion(text, counts)
    json.dump({"faults": faults, "texts": texts(tree), "formats": formats(tree)}, sys.stdout)


def policy(tree):
    """The policy allows the style and the one script that are there, and no more."""
    metas = [meta for meta in tree.iter(HTML + "meta") if meta.get("http-equiv")]
    if [meta.get("http-equiv") for meta in metas] != ["Content-Security-Policy"]:
        return ["no policy"]
    said = dict(part.split(None, 1) for part in metas[0].get("content").split("; "))
    scripts = [own for own in tree.iter(HTML + "script") if own.get("type") is None]
    styles = list(tree.iter(HTML + "style"))
    faults = []
    for name, elements in (("script-src", scripts), ("style-src", styles)):
        digests = [hashlib.sha256(own.text.encode()).digest() for own in elements]
        wanted = ["'sha256-%s'" % base64.b64encode(own).decode() for own in digests]
        if [said.get(name)] != wanted:
            faults.append("%s: %s instead of %s" % (name, said.get(name), wanted))
    if said.get("default-src") != "'none'":
        faults.append("default-src")
    return faults


def second_opinion(text, counts):
    """Another parser counts the same elements."""

    class Counter(HTMLParser):
        found = {}

        def handle_starttag(self, tag, attributes):
            self.found[tag] = self.found.get(tag, 0) + 1

    counter = Counter()
    counter.feed(text)
    counter.close()
    if counter.found != counts:
        return ["counts differ: %s %s" % (counter.found, counts)]
    return []


def texts(tree):
    found = {}
    for element in tree.iter():
        for name in element.get("class", "").split() if isinstance(element.tag, str) else ():
            said = "".join(element.itertext())
            found.setdefault(name, []).append(re.sub(r"[ \n]+", " ", said).strip())
    return found


def formats(tree):
    found = set()
    for element in tree.iter(HTML + "script"):
        if element.get("type") == "application/json":
            data = json.loads(element.text)
            json.loads(data["tree"])
            found.update(form["is"] for form in data.get("forms", []))
    return sorted(found)


main(sys.argv[1])
