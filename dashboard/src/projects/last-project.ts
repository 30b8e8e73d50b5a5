/** The project that one looked at last, in this browser. */

const KEY = "jobhub.project";

export function lastProject(): number | null {
  const id = Number(localStorage.getItem(KEY));
  return Number.isInteger(id) && id > 0 ? id : null;
}

export function rememberProject(project: number | null): void {
  if (project === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, String(project));
}
