import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { accountsText } from "../text/accounts.ts";
import { accountChoicesQuery, useAccount } from "./accounts.queries.ts";

/** From one account to another, on the page of accounts that is shown. There only for those who have several. */
export function AccountSwitch() {
  const { id, name } = useAccount();
  const { data } = useQuery(accountChoicesQuery);
  const navigate = useNavigate();
  const [search, setSearch] = useState(name);
  const others = data?.results.filter((account) => account.id !== id) ?? [];
  if (others.length === 0) return null;
  return (
    <Select
      size="xs"
      w="11rem"
      aria-label={accountsText.account}
      searchable
      allowDeselect={false}
      searchValue={search}
      onSearchChange={setSearch}
      value={name}
      data={[name, ...others.map((account) => account.name)]}
      onChange={(account) => account && void navigate({ to: ".", params: { account } })}
    />
  );
}
