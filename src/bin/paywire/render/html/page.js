"use strict";
// Everything shown is made of text nodes: no text of a message is ever parsed as markup, and the
// page's policy would block it.

const exchanges = [...document.querySelectorAll(".exchange")];
const byId = (id) => document.getElementById(id);

/** An element with attributes and children; a text becomes a text. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// Invisible characters and those that change the direction of text: the same as `is_hidden` in the
// program.
const ODD = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]/g;

/** Appends a text, with the characters that would deceive named. */
function say(parent, text) {
  let from = 0;
  for (const { 0: odd, index } of text.matchAll(ODD)) {
    const code = odd.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    parent.append(text.slice(from, index), make("i", { class: "odd" }, `U+${code}`));
    from = index + odd.length;
  }
  parent.append(text.slice(from));
  return parent;
}

// ---- State: the filter, kept in the address, so that a reload or a link restores it.

const GROUPS = [
  ["operation", "Operation"],
  ["outcome", "Outcome"],
  ["system", "System"],
];
const state = { q: "", tab: "", theme: "", open: new Set() };
for (const [group] of GROUPS) state[group] = new Set();

function readState() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of ["q", "tab", "theme"]) state[name] = said.get(name) ?? "";
  for (const name of ["open", ...GROUPS.map(([group]) => group)]) {
    state[name] = new Set(said.getAll(name));
  }
}

function keepState() {
  const said = new URLSearchParams();
  for (const name of ["q", "tab", "theme"]) if (state[name]) said.set(name, state[name]);
  for (const name of [...GROUPS.map(([group]) => group), "open"]) {
    for (const value of state[name]) said.append(name, value);
  }
  history.replaceState(null, "", `#${said}`);
}

// ---- Filter.

const haystacks = new Map();

/** What is searched of an exchange: what its card says and the values of all fields. */
function haystack(exchange) {
  let text = haystacks.get(exchange);
  if (text === undefined) {
    const parts = [];
    for (const shown of exchange.querySelectorAll(".when, header, .words, .side > :not(script, details)")) {
      parts.push(shown.textContent);
    }
    for (const data of exchange.querySelectorAll("script")) {
      for (const { value } of fieldsOf(JSON.parse(data.textContent))) parts.push(value);
    }
    text = parts.join("\n").toLowerCase();
    haystacks.set(exchange, text);
  }
  return text;
}

/** Gets ready for the first search while nothing else goes on. */
function prepare(from = 0) {
  if (!window.requestIdleCallback || from >= exchanges.length) return;
  requestIdleCallback((idle) => {
    let at = from;
    while (at < exchanges.length && idle.timeRemaining() > 2) haystack(exchanges[at++]);
    prepare(at);
  });
}

function filter() {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const exchange of exchanges) {
    const inGroups = GROUPS.every(
      ([group]) => state[group].size === 0 || state[group].has(exchange.dataset[group]),
    );
    const shown = inGroups && words.every((word) => haystack(exchange).includes(word));
    exchange.hidden = !shown;
    if (shown) found += 1;
  }
  const all = exchanges.length;
  const active = words.length > 0 || GROUPS.some(([group]) => state[group].size > 0);
  byId("found").textContent = active ? `${found} of ${all} exchanges` : `${all} exchanges`;
  byId("clear").hidden = !active;
  byId("nothing").hidden = found > 0;
  byId("nothing").textContent = all > 0 ? "No message matches." : "There are no messages.";
  for (const chip of document.querySelectorAll(".chip")) {
    chip.setAttribute("aria-pressed", state[chip.dataset.group].has(chip.dataset.value));
  }
}

const TITLES = {
  success: "Success", pending: "Pending", partial: "Partial", refunded: "Refunded", failure: "Failed",
  unclear: "Unclear", sent: "Sent", damaged: "Damaged", unknown: "Not recognized",
  adaptive_payments: "Adaptive Payments", orders_v1: "Orders v1", multisafepay: "MultiSafepay",
  aliexpress: "AliExpress",
};

function makeChips() {
  for (const [group, title] of GROUPS) {
    const counts = new Map();
    for (const { dataset } of exchanges) {
      counts.set(dataset[group], (counts.get(dataset[group]) ?? 0) + 1);
    }
    if (counts.size < 2) continue;
    const label = make("i", { id: `by-${group}` }, title);
    const set = make("div", { class: "group", role: "group", "aria-labelledby": label.id }, label);
    for (const [value, count] of [...counts].sort((a, b) => b[1] - a[1])) {
      const press = () => {
        if (!state[group].delete(value)) state[group].add(value);
        filter();
        keepState();
      };
      const attributes = {
        type: "button", class: "chip", "data-group": group, "data-value": value, click: press,
      };
      const name = group === "operation" ? value : (TITLES[value] ?? value);
      set.append(make("button", attributes, name, make("span", null, String(count))));
    }
    byId("chips").append(set);
  }
}

function clear() {
  state.q = byId("find").value = "";
  for (const [group] of GROUPS) state[group].clear();
  filter();
  keepState();
}

// ---- Fields and formats, built on demand.

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The leaves of a JSON document, numbers as they are spelled. */
function leaves(json) {
  const found = [];
  const path = [];
  const joined = () =>
    path.reduce((all, step) => {
      if (typeof step === "number") return `${all}(${step})`;
      if (step === null || step === "$text") return all;
      return all ? `${all}.${step}` : step;
    }, "");
  const kinds = [];
  for (const [token] of json.matchAll(TOKENS)) {
    const kind = kinds.at(-1);
    if (token === "{" || token === "[") {
      kinds.push(token);
      path.push(token === "[" ? 0 : null);
    } else if (token === "}" || token === "]") {
      kinds.pop();
      path.pop();
    } else if (token === ",") {
      if (kind === "[") path.push(path.pop() + 1);
      else path[path.length - 1] = null;
    } else if (token !== ":") {
      const text = token.startsWith('"') ? JSON.parse(token) : token;
      if (kind === "{" && path.at(-1) === null) {
        path[path.length - 1] = text;
      } else if (text !== "null" || token !== "null") {
        found.push({ path: joined(), value: text, isText: token !== text });
      }
    }
  }
  return found;
}

/** All fields of a message, the unknown ones last. */
function fieldsOf(data) {
  const unknown = (data.unknown ?? []).map(([path, value]) => ({ path, value, isNew: true }));
  return [...leaves(data.tree), ...unknown];
}

function fieldsTable(data) {
  const body = make("tbody");
  let above = "";
  for (const { path, value, isNew } of fieldsOf(data)) {
    // The steps shared with the name above are dimmed, so that groups stand out.
    let same = 0;
    for (let at = 0; at < path.length && path[at] === above[at]; at += 1) {
      if (path[at] === "." || path[at] === "(") same = at + 1;
    }
    const quiet = say(make("span", { class: "p" }), path.slice(0, same));
    const name = make("th", { scope: "row" }, make("bdi", null, quiet, say(make("span"), path.slice(same))));
    const shown = say(make("bdi", value === "***" ? { class: "hidden-value", title: "hidden" } : null), value);
    body.append(make("tr", isNew ? { class: "new" } : null, name, make("td", null, shown)));
    above = path;
  }
  return make("table", { class: "fields" }, body);
}

function headersTable(headers) {
  const body = make("tbody");
  for (const [name, value] of headers) {
    const cells = [name, value].map((text) => say(make("bdi"), text));
    body.append(make("tr", null, make("th", { scope: "row" }, cells[0]), make("td", null, cells[1])));
  }
  return make("table", { class: "fields" }, make("caption", null, "Header fields"), body);
}

/** Pieces of a text with a class each: for reading, line by line. */
function jsonPieces(text) {
  const pieces = [];
  let depth = 0;
  const line = () => pieces.push(["", `\n${"  ".repeat(depth)}`]);
  const tokens = [...text.matchAll(TOKENS)].map(([token]) => token);
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    const before = tokens[at - 1];
    if (token === "{" || token === "[") {
      pieces.push(["p", token]);
      depth += 1;
      if (next !== "}" && next !== "]") line();
    } else if (token === "}" || token === "]") {
      depth -= 1;
      if (before !== "{" && before !== "[") line();
      pieces.push(["p", token]);
    } else if (token === ",") {
      pieces.push(["p", token]);
      line();
    } else if (token === ":") {
      pieces.push(["p", ": "]);
    } else {
      pieces.push([next === ":" ? "k" : "", token]);
    }
  });
  return pieces;
}

function xmlPieces(text) {
  const pieces = [];
  let depth = 0;
  let wasTag = false;
  for (const [token] of text.matchAll(/<[^>]*>|[^<]+/g)) {
    const isTag = token.startsWith("<");
    const closes = token.startsWith("</");
    if (closes) depth -= 1;
    if (isTag && wasTag && !(closes && wasTag === "opens")) pieces.push(["", `\n${"  ".repeat(depth)}`]);
    pieces.push([isTag ? "k" : "", token]);
    const opens = isTag && !closes && !/^<[?!]|\/>$/.test(token);
    if (opens) depth += 1;
    wasTag = isTag && (opens ? "opens" : "ends");
  }
  return pieces;
}

function nvpPieces(text) {
  return text.split("&").flatMap((pair, at) => {
    const equals = pair.indexOf("=");
    const split = equals < 0 ? pair.length : equals;
    const amp = at > 0 ? [["p", "\n&"]] : [["", " "]];
    return [...amp, ["k", pair.slice(0, split)], ["", pair.slice(split)]];
  });
}

const PIECES = { json: jsonPieces, nvp: nvpPieces, xml: xmlPieces, soap: xmlPieces };
const NAMES = { nvp: "NVP", json: "JSON", xml: "XML", soap: "SOAP" };

/** The text of a message in a format, or nothing if it cannot be written. */
function textOf(data, form) {
  if (form.tree) return data.tree;
  if (form.around) {
    const xml = data.forms.find(({ is }) => is === "xml").text;
    const root = xml.slice(xml.indexOf("?>") + (xml.includes("?>") ? 2 : 1));
    return form.around[0] + root + form.around[1];
  }
  return form.text;
}

async function copy(button, text) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages opened from a file may not use the clipboard: copy a selection instead.
    const area = make("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = done ? "Copied" : "Not allowed";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

function formPanel(data, form) {
  if (form.why) {
    return [say(make("p", { class: "hint" }), `It cannot be represented as ${NAMES[form.is]}: ${form.why}.`)];
  }
  const text = textOf(data, form);
  const came = form.is === data.format
    ? "The original format, reformatted for reading; Copy gives it as it would be sent."
    : "Reformatted for reading; Copy gives it as it would be sent.";
  const button = make("button", { type: "button", class: "copy" }, "Copy");
  button.addEventListener("click", () => copy(button, text));
  const pre = make("pre", { tabindex: "0" });
  for (const [kind, piece] of PIECES[form.is](text)) {
    if (kind) pre.append(say(make("span", { class: kind }), piece));
    else say(pre, piece);
  }
  return [make("div", { class: "panelbar" }, make("span", null, came), button), pre];
}

function fieldsPanel(data) {
  const made = [fieldsTable(data)];
  if (data.headers) made.push(headersTable(data.headers));
  if (data.note) made.push(say(make("p", { class: "where" }), data.note));
  return made;
}

/** The tabs of one message. */
function build(details) {
  if (details.querySelector("[role=tablist]")) return;
  const data = JSON.parse(details.nextElementSibling.textContent);
  const base = `m${messages.indexOf(details)}`;
  const tabs = [{ is: "fields", name: "Fields", panel: () => fieldsPanel(data) }];
  for (const form of data.forms ?? []) {
    tabs.push({ is: form.is, name: NAMES[form.is], came: form.is === data.format, panel: () => formPanel(data, form) });
  }
  if (!data.forms) {
    const form = { is: "json", tree: true };
    tabs.push({ is: "json", name: "JSON", panel: () => formPanel(data, form) });
  }
  const list = make("div", { role: "tablist", "aria-label": "Fields and formats" });
  const panel = make("div", { role: "tabpanel", id: `${base}-panel`, tabindex: "-1" });
  const select = (at, focus) => {
    const tab = tabs[at];
    [...list.children].forEach((button, other) => {
      button.setAttribute("aria-selected", other === at);
      button.tabIndex = other === at ? 0 : -1;
      if (focus && other === at) button.focus();
    });
    panel.setAttribute("aria-labelledby", `${base}-${tab.is}`);
    panel.replaceChildren(...tab.panel());
  };
  const pick = (at, focus) => {
    select(at, focus);
    state.tab = at > 0 ? tabs[at].is : "";
    keepState();
  };
  tabs.forEach((tab, at) => {
    const attributes = {
      type: "button", role: "tab", id: `${base}-${tab.is}`, "aria-controls": `${base}-panel`,
      class: tab.came && "came", title: tab.came && "the format it came in", click: () => pick(at),
    };
    list.append(make("button", attributes, tab.name));
  });
  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((_, other) => list.children[other] === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    pick((to + tabs.length) % tabs.length, true);
  });
  details.append(list, panel);
  select(Math.max(0, tabs.findIndex(({ is }) => is === state.tab)));
}

const messages = [...document.querySelectorAll("details.all")];

function watchMessages() {
  const places = new Map(messages.map((details, at) => [details, String(at + 1)]));
  // `toggle` does not bubble, but it can be caught on its way down.
  byId("exchanges").addEventListener("toggle", ({ target }) => {
    const place = places.get(target);
    if (!place) return;
    if (target.open) build(target);
    if (target.open === state.open.has(place)) return;
    if (target.open) state.open.add(place);
    else state.open.delete(place);
    keepState();
  }, true);
}

function openMessages() {
  messages.forEach((details, at) => {
    const open = state.open.has(String(at + 1));
    if (details.open !== open) details.open = open;
    if (open) build(details);
  });
}

// ---- Theme.

const THEMES = ["", "light", "dark"];

function showTheme() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  byId("theme").textContent = `Theme: ${state.theme || "auto"}`;
}

function show() {
  readState();
  byId("find").value = state.q;
  showTheme();
  filter();
  openMessages();
}

function start() {
  byId("top").append(byId("totals"));
  makeChips();
  watchMessages();
  let waiting = 0;
  byId("find").addEventListener("input", ({ target }) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.q = target.value;
      filter();
      keepState();
    }, exchanges.length > 500 ? 150 : 0);
  });
  byId("clear").addEventListener("click", () => { clear(); byId("find").focus(); });
  byId("theme").addEventListener("click", () => {
    state.theme = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length];
    showTheme();
    keepState();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      byId("find").focus();
    } else if (event.key === "Escape" && event.target.id === "find") {
      clear();
    }
  });
  addEventListener("hashchange", show);
  for (const id of ["filter", "theme"]) byId(id).hidden = false;
  show();
  prepare();
}

start();
