import { useQuery } from "@tanstack/react-query";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { Method } from "../../hub.ts";
import { Section } from "../../parts/section.tsx";
import { submitText } from "../../text/submit.ts";
import styles from "./submit.module.css";
import { recentParamsQuery } from "./submit.queries.ts";

interface IdeasProps {
  readonly project: number;
  readonly name: string;
  readonly method: Method | null;
  readonly onUse: (params: JsonObject) => void;
}

/** Params to begin with: the method's own examples, and what its jobs had. */
export function Ideas({ project, name, method, onUse }: IdeasProps) {
  const { data: recent = [] } = useQuery(recentParamsQuery(project, name));
  const examples = (method?.examples ?? []) as readonly JsonObject[];
  return (
    <div className={styles.ideas}>
      {examples.length > 0 && <Choices title={submitText.examples} choices={examples} onUse={onUse} />}
      {recent.length > 0 && <Choices title={submitText.recent} more={submitText.recentMore} choices={recent} onUse={onUse} />}
    </div>
  );
}

interface ChoicesProps {
  readonly title: string;
  readonly more?: string;
  readonly choices: readonly JsonObject[];
  readonly onUse: (params: JsonObject) => void;
}

function Choices({ title, more, choices, onUse }: ChoicesProps) {
  return (
    <Section title={title} more={more}>
      <ul className={styles.choices}>
        {choices.map((params) => {
          const text = shortOf(params);
          return (
            <li key={text}>
              <button type="button" className={styles.choice} aria-label={submitText.use(text)} onClick={() => onUse(params)}>
                {text}
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const LONGEST = 200;

function shortOf(params: JsonObject): string {
  const names = Object.entries(params).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const text = names.join(", ") || submitText.none;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
