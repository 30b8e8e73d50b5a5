import { findChromium } from "../../src/manager/dashboard/testing.chromium.ts";
import type { Need } from "../../src/service/testing.needs.ts";

export const CHROMIUM: Need = { install: "chromium", there: () => findChromium() !== null };
