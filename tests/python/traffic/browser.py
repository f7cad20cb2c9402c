"""A headless browser that loads a page, and what its network did as a HAR."""

import json
import os
import subprocess
import tempfile
from datetime import datetime, timezone


class Browser:
    """Chromium, told what to do over two pipes: messages of JSON, each ended by a zero byte."""

    def __init__(self, program):
        to_browser, self.to = os.pipe()
        self.from_, from_browser = os.pipe()
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

        def pipes():
            # The browser reads from 3 and writes to 4; high numbers first, as the two may overlap.
            os.dup2(os.dup(to_browser), 103)
            os.dup2(os.dup(from_browser), 104)
            os.dup2(103, 3)
            os.dup2(104, 4)

        options = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--no-proxy-server",
            "--remote-debugging-pipe",
            "--user-data-dir=" + self.profile.name,
            "about:blank",
        ]
        self.process = subprocess.Popen(
            [program, *options],
            preexec_fn=pipes,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.replies = os.fdopen(self.from_, "rb")
        self.rest = b""
        self.number = 0
        self.events = []

    def call(self, method, session=None, **parameters):
        """Does something and gives what comes of it; events that come before are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            reply = self.next()
            if reply.get("id") == self.number:
                if "error" in reply:
                    raise RuntimeError("%s: %s" % (method, reply["error"]["message"]))
                return reply["result"]
            self.events.append(reply)

    def next(self):
        while b"\0" not in self.rest:
            more = os.read(self.replies.fileno(), 1 << 16)
            if not more:
                raise RuntimeError("the browser has ended")
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def close(self):
        try:
            self.call("Browser.close")
        except (RuntimeError, OSError):
            pass
        self.process.wait(timeout=30)
        self.profile.cleanup()


def record(program, url, deadline=60):
    """Loads a page until it says that it has sent all, and gives the HAR of it."""
    browser = Browser(program)
    try:
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        browser.call("Network.enable", session)
        browser.call("Page.enable", session)
        browser.call("Page.navigate", session, url=url)
        wait = """new Promise((resolve, reject) => {
            const look = () => document.title == 'sending' ? setTimeout(look, 20) : resolve(document.title);
            look(); setTimeout(() => reject(new Error('it takes too long')), %d); })"""
        wait %= deadline * 1000
        title = "sending"
        while title in ("sending", ""):
            # The page that is waited for may not be there yet.
            done = browser.call("Runtime.evaluate", session, expression=wait, awaitPromise=True)
            title = done["result"].get("value", "sending")
        if title != "sent":
            raise RuntimeError(title)
        return har(browser, session)
    finally:
        browser.close()


def har(browser, session):
    entries = {}
    events = [event for event in browser.events if event.get("sessionId") == session]
    for event in events:
        own = event["params"]
        kind = event["method"].removeprefix("Network.")
        if kind == "requestWillBeSent":
            entries[own["requestId"]] = begun(own)
        entry = entries.get(own.get("requestId"))
        if entry is None:
            continue
        if kind == "requestWillBeSentExtraInfo":
            entry["request"]["headers"] = pairs(own["headers"])
        elif kind == "responseReceived":
            answered(entry, own["response"])
        elif kind == "responseReceivedExtraInfo":
            entry["response"]["headers"] = pairs(own["headers"])
        elif kind == "loadingFinished":
            body = browser.call("Network.getResponseBody", session, requestId=own["requestId"])
            content = entry["response"]["content"]
            content.update(text=body["body"], size=len(body["body"]))
            if body["base64Encoded"]:
                content["encoding"] = "base64"
    # What a request was sent with may be told apart from it, when it is long.
    for request_id, entry in entries.items():
        post = entry["request"].get("postData")
        if post is not None and post["text"] is None:
            sent = browser.call("Network.getRequestPostData", session, requestId=request_id)
            post["text"] = sent["postData"]
    creator = {"name": "tests/python/traffic", "version": "1"}
    return {"log": {"version": "1.2", "creator": creator, "entries": list(entries.values())}}


def begun(event):
    request = event["request"]
    started = datetime.fromtimestamp(event["wallTime"], timezone.utc)
    entry = {
        "startedDateTime": started.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "time": 0,
        "request": {
            "method": request["method"],
            "url": request["url"],
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": pairs(request["headers"]),
            "queryString": [],
            "headersSize": -1,
            "bodySize": -1,
        },
        "response": {
            "status": 0,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [],
            "content": {"size": 0, "mimeType": ""},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
    }
    if request.get("hasPostData"):
        media_type = request["headers"].get("Content-Type", "")
        entry["request"]["postData"] = {"mimeType": media_type, "text": request.get("postData")}
    return entry


def answered(entry, response):
    entry["response"].update(
        status=response["status"],
        statusText=response["statusText"],
        headers=entry["response"]["headers"] or pairs(response["headers"]),
    )
    entry["response"]["content"]["mimeType"] = response["mimeType"]


def pairs(headers):
    return [{"name": name, "value": value} for name, value in headers.items()]
