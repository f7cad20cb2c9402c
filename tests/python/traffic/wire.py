"""Writes a message, held as nested dicts and lists, in the formats that the service speaks."""

import json
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

NAMESPACE = "http://svcs.paypal.com/types/ap"
MEDIA_TYPES = {"NV": "application/x-www-form-urlencoded", "JSON": "application/json", "XML": "text/xml"}
FORMATS = {"NV": "nvp", "JSON": "json", "XML": "xml"}


def write(data_format, name, tree):
    """The body of a message: its text."""
    if data_format == "NV":
        return "&".join("%s=%s" % (path, quote_plus(text)) for path, text in leaves(tree, ""))
    if data_format == "JSON":
        return json.dumps(tree)
    inside = "".join(elements(key, value) for key, value in tree.items())
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return '%s<ap:%s xmlns:ap="%s">%s</ap:%s>' % (head, name, NAMESPACE, inside, name)


def leaves(node, path):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, path + "." + key if path else key)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, "%s(%d)" % (path, index))
    else:
        yield path, node


def elements(name, node):
    if isinstance(node, list):
        return "".join(elements(name, entry) for entry in node)
    if isinstance(node, dict):
        inside = "".join(elements(key, value) for key, value in node.items())
    else:
        inside = escape(node)
    return "<%s>%s</%s>" % (name, inside, name)
