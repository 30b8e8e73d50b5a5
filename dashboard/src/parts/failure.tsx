/** What went wrong, in the place of what should be there, and what one can do about it. */

import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { AnswerError, ConnectionError, isPassing } from "../hub.ts";
import { text } from "../text/text.ts";
import { useClockText } from "./clock.ts";
import { EmptyState } from "./empty-state.tsx";
import type { IconName } from "./icon.tsx";

interface FailureProps {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
}

/** How long to wait before it is tried again by itself, where the hub does not say. */
const RETRY_MS = 5_000;

export function Failure({ error, retry }: FailureProps) {
  const { icon, title, more } = wordsFor(error);
  return <EmptyState icon={icon} title={title} more={more} action={<FailureAction error={error} retry={retry} />} />;
}

function FailureAction({ error, retry }: FailureProps) {
  if (error instanceof AnswerError && (error.status === 404 || error.status === 403))
    return (
      <Button component={Link} to="/" variant="default">
        {text.missing.home}
      </Button>
    );
  if (!retry) return null;
  if (isPassing(error)) return <RetryLater retry={retry} afterMs={(error as AnswerError).retryAfterMs ?? RETRY_MS} />;
  return (
    <Button variant="default" onClick={retry}>
      {text.retry}
    </Button>
  );
}

/** Tries by itself after a while; or now, when it is pressed. */
function RetryLater({ retry, afterMs }: { readonly retry: () => void; readonly afterMs: number }) {
  const [due] = useState(() => Date.now() + afterMs);
  useEffect(() => {
    const timer = setTimeout(retry, due - Date.now());
    return () => clearTimeout(timer);
  }, [retry, due]);
  const says = useClockText((now) => text.retryIn(Math.max(0, Math.ceil((due - now) / 1000))));
  return (
    <Button variant="default" onClick={retry}>
      {says}
    </Button>
  );
}

interface Words {
  readonly icon: IconName;
  readonly title: string;
  readonly more: string;
}

function wordsFor(error: unknown): Words {
  if (error instanceof ConnectionError) return { icon: "offline", ...text.away };
  if (!(error instanceof AnswerError)) return { icon: "warning", ...text.broken };
  if (error.status === 404) return { icon: "search", ...text.missing };
  if (error.status === 403) return { icon: "key", title: text.refused.title, more: error.message };
  if (error.status === 429) return { icon: "pause", title: text.busy.title, more: error.message };
  if (error.status >= 500) return { icon: "offline", ...text.away };
  return {
    icon: "warning",
    title: error.message,
    more: error.errors.map(({ field, message }) => `${field}: ${message}`).join(" "),
  };
}
