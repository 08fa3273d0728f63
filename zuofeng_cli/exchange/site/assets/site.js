"use strict";
// Search and filter over the whole list. Without it the pages of the list have every issue all the same.

const SHOWN_AT_ONCE = 100;
const form = document.querySelector("#search");
const told = document.querySelector("#told");
const table = document.querySelector("#issues");
const more = document.querySelector("#more");
const pages = document.querySelector("#pages");
const caption = table.caption.textContent;
const page = [...table.tBodies[0].rows];
const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
const fields = form.dataset.fields.trim().split(" ");
const shards = [];
let reading = null;
let found = [];

// The shards call this; a page that is opened from a folder may read data in no other way.
globalThis.takeIssues = (at, rows) => {
  shards[at - 1] = rows;
};

function readShard(at) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${form.dataset.root}assets/search-${at}.js`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function readAll() {
  const wanted = Array.from({ length: Number(form.dataset.shards) }, (_none, at) => readShard(at + 1));
  return Promise.all(wanted);
}

function asked() {
  const given = new FormData(form);
  const words = given.get("words").toLowerCase().split(/\s+/).filter(Boolean);
  const equal = [...given].filter(([name, value]) => name !== "words" && value);
  return { words, equal: equal.map(([name, value]) => [fields.indexOf(name) + 2, value]), given };
}

function fits(row, { words, equal }) {
  if (!equal.every(([at, value]) => row[at] === value)) return false;
  const text = row.slice(1).join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

function line([number, ref, ...texts]) {
  const row = document.createElement("tr");
  row.setAttribute("role", "row");
  const head = document.createElement("th");
  head.scope = "row";
  head.setAttribute("role", "rowheader");
  const link = document.createElement("a");
  link.href = `${form.dataset.root}issue/${number}.html`;
  link.textContent = ref;
  head.append(link);
  row.append(head);
  texts.forEach((text, at) => {
    const cell = document.createElement("td");
    cell.setAttribute("role", "cell");
    cell.dataset.head = heads[at + 1];
    cell.className = fields[at];
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}

function show(rows, searching) {
  table.tBodies[0].replaceChildren(...rows);
  table.caption.textContent = searching ? told.textContent : caption;
  if (pages) pages.hidden = searching;
  more.hidden = !searching || rows.length >= found.length;
}

async function search() {
  const wanted = asked();
  remember(wanted.given);
  if (!wanted.words.length && !wanted.equal.length) {
    told.textContent = "";
    show(page, false);
    return;
  }
  if (!reading) {
    told.textContent = form.dataset.loading;
    reading = readAll();
  }
  try {
    await reading;
  } catch {
    told.textContent = form.dataset.failed;
    reading = null;
    return;
  }
  found = shards.flat().filter((row) => fits(row, wanted));
  told.textContent = form.dataset.found.replace("{count}", found.length);
  show(found.slice(0, SHOWN_AT_ONCE).map(line), true);
}

// What was asked stands in the address, so that it can be kept and sent.
function remember(given) {
  const kept = new URLSearchParams([...given].filter(([, value]) => value)).toString();
  history.replaceState(null, "", kept ? `#${kept}` : location.pathname + location.search);
}

function recall() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  if (location.hash.includes("=")) search();
}

let waiting = 0;
function searchSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
}

form.addEventListener("input", searchSoon);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.addEventListener("reset", () => setTimeout(search));
more.addEventListener("click", () => {
  const shown = table.tBodies[0].rows.length;
  table.tBodies[0].append(...found.slice(shown, shown + SHOWN_AT_ONCE).map(line));
  more.hidden = table.tBodies[0].rows.length >= found.length;
  table.tBodies[0].rows[shown].querySelector("a").focus();
});
form.hidden = false;
recall();
