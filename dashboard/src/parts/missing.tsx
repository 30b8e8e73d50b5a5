import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { text } from "../text/text.ts";
import { EmptyState } from "./empty-state.tsx";

/** An address that no page has. */
export function Missing() {
  const { title, more, home } = text.missing;
  const action = (
    <Button component={Link} to="/" variant="default">
      {home}
    </Button>
  );
  return <EmptyState icon="search" title={title} more={more} action={action} />;
}
