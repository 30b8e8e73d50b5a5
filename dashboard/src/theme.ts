/** What Mantine is told of our look. The tokens are in theme.css, and pages use those. */

import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { text } from "./text/text.ts";

/** Iris: the one hue that no status has. */
const accent: MantineColorsTuple = [
  "#f1f0fd",
  "#e2dffb",
  "#c6c0f6",
  "#a9a0f1",
  "#9187ec",
  "#7b6fe6",
  "#5f50d8",
  "#4f41c0",
  "#4136a0",
  "#342b80",
];

const gray: MantineColorsTuple = [
  "#f8f8fa",
  "#f1f1f4",
  "#e6e6eb",
  "#d8d8e0",
  "#c2c2cc",
  "#9b9ba8",
  "#6c6c7a",
  "#50505d",
  "#353540",
  "#1d1d25",
];

const dark: MantineColorsTuple = [
  "#d7d7e0",
  "#b4b4c2",
  "#9d9dae",
  "#686878",
  "#41414e",
  "#31313c",
  "#25252e",
  "#1b1b22",
  "#141419",
  "#0e0e12",
];

/** Dark enough for white words on it. */
const red: MantineColorsTuple = [
  "#fdeeec",
  "#fadad7",
  "#f3b2ac",
  "#ec877e",
  "#e66258",
  "#d9453a",
  "#c0271d",
  "#a61f16",
  "#871a13",
  "#64140f",
];

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: 6,
  autoContrast: true,
  colors: { accent, gray, dark, red },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Code', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  headings: { fontWeight: "620", sizes: { h1: { fontSize: "1.25rem", lineHeight: "1.3" }, h2: { fontSize: "0.9375rem" } } },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": text.close } } },
    Modal: { defaultProps: { centered: true }, styles: { title: { fontWeight: 620 } } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "var(--page)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--soft)",
    "--mantine-color-error": "var(--failed)",
    "--mantine-color-placeholder": "var(--soft)",
  },
  dark: {
    "--mantine-color-body": "var(--page)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--soft)",
    "--mantine-color-error": "var(--failed)",
    "--mantine-color-placeholder": "var(--soft)",
  },
});
