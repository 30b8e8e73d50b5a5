/** What stands after the ? of an address: plain texts, so that addresses can be read, written by hand and shared. */

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Signs that need no escape in a query stay as they are. */
export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = given.map(([name, value]) => `${encode(name)}=${encode(String(value))}`).join("&");
  return text && `?${text}`;
}

function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, "+")
    .replace(/%(3A|2C|2F|3E|40)/g, decodeURIComponent);
}

/** Of a list in which one looks for a name. */
export interface NameSearch {
  readonly search?: string;
}

export function readNameSearch({ search }: Record<string, unknown>): NameSearch {
  return typeof search === "string" && search ? { search } : {};
}
