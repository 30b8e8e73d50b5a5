import type { ComponentProps } from "react";

/** Text as it is written. It scrolls, and what scrolls must be reached by keyboard. */
export function Pre(props: ComponentProps<"pre">) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: as above.
  return <pre tabIndex={0} {...props} />;
}
