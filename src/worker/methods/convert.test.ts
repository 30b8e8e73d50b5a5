import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { convert } from "./convert.ts";
import type { MethodContext } from "./method.ts";
import type { ParamsOf } from "./registry.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let folder: string;
let dir: string;
let log: string[];
let progress: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "jobhub-convert-"));
  dir = path.join(folder, "project");
  await mkdir(dir);
  log = [];
  progress = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function run(params: ParamsOf<"convert">, given: Partial<MethodContext> = {}) {
  const context: MethodContext = {
    log: (level, message) => log.push(`${level} ${message}`),
    progress: (value) => progress.push(value),
    urls: () => undefined,
    signal: new AbortController().signal,
    projectDir: dir,
    secrets: {},
    retire: () => undefined,
    ...given,
  };
  return convert(context, params);
}

const write = async (file: string, data: string | Buffer) => {
  await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
  await writeFile(path.join(dir, file), data);
};
const read = (file: string) => readFile(path.join(dir, file), "utf8");

/** Reads a zip archive whole, by its directory, and checks every sum. */
async function unzip(file: string): Promise<Map<string, Buffer>> {
  const zip = await readFile(path.join(dir, file));
  const end = zip.lastIndexOf("PK\x05\x06");
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, crc, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [number, number, number];
    const begin = zip.readUInt32LE(at + 42) + 30;
    const start = begin + zip.readUInt16LE(begin - 4) + zip.readUInt16LE(begin - 2);
    const packed = zip.subarray(start, start + size);
    const data = method === 0 ? packed : inflateRawSync(packed);
    const path = zip.toString("utf8", at + 46, at + 46 + name);
    if (crc32(data) !== crc) throw new Error(`${path} is damaged`);
    entries.set(path, data);
    at += 46 + name + extra + comment;
  }
  return entries;
}

describe("a text", () => {
  test("becomes a text", async () => {
    expect(await run({ text: "# Hello\n\nThis is *Markdown*.", to: "html" })).toEqual({
      text: '<h1 id="hello">Hello</h1>\n<p>This is <em>Markdown</em>.</p>\n',
    });
    expect(progress).toEqual(["preparing", "converting"]);
  });

  test("has formats with extensions, and by file extensions", async () => {
    expect(await run({ text: ":smile: 'x'", from: "markdown+emoji-smart", to: ".rst" })).toEqual({ text: "😄 'x'\n" });
    expect(await run({ text: "<b>x</b>", from: "HTM", to: "md" })).toEqual({ text: "**x**\n" });
    expect(await run({ text: "a *b*", to: "txt" })).toEqual({ text: "a b\n" });
  });

  test("becomes a file if there is an output", async () => {
    expect(await run({ text: "# Hi", output: "out/hi.docx" })).toEqual({ path: "out/hi.docx", bytes: expect.any(Number) });
    expect((await unzip("out/hi.docx")).get("word/document.xml")?.toString()).toContain("Hi");
  });

  test("needs no project", async () => {
    expect(await run({ text: "x", to: "plain" }, { projectDir: null })).toEqual({ text: "x\n" });
  });
});

describe("a file", () => {
  test("becomes a page with a title, beside it", async () => {
    await write("docs/guide.md", "# Guide\n\nÜber *alles*.");
    const result = await run({ path: "docs/guide.md", to: "html" });
    const page = await read("docs/guide.html");
    expect(result).toEqual({ path: "docs/guide.html", bytes: Buffer.byteLength(page) });
    expect(page).toContain("<title>guide</title>");
    expect(page).toContain("Über <em>alles</em>");
    expect(progress).toEqual(["preparing", "converting", "writing"]);
    expect(log[0]).toBe("info Converting docs/guide.md from markdown to html.");
    expect(await readdir(path.join(dir, "docs"))).toEqual(["guide.html", "guide.md"]);
  });

  test("becomes a Word document that opens, with the images that it refers to", async () => {
    await write("a/b/doc.md", "# Hi\n\n![one](one.png) ![two](img/two%20words.png) ![up](../up.png) ![again](./one.png)");
    await write("a/b/one.png", PNG);
    await write("a/b/img/two words.png", PNG);
    await write("a/up.png", PNG);
    await run({ path: "a/b/doc.md", to: "docx" });
    const entries = await unzip("a/b/doc.docx");
    expect([...entries.keys()]).toEqual(expect.arrayContaining(["[Content_Types].xml", "_rels/.rels", "word/document.xml"]));
    expect(
      entries
        .get("word/document.xml")
        ?.toString()
        .match(/<pic:pic>/g),
    ).toHaveLength(4);
    expect([...entries].filter(([name]) => name.startsWith("word/media/")).map(([, data]) => data)).toContainEqual(PNG);
    expect(log.filter((line) => line.startsWith("warn"))).toEqual([]);
  });

  test("keeps what Pandoc warns of in the log", async () => {
    await write("doc.md", '![gone](gone.png) ![evil](../../etc/passwd) ![quote](a".png) ![web](http://localhost/x.png)');
    await run({ path: "doc.md", to: "docx" });
    const warnings = log.filter((line) => line.startsWith("warn")).join("\n");
    for (const name of ["gone.png", "../../etc/passwd", "http://localhost/x.png"]) expect(warnings).toContain(name);
  });

  test("that is a container keeps its images: in a page, or beside a text", async () => {
    await write("one.png", PNG);
    await write("doc.md", "![one](one.png)");
    await run({ path: "doc.md", to: "docx" });
    await run({ path: "doc.docx", to: "html" });
    expect(await read("doc.html")).toContain("data:image/png;base64,");
    await run({ path: "doc.docx", output: "back/doc.md" });
    const [, image] = /!\[one\]\(([^)]+)\)/.exec(await read("back/doc.md")) ?? [];
    expect(await readFile(path.join(dir, "back", image ?? ""))).toEqual(PNG);
  });

  test("replaces what was there before, also a link", async () => {
    await writeFile(path.join(folder, "precious.txt"), "precious");
    await symlink(path.join(folder, "precious.txt"), path.join(dir, "out.html"));
    await write("doc.md", "new");
    await run({ path: "doc.md", output: "out.html" });
    expect(await read("out.html")).toContain("new");
    expect(await readFile(path.join(folder, "precious.txt"), "utf8")).toBe("precious");
  });
});

describe("what is not right fails and says why:", () => {
  beforeEach(async () => {
    await write("doc.md", "hi");
    await write("broken.docx", "no zip");
    await write("doc.xyz", "hi");
    await mkdir(path.join(folder, "outside"));
    await writeFile(path.join(folder, "outside", "secret.md"), "secret");
    await symlink(path.join(folder, "outside", "secret.md"), path.join(dir, "link.md"));
    await symlink(path.join(folder, "outside"), path.join(dir, "linked"));
    await symlink("loop", path.join(dir, "loop"));
  });

  test.each<[string, ParamsOf<"convert">, string, string]>([
    ["neither", { to: "html" }, "BadParams", "give either path or text"],
    ["both", { path: "doc.md", text: "x", to: "html" }, "BadParams", "give either path or text"],
    ["no format", { path: "doc.md" }, "BadParams", "to: give the format"],
    ["unknown format", { text: "x", to: "htlm" }, "UnknownFormat", 'to: there is no format "htlm". Did you mean html'],
    ["unknown source", { text: "x", from: "markdwon", to: "html" }, "UnknownFormat", "Did you mean markdown"],
    ["nothing alike", { text: "x", to: "qqqqqq" }, "UnknownFormat", "There are: ansi, asciidoc"],
    ["pdf", { text: "x", to: "pdf" }, "UnknownFormat", "pdf needs programs"],
    ["unknown switch", { text: "x", from: "markdown+nope", to: "html" }, "PandocError", "nope"],
    ["unknown extension", { path: "doc.xyz", to: "html" }, "UnknownFormat", 'from: is required, for the extension ".xyz"'],
    ["binary as text", { text: "x", to: "docx" }, "BadParams", "output: is required, for a docx document is not a text"],
    ["text as binary", { text: "x", from: "docx", to: "html" }, "BadParams", "a docx document is not a text"],
    ["broken document", { path: "broken.docx", to: "html" }, "PandocError", "couldn't unpack docx container"],
    ["onto itself", { path: "doc.md", output: "./doc.md" }, "BadParams", "is the document itself"],
    ["missing", { path: "gone.md", to: "html" }, "FileMissing", 'path: there is no file "gone.md"'],
    ["a folder", { path: "linked/..", from: "markdown", to: "html" }, "NotAFile", "is not a file"],
    ["absolute", { path: "/etc/passwd", from: "markdown", to: "html" }, "PathOutside", "is not in the project's folder"],
    ["upwards", { path: "../outside/secret.md", to: "html" }, "PathOutside", "is not in the project's folder"],
    ["hidden upwards", { path: "x/../../outside/secret.md", to: "html" }, "PathOutside", "is not in the project's folder"],
    ["linked file", { path: "link.md", to: "html" }, "PathOutside", "is not in the project's folder"],
    ["linked folder", { path: "linked/secret.md", to: "html" }, "PathOutside", "is not in the project's folder"],
    ["loop", { path: "loop", from: "markdown", to: "html" }, "FileMissing", "there is no file"],
    ["output upwards", { path: "doc.md", output: "../x.html" }, "PathOutside", "output:"],
    ["output absolute", { path: "doc.md", output: "/tmp/x.html" }, "PathOutside", "output:"],
    ["output behind a link", { path: "doc.md", output: "linked/x.html" }, "PathOutside", "output:"],
    ["output new folder behind a link", { path: "doc.md", output: "linked/new/x.html" }, "PathOutside", "output:"],
    ["output is a folder", { path: "doc.md", output: "linked", to: "html" }, "NotAFile", "is a folder"],
    ["output in a file", { path: "doc.md", output: "doc.xyz/x.html" }, "NotAFolder", "is not a folder"],
  ])("%s", async (_, params, type, message) => {
    await mkdir(path.join(dir, "folder"), { recursive: true });
    const given = _ === "output is a folder" ? { ...params, output: "folder" } : params;
    await expect(run(given)).rejects.toMatchObject({ type, message: expect.stringContaining(message) });
    expect(await readdir(path.join(folder, "outside"))).toEqual(["secret.md"]);
  });

  test("a job without a project", async () => {
    await expect(run({ path: "doc.md", to: "html" }, { projectDir: null })).rejects.toMatchObject({ type: "NoProject" });
  });

  test("a result that is too large", async () => {
    const text = `\`\`\`\n${"<".repeat(300_000)}\n\`\`\``;
    await expect(run({ text, from: "commonmark", to: "html" })).rejects.toMatchObject({ type: "ResultTooLarge" });
  });
});
