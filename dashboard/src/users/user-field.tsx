import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { User } from "../hub.ts";
import { usersText } from "../text/users.ts";
import { userChoicesQuery } from "./users.queries.ts";

const SEARCH_MS = 150;

interface UserFieldProps {
  /** Of the field, which has the id of the user. */
  readonly name: string;
  readonly error: string | undefined;
}

/** A user of the hub, found by a part of the name. */
export function UserField({ name, error }: UserFieldProps) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [settled] = useDebouncedValue(search, SEARCH_MS);
  const [known, setKnown] = useState<readonly User[]>([]);
  const { data } = useQuery(userChoicesQuery(known.some((user) => nameOf(user) === settled) ? "" : settled));
  const found = data?.results ?? [];
  const choose = (id: string | null) => {
    setChosen(id);
    setKnown(found.filter((user) => String(user.id) === id));
  };
  const shown = [...known.filter(({ id }) => !found.some((user) => user.id === id)), ...found];
  return (
    <Select
      name={name}
      label={usersText.user}
      placeholder={usersText.findUser}
      searchable
      required
      error={error}
      value={chosen}
      onChange={choose}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={usersText.nobody}
      data={shown.map((user) => ({ value: String(user.id), label: nameOf(user) }))}
      data-autofocus
    />
  );
}

/** With the full name, where there is one. */
export function nameOf({ username, firstName, lastName }: Pick<User, "username" | "firstName" | "lastName">): string {
  const full = [firstName, lastName].filter(Boolean).join(" ");
  return full && full !== username ? `${full} (${username})` : username;
}
