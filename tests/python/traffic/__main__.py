"""Makes captures of one conversation with a service on this machine.

    python -m traffic HOW FOLDER

HOW is tcpdump, tshark, mitmdump or chromium, whose program stands in PAYWIRE_TCPDUMP,
PAYWIRE_TSHARK, PAYWIRE_MITMDUMP or PAYWIRE_CHROMIUM. The captures go to the folder, and so does
said.json: the exchanges as the service saw them, and the secrets that were in them.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time

from . import browser, requests
from .service import LAST_REPLY, Service

PATIENCE = 30


def main(how, folder):
    service = Service()
    program = os.environ["PAYWIRE_" + how.upper()]
    HOW[how](program, service, folder)
    said = {"exchanges": service.exchanges, "secrets": list(requests.SECRETS.values())}
    with open(os.path.join(folder, "said.json"), "w") as file:
        json.dump(said, file)


def tcpdump(program, service, folder):
    path = os.path.join(folder, "tcpdump.pcap")
    # On all interfaces, where packets come without an Ethernet header.
    options = ["-i", "any", "-U", "-w", path, "tcp port %d" % service.port]
    with Recorder([program, *options], path):
        curl(folder, "http://127.0.0.1:%d" % service.port)


def tshark(program, service, folder):
    path = os.path.join(folder, "tshark.pcapng")
    options = ["-i", "lo", "-q", "-w", path, "-f", "tcp port %d" % service.port]
    with Recorder([program, *options], path):
        curl(folder, "http://127.0.0.1:%d" % service.port)
    for kind in ("ek", "json"):
        decode = ["-d", "tcp.port==%d,http" % service.port]
        options = ["-r", path, *decode, "-Y", "http", "-T", kind, "-x"]
        with open(os.path.join(folder, "tshark-%s.json" % kind), "wb") as file:
            subprocess.run([program, *options], stdout=file, stderr=subprocess.DEVNULL, check=True)


def mitmdump(program, service, folder):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    path = os.path.join(folder, "mitmdump.flows")
    options = ["--quiet", "--mode", "reverse:http://127.0.0.1:%d" % service.port]
    options += ["--listen-host", "127.0.0.1", "--listen-port", str(port), "-w", path]
    options += ["--set", "hardump=" + os.path.join(folder, "mitmdump.har")]
    options += ["--set", "confdir=" + os.path.join(folder, "mitmproxy")]
    with Recorder([program, *options], path, port):
        # It speaks TLS with who wants to: HTTP/2 comes with that.
        curl(folder, "https://127.0.0.1:%d" % port)


def chromium(program, service, folder):
    har = browser.record(program, "http://127.0.0.1:%d/page" % service.port)
    with open(os.path.join(folder, "chromium.har"), "w") as file:
        json.dump(har, file)


class Recorder:
    """A program that captures while something is done."""

    def __init__(self, command, path, port=None):
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.path = path
        self.port = port

    def __enter__(self):
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                sys.exit(self.process.stderr.read().decode())
            time.sleep(0.05)

    def ready(self):
        if self.port is None:
            # The file is there once the interface is open.
            return os.path.exists(self.path) and os.path.getsize(self.path) > 0
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def __exit__(self, *_):
        try:
            # A proxy knows what it has not written yet.
            if self.port is None:
                settle(self.path)
            self.process.send_signal(signal.SIGINT)
            self.process.communicate(timeout=PATIENCE)
        finally:
            self.process.kill()


def settle(path):
    """Waits until the last reply is there: what is captured comes a little later than it happens."""
    deadline = time.monotonic() + PATIENCE
    while LAST_REPLY.encode() not in open(path, "rb").read():
        if time.monotonic() > deadline:
            sys.exit("%s has not all that was said" % path)
        time.sleep(0.1)


def curl(folder, base):
    """Sends the requests over as few connections as curl wants to use."""
    config = os.path.join(folder, "curl.conf")
    with open(config, "w") as file:
        for number, (path, headers, body) in enumerate(requests.calls()):
            body_file = os.path.join(folder, "request-%d" % number)
            with open(body_file, "w") as out:
                out.write(body)
            if number:
                print("next", file=file)
            options = {"url": base + path, "data-binary": "@" + body_file, "output": os.devnull}
            for name, value in headers.items():
                print(option("header", "%s: %s" % (name, value)), file=file)
            for name, value in options.items():
                print(option(name, value), file=file)
            print(option("cookie", "session=" + requests.SECRETS["cookie"]), file=file)
            for switch in ["silent", "show-error", "fail", "insecure", *unusual(number, base)]:
                print(switch, file=file)
        print("next", file=file)
        # Something else, which is no message. It is answered with the last reply.
        print(option("url", base + "/health"), file=file)
        print(option("output", os.devnull) + "\nsilent\ninsecure", file=file)
    subprocess.run(["curl", "--disable", "--config", config], check=True, timeout=PATIENCE)


def unusual(number, base):
    """What some requests are sent with."""
    if number % 3 == 1:
        yield "compressed"
    # HTTP/2, which comes with TLS, has no chunks.
    if number % 4 == 2 and base.startswith("http:"):
        yield option("header", "Transfer-Encoding: chunked")
    if number == 7:
        # The service is asked before the body is sent, and answers twice.
        yield option("header", "Expect: 100-continue")


def option(name, value):
    return '%s = "%s"' % (name, value.replace("\\", "\\\\").replace('"', '\\"'))


HOW = {"tcpdump": tcpdump, "tshark": tshark, "mitmdump": mitmdump, "chromium": chromium}

if __name__ == "__main__":
    main(*sys.argv[1:])
