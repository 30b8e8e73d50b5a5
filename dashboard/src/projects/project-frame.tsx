import { Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { live } from "../live/live.ts";
import { rememberProject } from "./last-project.ts";
import { useProject } from "./projects.queries.ts";

/** Around all pages of one project: its live feed. */
export function ProjectFrame() {
  const { id } = useProject();
  useEffect(() => {
    rememberProject(id);
    live.start(id);
    return () => live.stop();
  }, [id]);
  return <Outlet />;
}
