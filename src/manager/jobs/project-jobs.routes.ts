import type { App } from "../http/types.ts";
import type { Jobs } from "./jobs.service.ts";
export async function projectJobsRoutes(_app: App, _jobs: Jobs): Promise<void> {}
