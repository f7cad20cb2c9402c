"""A client that builds XML with lxml and checks each answer against the schema: python xml_client.py URL XSD"""

import sys
import urllib.parse
import urllib.request

import xmlschema
from lxml import etree

URL, SCHEMA = sys.argv[1:]
AP = "http://svcs.paypal.com/types/ap"
COMMON = "http://svcs.paypal.com/types/common"
MEMO = "R&D + 50% \"off\" <b>'x'</b>\nzażółć 注文 \U0001f600"
HEADERS = {
    "Content-Type": "text/xml; charset=utf-8",
    "X-PAYPAL-SECURITY-USERID": "shop_api1.example.com",
    "X-PAYPAL-SECURITY-PASSWORD": "any",
    "X-PAYPAL-SECURITY-SIGNATURE": "any",
    "X-PAYPAL-APPLICATION-ID": "APP-80W284485P519543T",
    "X-PAYPAL-REQUEST-DATA-FORMAT": "XML",
    "X-PAYPAL-RESPONSE-DATA-FORMAT": "XML",
}
schema = xmlschema.XMLSchema(SCHEMA)


def add(parent, fields):
    for name, value in fields.items():
        for entry in value if isinstance(value, list) else [value]:
            child = etree.SubElement(parent, name)
            if isinstance(entry, dict):
                add(child, entry)
            else:
                child.text = entry


def call(operation, fields, answered="Response", encoding="utf-8"):
    root = etree.Element(f"{{{AP}}}{operation}Request", nsmap={"x": AP})
    add(root, {"requestEnvelope": {"errorLanguage": "en_US"}, **fields})
    body = etree.tostring(root, xml_declaration=True, encoding=encoding)
    request = urllib.request.Request(f"{URL}/AdaptivePayments/{operation}", body, HEADERS)
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
    document = etree.fromstring(text)
    namespace = COMMON if answered == "FaultMessage" else AP
    name = answered if answered == "FaultMessage" else operation + answered
    assert document.tag == f"{{{namespace}}}{name}", text
    schema.validate(text)
    return document


def main():
    paid = call("Pay", {
        "actionType": "PAY",
        "cancelUrl": "https://shop.example/no",
        "currencyCode": "USD",
        "memo": MEMO,
        "receiverList": {"receiver": [
            {"amount": "12.50", "email": "one@example.com"},
            {"amount": "7.05", "email": "two@example.com"},
        ]},
        "returnUrl": "https://shop.example/yes",
    })
    key = paid.findtext("payKey")
    page = f"{URL}/webscr?cmd=_ap-payment&paykey={key}"
    form = urllib.parse.urlencode({"action": "cancel"}).encode()
    try:
        urllib.request.urlopen(page, form, timeout=10)
    except OSError:
        pass  # The shop does not exist.
    details = call("PaymentDetails", {"payKey": key}, encoding="utf-16")
    assert details.findtext("memo") == MEMO, details.findtext("memo")
    assert details.findtext("status") == "CREATED", "a payment that was not approved is not paid"
    amounts = details.xpath("paymentInfoList/paymentInfo/receiver/amount/text()")
    assert amounts == ["12.50", "7.05"], amounts
    fault = call("PaymentDetails", {"payKey": "AP-<&>"}, answered="FaultMessage")
    assert fault.findtext("error/errorId") == "580022"
    refused = call("Pay", {"actionType": "PAY"}, answered="FaultMessage")
    assert refused.findtext("error/errorId") in ("580022", "580029"), etree.tostring(refused)


main()
print("ok")
