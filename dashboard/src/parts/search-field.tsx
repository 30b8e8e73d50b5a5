import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "./icon.tsx";

const SEARCH_MS = 200;

interface SearchFieldProps {
  readonly label: string;
  /** What is in the address. */
  readonly search: string;
}

/** Narrows the list of a page; what one writes is in the page's address, as `search`. */
export function SearchField({ label, search }: SearchFieldProps) {
  const navigate = useNavigate();
  const [value, setValue] = useState(search);
  const look = useDebouncedCallback((wanted: string) => {
    void navigate({ to: ".", search: wanted ? { search: wanted } : {}, replace: true });
  }, SEARCH_MS);
  return (
    <TextInput
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={14} />}
      value={value}
      onChange={(event) => {
        setValue(event.currentTarget.value);
        look(event.currentTarget.value.trim());
      }}
    />
  );
}
