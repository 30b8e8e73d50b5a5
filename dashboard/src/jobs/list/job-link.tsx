import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { useProject } from "../../projects/projects.queries.ts";

interface JobLinkProps {
  readonly job: number;
  readonly className?: string;
  readonly children: ReactNode;
}

/** To the page of a job of the project that is shown. Links are dear, and rows change often. */
export const JobLink = memo(function JobLink({ job, className, children }: JobLinkProps) {
  const { id } = useProject();
  return (
    <Link to={jobPath(id, job)} {...(className && { className })}>
      {children}
    </Link>
  );
});

export function jobPath(project: number, job: number): string {
  return `/projects/${project}/jobs/${job}`;
}
