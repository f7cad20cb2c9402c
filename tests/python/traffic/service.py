"""A service on this machine that answers as Adaptive Payments does, and keeps what was said."""

import gzip
import json
import threading
import xml.etree.ElementTree as xml
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from . import requests, wire

CHUNK = 700
LAST_REPLY = "there is nothing here"

PAGE = """<!doctype html><title>sending</title><script>
(async () => {
  for (const call of await (await fetch('/calls.json')).json()) {
    await (await fetch(call.path, {method: 'POST', headers: call.headers, body: call.body})).text();
  }
  document.title = 'sent';
})().catch(error => document.title = 'failed: ' + error);
</script>"""


class Service(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.exchanges = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # What is sent in pieces goes in pieces.
    wbufsize = 0
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/page":
            self.answer(PAGE, "text/html; charset=utf-8")
        elif self.path == "/calls.json":
            calls = [{"path": p, "headers": h, "body": b} for p, h, b in requests.calls()]
            self.answer(json.dumps(calls), "application/json")
        else:
            self.answer(LAST_REPLY, "text/plain", status=404)

    def do_POST(self):
        body = self.read_body().decode()
        operation = self.path.rpartition("/")[2]
        sent = self.headers["X-PAYPAL-REQUEST-DATA-FORMAT"]
        wanted = self.headers["X-PAYPAL-RESPONSE-DATA-FORMAT"]
        said = READERS[sent](body)
        tree = reply(operation, said)
        text = wire.write(wanted, operation + "Response", tree)
        with self.server.lock:
            self.server.exchanges.append(
                {
                    "path": self.path,
                    "request": seen(operation, "request", sent, said),
                    "response": seen(operation, "response", wanted, tree),
                }
            )
            number = len(self.server.exchanges)
        self.answer(text, wire.MEDIA_TYPES[wanted] + ";charset=UTF-8", chunked=number % 2 == 0)

    def read_body(self):
        if self.headers["Transfer-Encoding"] != "chunked":
            return self.rfile.read(int(self.headers["Content-Length"]))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, text, media_type, status=200, chunked=False):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Set-Cookie", "session=" + requests.SECRETS["cookie"])
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        if not chunked:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(body), CHUNK):
            piece = body[at : at + CHUNK]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")


def seen(operation, direction, data_format, tree):
    """What a message is."""
    if "error" in tree:
        # It says nothing but that it failed, whatever it was about.
        operation, direction = None, "fault"
    return {
        "operation": operation,
        "direction": direction,
        "format": wire.FORMATS[data_format],
        "message": tree,
    }


def reply(operation, said):
    """What is answered."""
    lists = said.get("receiverList", {}).get("receiver", [])
    if any(float(own["amount"]) > 10000 for own in lists):
        error = {
            "errorId": "580027",
            "domain": "PLATFORM",
            "severity": "Error",
            "category": "Application",
            "message": "The amount is more than is allowed",
            "parameter": ["amount"],
        }
        return {"responseEnvelope": envelope("Failure"), "error": [error]}
    tree = {"responseEnvelope": envelope("Success")}
    if operation == "Pay":
        tree.update(payKey="AP-" + said["trackingId"], paymentExecStatus="COMPLETED")
    else:
        tree.update(
            cancelUrl="https://shop.example/cart",
            currencyCode="USD",
            paymentInfoList={"paymentInfo": [paid("12.50", "seller@shop.example")]},
            returnUrl="https://shop.example/done?token=" + requests.SECRETS["token"],
            senderEmail="buyer@home.example",
            status="COMPLETED",
            trackingId=said["trackingId"],
            payKey=said["payKey"],
            actionType="PAY",
            feesPayer="EACHRECEIVER",
        )
    return tree


def envelope(ack):
    return {
        "timestamp": "2026-01-02T03:04:05.678-07:00",
        "ack": ack,
        "correlationId": "d2f68ae91c04b",
        "build": "9876543",
    }


def paid(amount, email):
    return {
        "transactionId": "5KX98713DN120664C",
        "transactionStatus": "COMPLETED",
        "receiver": {"amount": amount, "email": email, "primary": "false"},
        "refundedAmount": "0.00",
        "pendingRefund": "false",
    }


def from_nvp(text):
    """The names that are sent here: words, with an index or without."""
    tree = {}
    for name, value in parse_qsl(text, keep_blank_values=True, strict_parsing=True):
        node, steps = tree, name.split(".")
        for at, step in enumerate(steps):
            word, _, index = step.partition("(")
            last = at == len(steps) - 1
            if not index:
                node = node.setdefault(word, value if last else {})
                continue
            entries = node.setdefault(word, [])
            if int(index[:-1]) == len(entries):
                entries.append(value if last else {})
            node = entries[int(index[:-1])]
    return tree


def from_xml(text):
    def plain(element):
        if not len(element):
            return element.text or ""
        tree = {}
        for child in element:
            if child.tag == "receiver":
                tree.setdefault("receiver", []).append(plain(child))
            else:
                tree[child.tag] = plain(child)
        return tree

    return plain(xml.fromstring(text.encode()))


READERS = {"NV": from_nvp, "JSON": json.loads, "XML": from_xml}
