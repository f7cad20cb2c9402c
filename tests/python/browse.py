"""Looks at pages in a browser: what they show, what they react to, and that they do nothing else.

browse.py BROWSER TRAFFIC HOSTILE MANY
"""

import json
import pathlib
import sys
import time

from traffic.browser import Browser

# What may happen in a page that loads nothing: its own file.
OWN = ("file:", "data:")

# What a person sees of contrast, for every text that is shown: less than 4.5 is hard to read.
CONTRAST = """(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (parts) => {
    const [r, g, b] = parts.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at instanceof SVGElement) {
        const drawn = at.parentElement?.querySelector(':scope > rect');
        if (drawn && getComputedStyle(drawn).fill !== 'none') return rgb(getComputedStyle(drawn).fill);
      }
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('script, style, noscript, title, .skip')) continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const own = rgb(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(own), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    count += 1;
    if (ratio < 4.5) poor.add(`${element.tagName}.${element.getAttribute('class')} ${ratio.toFixed(2)}`);
  }
  return { count, poor: [...poor] };
})()"""

# Whether something is wider than the page, but for what scrolls by itself.
WIDE = """(() => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.body.querySelectorAll('*')].filter((element) =>
    element.checkVisibility() && !element.closest('#chips, pre, .unseen, .words, .skip') &&
    element.getBoundingClientRect().right > width + 1);
  return wide.slice(0, 5).map((element) => `${element.tagName}.${element.getAttribute('class')}`);
})()"""


class Page:
    """A page that was loaded, what it said on the console, and what it asked of the network."""

    def __init__(self, browser, file, state=""):
        self.browser = browser
        self.url = pathlib.Path(file).resolve().as_uri()
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Log", "Network", "Page", "Runtime"):
            self.call(domain + ".enable")
        self.call("Page.navigate", url=self.url + state)
        self.wait("document.readyState == 'complete'")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def see(self, expression):
        done = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in done:
            raise RuntimeError("%s: %s" % (expression, done["exceptionDetails"]))
        return done["result"].get("value")

    def wait(self, expression, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.see(expression):
                    return True
            except RuntimeError:
                # The page that it was asked of has just gone.
                pass
            time.sleep(0.02)
        return False

    def key(self, key, code=0, text=None):
        own = {"key": key, "windowsVirtualKeyCode": code}
        if text:
            own["text"] = text
        self.call("Input.dispatchKeyEvent", type="keyDown", **own)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def click(self, selector):
        place = self.see(
            """(() => { const found = document.querySelector(%s); found.scrollIntoView({block: 'center'});
            const box = found.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; })()"""
            % json.dumps(selector)
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=place[0],
                y=place[1],
                button="left",
                clickCount=1,
            )

    def events(self):
        return [event for event in self.browser.events if event.get("sessionId") == self.session]

    def complaints(self):
        said = []
        for event in self.events():
            own = event["params"]
            if event["method"] == "Log.entryAdded":
                said.append(own["entry"]["text"])
            elif event["method"] == "Runtime.exceptionThrown":
                said.append(own["exceptionDetails"]["text"])
            elif event["method"] == "Runtime.consoleAPICalled":
                said.append(own["type"])
        return said

    def requests(self):
        """What it asked for, but for itself."""
        asked = [event["params"] for event in self.events() if event["method"] == "Network.requestWillBeSent"]
        urls = [own["request"]["url"] for own in asked]
        return [url for url in urls if url.split("#")[0] != self.url and not url.startswith("data:,")]


class Checks:
    def __init__(self):
        self.failed = []
        self.figures = {}

    def that(self, what, found, wanted=True):
        if found != wanted:
            self.failed.append("%s: %r instead of %r" % (what, found, wanted))

    def quiet(self, what, page):
        self.that(what + ": the console says nothing", page.complaints(), [])
        self.that(what + ": nothing is asked of the network", page.requests(), [])


SHOWN = "[...document.querySelectorAll('.exchange')].filter((own) => own.checkVisibility()).length"
FOUND = "document.querySelector('#found').textContent"


def filters(checks, browser, file):
    page = Page(browser, file)
    checks.that("all are shown", page.see(SHOWN), 7)
    checks.that("totals are at the top", page.see("document.querySelector('header #totals') !== null"))
    page.key("/", 191, "/")
    checks.that("a slash goes to the filter", page.see("document.activeElement.id"), "find")
    page.type("HOTEL@alps")
    page.wait("%s == '1 of 7 exchanges'" % FOUND)
    checks.that("an e-mail finds its exchange", page.see(SHOWN), 1)
    checks.that("it is kept", page.see("decodeURIComponent(location.hash)"), "#q=HOTEL@alps")
    page.key("Escape", 27)
    checks.that("Escape shows all again", page.see(SHOWN), 7)
    for words, count in (("ap-1a completed", 2), ("589023", 1), ("two tickets", 3), ("nobody", 0)):
        page.see("(document.querySelector('#find').value = '')")
        page.click("#find")
        page.type(words)
        checks.that("%r is found" % words, page.wait("%s == '%d of 7 exchanges'" % (FOUND, count)))
        checks.that("%r is shown" % words, page.see(SHOWN), count)
    page.click("#clear")
    page.click(".chip[data-value=failure]")
    checks.that("a chip filters", page.see(SHOWN), 1)
    page.click(".chip[data-value=damaged]")
    checks.that("another of its kind adds", page.see(SHOWN), 2)
    page.click(".chip[data-value=Pay]")
    checks.that("one of another kind takes away", page.see(SHOWN), 1)
    checks.that("it is pressed", page.see("document.querySelectorAll('.chip[aria-pressed=true]').length"), 3)
    state = page.see("location.hash")
    again = Page(browser, file, state)
    checks.that("the address brings it back", again.see(SHOWN), 1)
    checks.quiet("filter", page)
    checks.quiet("state", again)


TAB = "document.querySelector('[role=tab][aria-selected=true]')?.textContent"
PRE = "document.querySelector('pre')?.textContent ?? ''"


def formats(checks, browser, file):
    page = Page(browser, file)
    checks.that("nothing is built before", page.see("document.querySelectorAll('[role=tab]').length"), 0)
    page.click("details.all > summary")
    checks.that("a message opens", page.wait("document.querySelectorAll('[role=tab]').length == 5"))
    checks.that("fields come first", page.see(TAB), "Fields")
    checks.that("secrets are hidden", "***" in page.see("document.querySelector('.fields').innerText"))
    headers = page.see("document.querySelector('.fields caption')?.parentElement.innerText ?? ''")
    checks.that("header fields are shown", "X-PAYPAL-REQUEST-DATA-FORMAT" in headers)
    checks.that("their secrets are not", "X-PAYPAL-SECURITY-PASSWORD\t***" in headers)
    page.see("document.querySelector('[role=tab]').focus()")
    wanted = (("NVP", "&actionType=PAY"), ("JSON", '"actionType": "PAY"'),
              ("XML", "<actionType>PAY</actionType>"), ("SOAP", ":Envelope>"))
    for name, part in wanted:
        page.key("ArrowRight", 39)
        checks.that("an arrow goes to " + name, page.see(TAB), name)
        checks.that(name + " is shown", part in page.see(PRE))
        checks.that(name + " has no secret", "9041" not in page.see(PRE))
    page.click("[role=tab]:nth-child(4)")
    checks.that("a click goes to a tab", page.see(TAB), "XML")
    checks.that("the tab is kept", "tab=xml" in page.see("location.hash"))
    again = Page(browser, file, page.see("location.hash"))
    checks.that("the address opens it again", again.see(TAB), "XML")
    browser.call(
        "Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"]
    )
    again.call("Page.bringToFront")
    again.click(".copy")
    checks.that("it is copied", again.wait("document.querySelector('.copy').textContent == 'Copied'"))
    pasted = again.see("navigator.clipboard.readText()")
    checks.that("as it would be sent", pasted.startswith("<?xml") and "\n" not in pasted)
    unknown = Page(browser, file, "#open=10&open=13")
    checks.that("unknown fields are marked", unknown.see("document.querySelector('.new th').textContent"), "colour")
    checks.that("an unknown body has a reason", "is unknown" in unknown.see("document.querySelector('#e7 .all .where').textContent"))
    for opened in (page, again, unknown):
        checks.quiet("formats", opened)


def looks(checks, browser, file):
    everything = "#" + "&".join("open=%d" % place for place in range(1, 14))
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            page = Page(browser, file)
            features = [
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]
            page.call("Emulation.setEmulatedMedia", features=features)
            page.call(
                "Emulation.setDeviceMetricsOverride",
                width=width, height=900, deviceScaleFactor=1, mobile=width < 500,
            )
            page.see("location.hash = %s" % json.dumps(everything))
            page.wait("document.querySelectorAll('[role=tab]').length > 40")
            what = "%s at %d" % (scheme, width)
            ground = page.see("getComputedStyle(document.body).backgroundColor")
            dark = sum(int(part) for part in ground[4:-1].split(",")) < 200
            checks.that(what + " is so", dark, scheme == "dark")
            seen = page.see(CONTRAST)
            checks.that(what + " can be read", seen["poor"], [])
            checks.that(what + " has texts", seen["count"] > 300)
            checks.that(what + " fits", page.see(WIDE), [])
            checks.quiet(what, page)
    page = Page(browser, file, "#theme=dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.see(ground)
    page.click("#theme")
    page.click("#theme")
    checks.that("the theme is a choice", dark != page.see(ground))
    page.call("Emulation.setEmulatedMedia", media="print")
    checks.that("no filter is printed", page.see("document.querySelector('#filter').checkVisibility()"), False)


def does_nothing_else(checks, browser, file):
    messages = Page(browser, file).see("document.querySelectorAll('details.all').length")
    opened = "#" + "&".join("open=%d" % place for place in range(1, messages + 1))
    for tab in ("", "nvp", "json", "xml", "soap"):
        page = Page(browser, file, opened + "&tab=" + tab)
        page.wait("document.querySelectorAll('[role=tab]').length > 50")
        page.see("""for (const own of document.querySelectorAll('article *')) {
            for (const kind of ['mouseover', 'focus', 'click']) {
                if (own.tagName != 'SUMMARY' && own.tagName != 'BUTTON') own.dispatchEvent(new Event(kind));
            } }""")
        checks.that("nothing has run", page.see("window.hurt === undefined"))
        made = page.see("document.querySelectorAll('article :is(img, iframe, a, script:not([type]), input, style)').length")
        checks.that("nothing was made", made, 0)
        checks.quiet("hostile", page)
    said = page.see("[...document.querySelectorAll('.said')].map((own) => own.textContent).join()")
    checks.that("texts are whole", "</script><script>window.hurt=1</script>" in said)
    checks.that("what turns text is named", "U+202E" in said)
    # The policy holds even against the page's own script.
    page.see("""(() => { const own = document.createElement('script'); own.append('window.hurt = 1');
        try { document.body.append(own); } catch {} })()""")
    checks.that("the policy refuses scripts", page.see("window.hurt === undefined"))
    refused = page.see("(() => { try { document.body.innerHTML = '<b>'; return false; } catch { return true; } })()")
    checks.that("the policy refuses markup", refused)
    checks.that("nothing is asked of the network", page.requests(), [])


def many(checks, browser, file):
    begun = time.monotonic()
    page = Page(browser, file)
    page.wait("document.querySelector('#found').textContent != ''")
    checks.figures["seconds to load 3000 messages"] = round(time.monotonic() - begun, 2)
    begun = page.see("performance.now()")
    page.click("#find")
    page.type("seller1499@")
    checks.that("one of many is found", page.wait("%s == '1 of 1500 exchanges'" % FOUND))
    checks.figures["milliseconds for the first search"] = round(page.see("performance.now()") - begun)
    page.click(".exchange:not([hidden]) details.all > summary")
    checks.that("it opens", page.wait("document.querySelectorAll('[role=tab]').length == 5"))
    checks.quiet("many", page)


def main(program, traffic, hostile, crowd):
    checks = Checks()
    browser = Browser(program)
    try:
        filters(checks, browser, traffic)
        formats(checks, browser, traffic)
        looks(checks, browser, traffic)
        does_nothing_else(checks, browser, hostile)
        many(checks, browser, crowd)
    finally:
        browser.close()
    json.dump({"failed": checks.failed, "figures": checks.figures}, sys.stdout)


main(*sys.argv[1:])
