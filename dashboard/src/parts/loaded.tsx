import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { text } from "../text/text.ts";
import { Failure } from "./failure.tsx";

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  readonly children: (data: Data) => ReactNode;
  /** While it loads for the first time. Default some grey lines. */
  readonly loading?: ReactNode;
}

/** What was read, or why it could not be. What was read before stays while it is read again, even when that fails. */
export function Loaded<Data>({ query, children, loading = <Lines /> }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure key={query.errorUpdatedAt} error={query.error} retry={() => void query.refetch()} />;
  return loading;
}

export function Lines({ count = 6 }: { readonly count?: number }) {
  return (
    <Stack gap="xs" role="status" aria-label={text.loading} py="sm">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
        <Skeleton key={index} height={18} width={`${95 - ((index * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}
