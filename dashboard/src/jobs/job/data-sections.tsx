/** What went in and what came out. */

import { SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Job } from "../../hub.ts";
import { JsonTree } from "../../parts/json-tree.tsx";
import { Lines } from "../../parts/loaded.tsx";
import { Pre } from "../../parts/pre.tsx";
import { Section } from "../../parts/section.tsx";
import { jobText } from "../../text/job.ts";
import { errorLine } from "./attempts-section.tsx";
import styles from "./job.module.css";
import { previewOf } from "./preview/kinds.ts";

const Preview = lazy(() => import("./preview/preview.tsx").then(({ Preview }) => ({ default: Preview })));

export function ParamsSection({ params }: Pick<Job, "params">) {
  return (
    <Section title={jobText.params}>
      {Object.keys(params).length > 0 ? (
        <JsonTree value={params} label={jobText.paramsTree} />
      ) : (
        <p className="soft">{jobText.noParams}</p>
      )}
    </Section>
  );
}

const VIEWS = ["preview", "json"] as const;

/** As what it is, where that can be told; and always as it came. */
export function ResultSection({ result, params }: Pick<Job, "result" | "params">) {
  const preview = useMemo(() => previewOf(result, params), [result, params]);
  const [view, setView] = useState<(typeof VIEWS)[number]>("preview");
  if (result === null) return null;
  const choice = preview && (
    <SegmentedControl
      size="xs"
      aria-label={jobText.view.label}
      value={view}
      onChange={setView}
      data={VIEWS.map((value) => ({ value, label: jobText.view[value] }))}
    />
  );
  return (
    <Section title={jobText.result} actions={choice}>
      {preview && view === "preview" ? (
        <Suspense fallback={<Lines />}>
          <Preview preview={preview} />
        </Suspense>
      ) : (
        <JsonTree value={result} label={jobText.resultTree} />
      )}
    </Section>
  );
}

export function ErrorSection({ error }: { readonly error: unknown }) {
  const line = errorLine(error);
  if (line === null) return null;
  const {
    type: _type,
    message: _message,
    trace,
    ...more
  } = typeof error === "object" ? ({ ...error } as Record<string, unknown>) : {};
  return (
    <Section title={jobText.error}>
      <div className={styles.error}>{line}</div>
      {typeof trace === "string" && trace !== "" && (
        <details className={styles.trace}>
          <summary>{jobText.trace}</summary>
          <Pre>{trace}</Pre>
        </details>
      )}
      {Object.keys(more).length > 0 && <JsonTree value={error} label={jobText.errorTree} />}
    </Section>
  );
}
