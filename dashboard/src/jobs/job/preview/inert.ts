/**
 * HTML of a result, made to be looked at: without what acts, loads or leads elsewhere. The frame that shows it is a sandbox without
 * scripts and under the policy of this page all the same; this keeps what the browser would refuse from being tried.
 */

const ACTING = "script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, form, template, noscript";
const OWN_SOURCE = /^(data:|#)/i;
const SOURCES = ["src", "srcset", "poster", "background", "xlink:href", "action", "formaction", "ping"];

/** A whole document, with our own style. @param nonce which lets the style be. */
export function inertPage(html: string, { nonce, style }: { readonly nonce: string; readonly style: string }): string {
  const page = new DOMParser().parseFromString(muted(html), "text/html");
  for (const element of page.querySelectorAll(ACTING)) element.remove();
  for (const element of page.querySelectorAll("*")) clean(element);
  return `<!doctype html><html lang="${page.documentElement.lang || "en"}"><head><meta charset="utf-8"><title>-</title><style nonce="${nonce}">${style}</style></head>${page.body.outerHTML}</html>`;
}

/** The parser itself complains of handlers and styles that the policy refuses. */
function muted(html: string): string {
  const bare = html.replace(/<(\/?)style\b/gi, "<$1template");
  return bare.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(on\w+|style)\s*=/gi, " data-off="));
}

function clean(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    const isSource = SOURCES.includes(name) || (name === "href" && !element.matches("a, area"));
    if (name.startsWith("on") || name === "style" || (isSource && !OWN_SOURCE.test(value))) element.removeAttribute(name);
  }
  // A click would load another page into the frame.
  if (element.matches("a, area") && !element.getAttribute("href")?.startsWith("#")) element.removeAttribute("href");
}
