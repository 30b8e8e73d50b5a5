/** Builds the dashboard; `npx vite dashboard` serves it while one works on it, with the API of the hub at JOBHUB_URL. */

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** So many pages need a part before it goes into one file with others of its kind: else the first page were of dozens of small ones. */
const SHARED_BY = 6;

const HUB = process.env.JOBHUB_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The hub puts a fresh nonce in its place each time.
  html: { cspNonce: "CSP_NONCE" },
  build: {
    target: "es2023",
    outDir: "../dist/dashboard",
    // Small files as data: addresses would need holes in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // By themselves, since they change least often.
            { name: "libraries", test: /node_modules/, minShareCount: SHARED_BY, priority: 1 },
            { name: "shared", minShareCount: SHARED_BY },
          ],
        },
      },
    },
  },
  // With the host as the browser knows it: the hub takes writes by cookie only from its own pages.
  server: { proxy: { "^/(api|sign-in/.|sign-out)": { target: HUB, changeOrigin: false, ws: true } } },
});
