import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme.css";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { readFirst } from "./first-reads.ts";
import { createQueries } from "./queries.ts";
import { makeRouter } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

const RELOAD_MS = 60_000;

const queries = createQueries(onSignedOut);
const router = makeRouter(queries);
readFirst(queries, window.location);

/** Back to the sign-in, and from there to where one was. */
function onSignedOut(): void {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in") return;
  queries.clear();
  void router.navigate({ to: "/sign-in", search: { to: href } });
}

/** The Content-Security-Policy allows the style elements that have it; scripts may not make any others. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
}

// A hub of another version has other files: the page is fetched anew, but not again and again.
const RELOAD_KEY = "jobhub.reloaded";
window.addEventListener("vite:preloadError", () => {
  if (Date.now() - Number(sessionStorage.getItem(RELOAD_KEY)) < RELOAD_MS) return;
  sessionStorage.setItem(RELOAD_KEY, String(Date.now()));
  window.location.reload();
});

// Where the library that stops the page from scrolling behind a dialog looks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={styleNonce}>
        <Notifications position="bottom-right" />
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
