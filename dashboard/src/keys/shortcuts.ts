/** Keyboard shortcuts: pages add theirs while they are shown, and the help sheet lists what there is. */

import { useEffect, useEffectEvent, useId, useSyncExternalStore } from "react";

export interface Shortcut {
  /** `j`, `shift+j`, `mod+k` (Ctrl, or ⌘ on a Mac), or two keys after each other: `g j`. */
  readonly keys: string;
  /** For the help sheet. */
  readonly does: string;
  readonly run: () => void;
  /** Also while one writes into a field. Default false. */
  readonly inFields?: boolean;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** How long the second key of two may take. */
const SECOND_KEY_MS = 1_000;

class Shortcuts {
  readonly #groups = new Map<string, ShortcutGroup>();
  readonly #watchers = new Set<() => void>();
  #list: readonly ShortcutGroup[] = [];
  #first: { readonly key: string; readonly at: number } | null = null;

  get groups(): readonly ShortcutGroup[] {
    return this.#list;
  }

  add(id: string, group: ShortcutGroup): () => void {
    this.#groups.set(id, group);
    this.#tell();
    return () => {
      this.#groups.delete(id);
      this.#tell();
    };
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => void this.#watchers.delete(onChange);
  }

  /** For the one listener of the window. The group that was added last goes first. */
  onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
    const pressed = pressedKeys(event);
    const first = this.#first && event.timeStamp - this.#first.at < SECOND_KEY_MS ? this.#first.key : null;
    const found = this.#find(`${first} ${pressed}`, event) ?? this.#find(pressed, event);
    this.#first = found ? null : { key: pressed, at: event.timeStamp };
    if (!found) return;
    event.preventDefault();
    found.run();
  };

  #find(keys: string, event: KeyboardEvent): Shortcut | undefined {
    const isInField = isField(event.target);
    const all = [...this.#list].reverse().flatMap(({ shortcuts }) => shortcuts);
    // Enter on a button or a link is for that.
    if (keys === "enter" && isControl(event.target)) return undefined;
    return all.find((shortcut) => shortcut.keys === keys && (!isInField || shortcut.inFields) && !isInDialog(event, shortcut));
  }

  #tell(): void {
    this.#list = [...this.#groups.values()];
    for (const tell of this.#watchers) tell();
  }
}

function isModifier(key: string): boolean {
  return key === "Shift" || key === "Control" || key === "Alt" || key === "Meta";
}

/** A sign such as ? says by itself that Shift was needed for it. */
function pressedKeys({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isLetter = /^[a-z]$/i.test(key) || key.length > 1;
  const parts = [(ctrlKey || metaKey) && "mod", altKey && "alt", shiftKey && isLetter && "shift", key.toLowerCase()];
  return parts.filter(Boolean).join("+");
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"))
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a, button, summary, [role=button]") !== null;
}

/** What is behind a dialog does not hear keys. */
function isInDialog({ target }: KeyboardEvent, { inFields }: Shortcut): boolean {
  return !inFields && target instanceof HTMLElement && target.closest("[role=dialog], [role=menu], [role=listbox]") !== null;
}

export const shortcuts = new Shortcuts();

/** Adds shortcuts as long as the component is there. @param group their title in the help sheet. */
export function useShortcuts(group: string, list: readonly Shortcut[]): void {
  const id = useId();
  const run = useEffectEvent((keys: string) => list.find((shortcut) => shortcut.keys === keys)?.run());
  const shape = JSON.stringify(list);
  useEffect(() => {
    const known: readonly Omit<Shortcut, "run">[] = JSON.parse(shape);
    return shortcuts.add(id, {
      title: group,
      shortcuts: known.map((shortcut) => ({ ...shortcut, run: () => run(shortcut.keys) })),
    });
  }, [id, group, shape]);
}

export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(
    (onChange) => shortcuts.watch(onChange),
    () => shortcuts.groups,
  );
}
