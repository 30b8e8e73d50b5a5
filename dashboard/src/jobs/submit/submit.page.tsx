/** A new job: pick a method, say with what. */

import { Autocomplete } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { Job, Method } from "../../hub.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Page } from "../../parts/page.tsx";
import { useProject } from "../../projects/projects.queries.ts";
import { submitText } from "../../text/submit.ts";
import { jobQuery } from "../job/job.queries.ts";
import { faultOfError } from "./schema.ts";
import styles from "./submit.module.css";
import { methodsQuery } from "./submit.queries.ts";
import { SubmitForm } from "./submit-form.tsx";

const route = getRouteApi("/signed-in/projects/$project/submit");

export function SubmitPage() {
  const project = useProject();
  const { method, from } = route.useSearch();
  const methods = useQuery(methodsQuery(project.id));
  return (
    <Page title={submitText.title} aside={from !== undefined && <span className="soft">{submitText.from(from)}</span>}>
      <Loaded query={methods}>
        {({ methods: list }) =>
          from === undefined ? (
            <Choosing project={project.id} methods={list} chosen={method ?? list[0]?.name ?? ""} from={null} />
          ) : (
            <ChoosingFrom project={project.id} methods={list} method={method} from={from} />
          )
        }
      </Loaded>
    </Page>
  );
}

interface ChoosingFromProps {
  readonly project: number;
  readonly methods: readonly Method[];
  readonly method: string | undefined;
  readonly from: number;
}

/** Begins with what another job had. */
function ChoosingFrom({ project, methods, method, from }: ChoosingFromProps) {
  return (
    <Loaded query={useQuery(jobQuery({ project, job: from }))}>
      {(job) => <Choosing project={project} methods={methods} chosen={method ?? job.method} from={job} />}
    </Loaded>
  );
}

interface ChoosingProps {
  readonly project: number;
  readonly methods: readonly Method[];
  readonly chosen: string;
  readonly from: Job | null;
}

function Choosing({ project, methods, chosen, from }: ChoosingProps) {
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(chosen);
  const choose = (method: string) => {
    if (method !== chosen) void navigate({ search: (search) => ({ ...search, method }), replace: true });
  };
  const method = methods.find(({ name }) => name === chosen) ?? null;
  const given = from?.method === chosen ? from : null;
  return (
    <>
      <Autocomplete
        className={styles.method}
        label={submitText.method}
        description={methods.length > 0 ? submitText.methodMore : submitText.methodNone}
        data={methods.map(({ name }) => name)}
        value={typed}
        onChange={setTyped}
        onOptionSubmit={choose}
        onBlur={() => choose(typed.trim())}
        limit={50}
        withScrollArea={false}
        classNames={{ dropdown: styles.dropdown }}
        selectFirstOptionOnChange
      />
      {chosen === "" ? (
        <EmptyState icon="play" title={submitText.empty} />
      ) : (
        <>
          <About method={method} />
          <SubmitForm
            key={`${chosen} ${from?.id}`}
            project={project}
            name={chosen}
            method={method}
            initial={{ params: (given?.params ?? {}) as JsonObject, faults: faultOfError(given?.error) }}
            description={given?.description ?? ""}
          />
        </>
      )}
    </>
  );
}

function About({ method }: { readonly method: Method | null }) {
  if (method === null) return <p className={styles.about}>{submitText.notRun}</p>;
  return (
    <p className={styles.about}>
      {method.description} <span className="soft">{submitText.workers(method.workers)}.</span>
    </p>
  );
}
