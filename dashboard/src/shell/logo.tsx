import { Link } from "@tanstack/react-router";
import { text } from "../text/text.ts";
import styles from "./shell.module.css";

export function Logo() {
  return (
    <Link to="/" className={styles.logo}>
      <Mark />
      {text.product}
    </Link>
  );
}

/** Also in icon.svg. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="var(--accent)"
      strokeWidth={5}
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M16 5a11 11 0 1 1-9.5 5.5" />
      <circle cx={16} cy={16} r={3} fill="var(--accent)" stroke="none" />
    </svg>
  );
}
