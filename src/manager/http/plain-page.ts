/** The few pages that the manager writes itself: no scripts, nothing from elsewhere. */

import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";

const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #59636e; --line: #d8dee4; --back: #f6f8fa; --card: #fff; --accent: #0b63ce; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --soft: #9198a1; --line: #30363d; --back: #0d1117; --card: #151b23; --accent: #6cb0ff; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 2rem 1rem; background: var(--back);
  color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 34rem; padding: 2.5rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; box-shadow: 0 8px 30px rgb(0 0 0 / 6%); }
h1 { margin: 0 0 .4rem; font-size: 1.6rem; letter-spacing: -.02em; }
p { margin: 0 0 1.2rem; color: var(--soft); }
p strong { color: var(--text); }
ul { list-style: none; margin: 0 0 1.6rem; padding: 0; border-top: 1px solid var(--line); }
li { border-bottom: 1px solid var(--line); }
li a { display: flex; justify-content: space-between; gap: 1rem; padding: .8rem .2rem; color: inherit; text-decoration: none; }
li a:hover span:first-child, li a:focus-visible span:first-child { text-decoration: underline; }
li span:first-child { font-weight: 600; color: var(--accent); }
li span:last-child { color: var(--soft); text-align: right; }
form { margin: 0; }
button { font: inherit; padding: .4rem 1rem; color: inherit; background: none; border: 1px solid var(--line); border-radius: 8px;
  cursor: pointer; }
code { font: .9em ui-monospace, monospace; }
`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** HTML, safe to put into a page. */
export interface Html {
  readonly html: string;
}

/** A template of HTML whose values are escaped, unless they are HTML themselves. */
export function html(parts: TemplateStringsArray, ...values: (string | Html)[]): Html {
  return {
    html: String.raw({ raw: parts }, ...values.map((value) => (typeof value === "string" ? escapeHtml(value) : value.html))),
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** A whole page. `text` stands below the title, `more` below that. */
export function sendPage(
  reply: FastifyReply,
  { title, text, more = html`` }: { title: string; text: string | Html; more?: Html },
): FastifyReply {
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${{ html: STYLE }}</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
${more}</main>
</html>
`;
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", POLICY)
    .header("cache-control", "no-store")
    .send(page.html);
}
