import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { HUB_ACCOUNT } from "../accounts/accounts.queries.ts";
import type { Project, Zone } from "../hub.ts";
import { zonesQuery } from "../queues/queues.queries.ts";
import { projectsText } from "../text/projects.ts";

/** The zones that its jobs may go to first, as far as one may look at them. Not there where that is none. */
export function ZoneField({ project, error }: { readonly project: Project; readonly error: string | undefined }) {
  const own = useZones(String(project.account));
  const shared = useZones(HUB_ACCOUNT).filter(({ id }) => !own.some((zone) => zone.id === id));
  const choices = [
    ...own.map(({ id, name }) => ({ value: String(id), label: name })),
    ...shared.map(({ id, name }) => ({ value: String(id), label: projectsText.ofHub(name) })),
  ];
  const chosen = project.zone === null ? null : String(project.zone);
  const isKnown = chosen === null || choices.some(({ value }) => value === chosen);
  if (!isKnown) choices.push({ value: chosen, label: projectsText.unnamedZone(Number(chosen)) });
  if (choices.length === 0) return null;
  return (
    <Select
      name="zone"
      label={projectsText.zone}
      description={projectsText.zoneHelp}
      clearable
      defaultValue={chosen}
      data={choices}
      error={error}
    />
  );
}

/** None where one may not look at them. */
function useZones(account: string): readonly Zone[] {
  return useQuery({ ...zonesQuery(account), retry: false }).data?.results ?? [];
}
