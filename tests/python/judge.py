"""Judges documents that paywire wrote, by three engines that know nothing of it.

    judge.py SCHEMA_FOLDER < documents > verdicts

A document is a line of JSON: `format` ("xml" or "soap"), `namespace` and `name` of the message,
`operation` and `direction` where the message belongs to one, `document` (the text), and `tree` (the
message's fields as they must come out). lxml and xmlschema validate the message against the
schema; zeep, which is led by the service description, decodes it, and what it finds is compared
field by field. A verdict is a line of JSON too: an empty list, or what is wrong.
"""

import datetime
import decimal
import json
import os
import sys

import isodate
import xmlschema
import zeep
from lxml import etree

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
IMPORTS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://svcs.paypal.com/types/ap" schemaLocation="AdaptivePayments.xsd"/>
  <xs:import namespace="http://svcs.paypal.com/types/common" schemaLocation="common.xsd"/>
</xs:schema>"""


class Judge:
    def __init__(self, folder):
        base = os.path.join(folder, "all.xsd")
        self.lxml = etree.XMLSchema(etree.fromstring(IMPORTS, base_url=base))
        self.xmlschema = xmlschema.XMLSchema10(IMPORTS, base_url=folder)
        self.client = zeep.Client(os.path.join(folder, "AdaptivePayments.wsdl"))
        service = next(iter(self.client.wsdl.services.values()))
        self.binding = next(iter(service.ports.values())).binding
        # As for any input from outside: no entities, no network.
        self.parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

    def verdict(self, case):
        wrong = []
        root = etree.fromstring(case["document"].encode(), self.parser)
        message = root
        if case["format"] == "soap":
            message = root.find("{%s}Body" % ENVELOPE)[0]
        if message.tag != "{%s}%s" % (case["namespace"], case["name"]):
            return ["the root is " + message.tag]
        if not self.lxml.validate(message):
            wrong.append("lxml: %s" % self.lxml.error_log.last_error)
        error = next(self.xmlschema.iter_errors(message), None)
        if error is not None:
            wrong.append("xmlschema: %s" % error.reason)
        self.compare(case["name"], case["tree"], self.decode(case, root, message), wrong)
        return wrong

    def decode(self, case, root, message):
        """The message as zeep understands it: by its operation in SOAP, by its element in XML."""
        if case["format"] == "soap" and case["operation"]:
            operation = self.binding.get(case["operation"])
            side = operation.input if case["direction"] == "request" else operation.output
            found = side.deserialize(root)
        else:
            found = self.client.get_element(message.tag).parse(message, self.client.wsdl.types)
        return zeep.helpers.serialize_object(found, dict)

    def compare(self, path, tree, found, wrong):
        if isinstance(tree, dict):
            # What has text and attributes only; zeep takes those apart where there are attributes.
            if set(tree) <= {"$text", "@name"}:
                if not isinstance(found, dict):
                    found = {"_value_1": found}
                found = {"$text": found.get("_value_1"), "@name": found.get("name")}
            found = found or {}
            # zeep takes what a derived type adds for data of the wildcard that its base ends with,
            # although the wildcard is for other namespaces. It leaves that as elements.
            for element in found.get("_value_1") or []:
                found[etree.QName(element).localname] = plain(element)
            for name in sorted(set(tree) | set(found) - {"_value_1"}):
                self.compare(path + "." + name, tree.get(name), found.get(name), wrong)
        elif isinstance(tree, list):
            if not isinstance(found, list) or len(found) != len(tree):
                wrong.append("zeep: another list at " + path)
                return
            for index, (one, other) in enumerate(zip(tree, found)):
                self.compare("%s(%d)" % (path, index), one, other, wrong)
        elif not same(tree, found):
            wrong.append("zeep: %r, not %r at %s" % (found, tree, path))


def plain(element):
    """An element that zeep left as it is: a text, or its children by name."""
    return {child.tag: plain(child) for child in element} or element.text


def same(text, found):
    """Whether a single value is what zeep made of it."""
    if isinstance(text, (bool, int)) and isinstance(found, str):
        return found == json.dumps(text)
    if found is None or found == []:
        return text is None or text == ""
    if isinstance(found, (bool, int)):
        return text == found
    if isinstance(found, decimal.Decimal):
        # The digits too, not the number alone.
        return decimal.Decimal(text).as_tuple() == found.as_tuple()
    if isinstance(found, datetime.datetime):
        return isodate.parse_datetime(text) == found
    if isinstance(found, (datetime.timedelta, isodate.Duration)):
        return isodate.parse_duration(text) == found
    return text == found


def main():
    judge = Judge(os.path.abspath(sys.argv[1]))
    for line in sys.stdin:
        try:
            verdict = judge.verdict(json.loads(line))
        except Exception as error:
            verdict = ["%s: %s" % (type(error).__name__, error)]
        print(json.dumps(verdict))


if __name__ == "__main__":
    main()
