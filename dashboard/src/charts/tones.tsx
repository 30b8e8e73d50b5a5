/** What tells one series from another: a colour, and a pattern or a dash that can be told apart without it. */

import styles from "./chart.module.css";

interface Look {
  readonly colour: string;
  readonly pattern: "solid" | "stripes" | "dots";
  /** Of lines. */
  readonly dash: string | undefined;
}

const LOOKS = {
  finished: { colour: "var(--finished)", pattern: "solid", dash: undefined },
  failed: { colour: "var(--failed)", pattern: "stripes", dash: "6 4" },
  cancelled: { colour: "var(--cancelled)", pattern: "dots", dash: "1 4" },
  half: { colour: "var(--running)", pattern: "solid", dash: undefined },
  most: { colour: "var(--accent)", pattern: "stripes", dash: "6 4" },
  nearlyAll: { colour: "var(--failed)", pattern: "dots", dash: "1 4" },
} as const satisfies Record<string, Look>;

export type Tone = keyof typeof LOOKS;

export function lookOf(tone: Tone): Look {
  return LOOKS[tone];
}

/** Fill of a column: `id` is what the patterns of this chart are called after. */
export function fillOf(tone: Tone, id: string): string {
  const { pattern, colour } = lookOf(tone);
  return pattern === "solid" ? colour : `url(#${id}${tone})`;
}

export function Patterns({ id, tones }: { readonly id: string; readonly tones: readonly Tone[] }) {
  return (
    <defs>
      {tones.map((tone) => (
        <Pattern key={tone} id={`${id}${tone}`} look={lookOf(tone)} />
      ))}
    </defs>
  );
}

function Pattern({ id, look: { colour, pattern } }: { readonly id: string; readonly look: Look }) {
  const isStripes = pattern === "stripes";
  return (
    <pattern
      id={id}
      width={isStripes ? 5 : 4}
      height={isStripes ? 5 : 4}
      patternUnits="userSpaceOnUse"
      {...(isStripes && { patternTransform: "rotate(45)" })}
    >
      <rect width={5} height={5} fill={colour} opacity={isStripes ? 0.45 : 0.25} />
      {isStripes ? <rect width={2.5} height={5} fill={colour} /> : <circle cx={2} cy={2} r={1.2} fill={colour} />}
    </pattern>
  );
}

/** A piece of the series, for the legend. */
export function Swatch({ tone, kind }: { readonly tone: Tone; readonly kind: "columns" | "lines" }) {
  const id = `swatch-${kind}-`;
  const { colour, dash } = lookOf(tone);
  return (
    <svg width={18} height={12} aria-hidden className={styles.swatch}>
      {kind === "columns" ? (
        <>
          <Patterns id={id} tones={[tone]} />
          <rect x={3} width={12} height={12} rx={2} fill={fillOf(tone, id)} stroke={colour} />
        </>
      ) : (
        <path d="M1 6h16" stroke={colour} strokeWidth={2.5} strokeLinecap="round" strokeDasharray={dash} />
      )}
    </svg>
  );
}
