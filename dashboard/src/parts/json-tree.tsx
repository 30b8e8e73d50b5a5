/** JSON to read: folded where it is deep, and shown a hundred items at a time, so that a large one costs no more than a small one. */

import { type ReactNode, useState } from "react";
import { text } from "../text/text.ts";
import { CopyButton } from "./copy-button.tsx";
import styles from "./json-tree.module.css";

interface JsonTreeProps {
  readonly value: unknown;
  /** How many levels are open at first. Default 2. */
  readonly openTo?: number;
  /** What it is, where there are several. Default just "JSON". */
  readonly label?: string;
}

const STEP = 100;
/** Longer texts are cut until one asks for the whole. */
const LONG_TEXT = 1_000;

export function JsonTree({ value, openTo = 2, label = text.tree.title }: JsonTreeProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={styles.tree} tabIndex={0} aria-label={label}>
      <span className={styles.copy}>
        <CopyButton value={() => JSON.stringify(value, null, 2)} label={text.tree.copyAll} />
      </span>
      <Node value={value} levels={openTo} />
    </section>
  );
}

interface NodeProps {
  readonly name?: string;
  readonly value: unknown;
  /** Levels from here on that are open. */
  readonly levels: number;
}

function Node({ name, value, levels }: NodeProps) {
  if (isBranch(value)) return <Branch {...(name !== undefined && { name })} value={value} levels={levels} />;
  return (
    <>
      <Name name={name} />
      <Leaf value={value} />
    </>
  );
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function Branch({ name, value, levels }: NodeProps & { readonly value: object }) {
  const [isOpen, setOpen] = useState(levels > 0);
  const [shown, setShown] = useState(STEP);
  const entries = Object.entries(value);
  const [before, after] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return (
    <>
      <button
        type="button"
        className={`${styles.fold} ${isOpen ? styles.open : ""}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {name !== undefined && (
          <span className={styles.arrow} aria-hidden>
            ›
          </span>
        )}
        <Name name={name} />
        {before}
        {!isOpen && <Soft>{` ${text.tree.items(entries.length)} ${after}`}</Soft>}
      </button>
      {isOpen && (
        <>
          <ul className={styles.items}>
            {entries.slice(0, shown).map(([key, item]) => (
              <li key={key}>
                <Node name={key} value={item} levels={levels - 1} />
              </li>
            ))}
          </ul>
          {entries.length > shown && <More left={entries.length - shown} onMore={() => setShown(shown + STEP)} />}
          {after}
        </>
      )}
    </>
  );
}

function More({ left, onMore }: { readonly left: number; readonly onMore: () => void }) {
  return (
    <button type="button" className={styles.fold} onClick={onMore}>
      <Soft>{text.tree.more(left)}</Soft>
    </button>
  );
}

function Name({ name }: { readonly name: string | undefined }) {
  if (name === undefined) return null;
  return (
    <>
      <span className={styles.key}>{name}</span>
      {": "}
    </>
  );
}

function Leaf({ value }: { readonly value: unknown }) {
  if (typeof value === "string") return <LongText value={value} />;
  return <span className={styles.literal}>{JSON.stringify(value) ?? "null"}</span>;
}

function LongText({ value }: { readonly value: string }) {
  const [isWhole, setWhole] = useState(value.length <= LONG_TEXT);
  return (
    <>
      <span className={styles.string}>{JSON.stringify(isWhole ? value : value.slice(0, LONG_TEXT))}</span>
      {!isWhole && (
        <button type="button" className={styles.fold} onClick={() => setWhole(true)}>
          <Soft>{` … ${text.tree.whole}`}</Soft>
        </button>
      )}
    </>
  );
}

function Soft({ children }: { readonly children: ReactNode }) {
  return <span className="soft">{children}</span>;
}
