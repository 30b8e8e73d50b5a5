import { SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { overviewText } from "../text/overview.ts";
import { readOverviewSearch, WINDOWS, type Window } from "./overview.search.ts";

/** How far back one looks: in the address of the page. */
export function WindowChoice({ window }: { readonly window: Window }) {
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={overviewText.window}
      value={window}
      onChange={(value) => void navigate({ to: ".", search: readOverviewSearch({ window: value }), replace: true })}
      data={WINDOWS.map((value) => ({ value, label: overviewText.windows[value] }))}
    />
  );
}
