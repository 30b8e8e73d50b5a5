/** Builds the dashboard; `npx vite dashboard` serves it while one works on it, with the API of the hub at JOBHUB_URL. */

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

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
  },
  // With the host as the browser knows it: the hub takes writes by cookie only from its own pages.
  server: { proxy: { "^/(api|sign-in/.|sign-out)": { target: HUB, changeOrigin: false, ws: true } } },
});
