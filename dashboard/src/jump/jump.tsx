/** Ctrl-K: one field that leads everywhere, by keyboard alone. */

import { Modal } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Keys } from "../keys/help-sheet.tsx";
import { Icon } from "../parts/icon.tsx";
import { StatusBadge } from "../parts/status-badge.tsx";
import { jumpText } from "../text/jump.ts";
import { type JumpItem, useJumpItems } from "./jump.items.ts";
import styles from "./jump.module.css";

interface JumpProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

export function Jump({ isOpen, onClose, onHelp }: JumpProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="36rem"
      centered={false}
      yOffset="12dvh"
      attributes={{ content: { "aria-label": jumpText.title } }}
      transitionProps={{ duration: 0 }}
    >
      <Search onClose={onClose} onHelp={onHelp} />
    </Modal>
  );
}

function Search({ onClose, onHelp }: Omit<JumpProps, "isOpen">) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const { groups, isLooking } = useJumpItems(text, onHelp);
  const items = groups.flatMap((group) => group.items);
  const at = Math.min(chosen, items.length - 1);
  const list = useId();
  const go = (item: JumpItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = nextPlace(event.key, at, items.length);
    if (to === null && event.key !== "Enter") return;
    event.preventDefault();
    if (to === null) go(items[at]);
    else setChosen(to);
  };
  const optionId = (item: JumpItem | undefined) => (item ? `${list}-${item.id.replaceAll(/\W/g, "_")}` : "");
  return (
    <>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={optionId(items[at])}
          aria-label={jumpText.placeholder}
          placeholder={jumpText.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
          ref={focus}
        />
      </div>
      <div id={list} role="listbox" aria-label={jumpText.title} className={styles.list} tabIndex={-1}>
        {groups.map(({ title, items: own }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own.
          <div key={title} role="group" aria-label={title}>
            <div className={styles.group} aria-hidden>
              {title}
            </div>
            {own.map((item) => (
              <Option
                key={item.id}
                id={optionId(item)}
                item={item}
                isChosen={item === items[at]}
                onGo={() => go(item)}
                onPoint={() => setChosen(items.indexOf(item))}
              />
            ))}
          </div>
        ))}
      </div>
      <footer className={styles.foot}>
        <span role="status">{saysOf(items.length, isLooking)}</span>
        <span className={styles.hints} aria-hidden>
          <Keys keys="arrowup arrowdown" /> {jumpText.keys.choose}
          <Keys keys="enter" /> {jumpText.keys.go}
          <Keys keys="escape" /> {jumpText.keys.close}
        </span>
      </footer>
    </>
  );
}

/** At once: who types on does not wait. */
function focus(field: HTMLInputElement | null): void {
  field?.focus();
}

function saysOf(count: number, isLooking: boolean): string {
  if (isLooking) return jumpText.looking;
  return count === 0 ? jumpText.nothing : jumpText.found(count);
}

/** Where a key leads in the list; null for one that does not move. */
function nextPlace(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown") return count === 0 ? 0 : (at + 1) % count;
  if (key === "ArrowUp") return count === 0 ? 0 : (at - 1 + count) % count;
  if (key === "PageDown") return count - 1;
  return key === "PageUp" ? 0 : null;
}

interface OptionProps {
  readonly id: string;
  readonly item: JumpItem;
  readonly isChosen: boolean;
  readonly onGo: () => void;
  readonly onPoint: () => void;
}

function Option({ id, item: { label, more, icon, status }, isChosen, onGo, onPoint }: OptionProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard.
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and tells which option is chosen.
    <div
      ref={place}
      id={id}
      role="option"
      aria-selected={isChosen}
      className={`${styles.option} ${isChosen ? styles.chosen : ""}`}
      onClick={onGo}
      onPointerMove={onPoint}
    >
      <Icon name={icon} />
      <span className="cut">{label}</span>
      {more && <span className={styles.more}>{more}</span>}
      {status && (
        <span className={styles.status}>
          <StatusBadge status={status} />
        </span>
      )}
    </div>
  );
}
