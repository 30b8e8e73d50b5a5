/** The page at /api/docs, beside what Swagger UI does: a list of all operations, buttons that copy examples, dark where the system is. */

const dark = matchMedia("(prefers-color-scheme: dark)");
const shade = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", shade);
shade();

/** An element with attributes and children. */
function make(name, attributes, ...children) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
}

/** Operations as they are shown, for the list at the side. */
async function addContents() {
  const { info, tags, paths } = await (await fetch("/api/schema")).json();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const groups = tags.flatMap(({ name }) =>
    groupsOf(
      name,
      operations.filter((operation) => operation.tags.includes(name)),
    ),
  );
  const title = make("h1", {}, make("a", { href: "/", textContent: info.title }), ` API ${info.version}`);
  const search = make("input", { type: "search", placeholder: "Search operations" });
  search.setAttribute("aria-label", "Search operations");
  search.addEventListener("input", () => filter(groups, search.value));
  document.body.prepend(make("nav", { id: "contents" }, title, search, ...groups));
}

/** Those that are about the thing itself, and below them those that are about what belongs to one: its jobs, its users. */
function groupsOf(tag, operations) {
  const byPart = new Map([["", []]]);
  for (const operation of operations) {
    const [, noun, parameter = "", inner = ""] = operation.path.split("/");
    const part = noun === tag && parameter.startsWith("{") ? inner : "";
    byPart.set(part, [...(byPart.get(part) ?? []), item(tag, operation)]);
  }
  // One of a kind needs no heading.
  const isSmall = ([part, items]) => part !== "" && items.length === 1;
  const [[, own], ...parts] = [...byPart].filter((entry) => !isSmall(entry));
  own.push(...[...byPart].filter(isSmall).flatMap(([, items]) => items));
  return [
    make("section", {}, make("h2", { textContent: tag }), make("ul", {}, ...own)),
    ...parts.map(([part, items]) => make("section", {}, make("h3", { textContent: part }), make("ul", {}, ...items))),
  ];
}

function item(tag, { method, operationId, summary }) {
  const link = make(
    "a",
    { href: `#/${tag}/${operationId}` },
    make("b", { className: method, textContent: method === "delete" ? "DEL" : method.toUpperCase() }),
    make("span", { textContent: summary.replace(/\.$/, "") }),
  );
  link.addEventListener("click", () => open(tag, operationId));
  return make("li", { title: operationId }, link);
}

/** Swagger UI looks at the address only when it starts. */
function open(tag, operationId) {
  const block = document.getElementById(`operations-${tag}-${operationId}`);
  if (!block?.classList.contains("is-open")) block?.querySelector(".opblock-summary-control")?.click();
  block?.scrollIntoView();
}

function filter(groups, text) {
  const words = text.toLowerCase().split(/\s+/);
  for (const group of groups) {
    const items = [...group.querySelectorAll("li")];
    for (const each of items) {
      const told = `${each.textContent} ${each.title}`.toLowerCase();
      each.hidden = !words.every((word) => told.includes(word));
    }
    group.hidden = items.every((each) => each.hidden);
  }
}

/** Examples come and go as operations are opened. */
function addCopyButtons() {
  for (const block of document.querySelectorAll(".renderedMarkdown pre:not(.copied)")) {
    block.classList.add("copied");
    const text = block.textContent.trimEnd();
    const button = make("button", { className: "copy", type: "button", textContent: "Copy" });
    button.addEventListener("click", async () => {
      await copy(text);
      button.textContent = "Copied";
      setTimeout(() => {
        button.textContent = "Copy";
      }, 1_500);
    });
    block.append(button);
  }
}

/** Over plain HTTP on another machine browsers have no clipboard for scripts: there the text goes by way of a selection. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = make("textarea", { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

new MutationObserver(addCopyButtons).observe(document.body, { childList: true, subtree: true });
addContents();
