/** The hub that this page comes from, asked with the browser's session. */

import { createClient } from "../../clients/typescript/src/browser.ts";

export * from "../../clients/typescript/src/browser.ts";

export const hub = createClient({ url: window.location.origin });
