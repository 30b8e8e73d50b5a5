import styles from "./words.module.css";

/** Names beside each other. */
export function Words({ words }: { readonly words: readonly string[] }) {
  return (
    <ul className={styles.words}>
      {words.map((word) => (
        <li key={word} className={styles.word}>
          {word}
        </li>
      ))}
    </ul>
  );
}
