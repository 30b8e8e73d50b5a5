import { Button, Group, Select, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { AccountRetrieve } from "../hub.ts";
import { InviteButton } from "../invites/invite-button.tsx";
import { Facts } from "../parts/facts.tsx";
import { orNull } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { LinkButton } from "../parts/link-button.tsx";
import { Page } from "../parts/page.tsx";
import { SavedForm } from "../parts/saved-form.tsx";
import { Section } from "../parts/section.tsx";
import { mayOnAccount, useMe } from "../session/session.ts";
import { accountsText } from "../text/accounts.ts";
import { tiersText } from "../text/tiers.ts";
import { LIMITS, limitText } from "../tiers/limits.ts";
import { tierChoicesQuery } from "../tiers/tiers.queries.ts";
import { AccountUsers } from "./account-users.tsx";
import { changeAccount, changePlan } from "./accounts.actions.ts";
import { useAccount } from "./accounts.queries.ts";
import { Teams } from "./teams.tsx";

export function AccountPage() {
  const account = useAccount();
  const me = useMe();
  const mayManage = mayOnAccount(me, account, "MANAGER");
  return (
    <Page
      title={account.displayName || account.name}
      aside={<span className="soft">{account.user === null ? accountsText.shared : accountsText.personal}</span>}
      actions={<Ways account={account} mayManage={mayManage} />}
    >
      <AccountUsers account={account} />
      <Teams account={account} />
      {mayManage && <Settings key={account.id} account={account} />}
      <Plan account={account} mayChange={me.isStaff} />
    </Page>
  );
}

/** To what else there is of an account. */
function Ways({ account: { id, name }, mayManage }: { readonly account: AccountRetrieve; readonly mayManage: boolean }) {
  const params = { account: name };
  return (
    <Group gap="xs">
      {mayManage && (
        <>
          <LinkButton to="/accounts/$account/overview" params={params}>
            {accountsText.overview}
          </LinkButton>
          <InviteButton action="join_account" subject={id} />
        </>
      )}
      <LinkButton to="/accounts/$account/workers" params={params}>
        {accountsText.workers}
      </LinkButton>
      <LinkButton to="/accounts/$account/queues" params={params}>
        {accountsText.queues}
      </LinkButton>
    </Group>
  );
}

function Settings({ account }: { readonly account: AccountRetrieve }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name, displayName, location, website, email } = account;
  const save = async (values: Readonly<Record<string, string>>) => {
    await changeAccount(name, {
      name: values.name ?? name,
      displayName: orNull(values.displayName),
      location: orNull(values.location),
      website: orNull(values.website),
      email: orNull(values.email),
    });
    if (values.name && values.name !== name)
      await navigate({ to: "/accounts/$account", params: { account: values.name }, replace: true });
    await queries.invalidateQueries({ queryKey: ["accounts"] });
  };
  return (
    <Section title={accountsText.settings}>
      <SavedForm action={accountsText.save} done={accountsText.saved} run={save}>
        {(errors) => (
          <>
            {account.user === null && (
              <TextInput
                name="name"
                label={accountsText.name}
                description={accountsText.nameHelp}
                required
                defaultValue={name}
                error={errors.name}
              />
            )}
            <TextInput
              name="displayName"
              label={accountsText.displayName}
              defaultValue={displayName ?? ""}
              error={errors.displayName}
            />
            <TextInput name="location" label={accountsText.location} defaultValue={location ?? ""} error={errors.location} />
            <TextInput name="website" label={accountsText.website} defaultValue={website ?? ""} error={errors.website} />
            <TextInput name="email" label={accountsText.email} defaultValue={email ?? ""} error={errors.email} />
          </>
        )}
      </SavedForm>
    </Section>
  );
}

function Plan({ account, mayChange }: { readonly account: AccountRetrieve; readonly mayChange: boolean }) {
  const queries = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  const tiers = useQuery({ ...tierChoicesQuery, enabled: isOpen }).data?.results ?? [];
  const { name, plan } = account;
  const change = async (wanted: string) => {
    notifications.show({ message: accountsText.planSet(await changePlan(name, wanted)) });
    await queries.invalidateQueries({ queryKey: ["accounts", name] });
    await queries.invalidateQueries({ queryKey: ["tiers"] });
  };
  const actions = mayChange && (
    <Button variant="default" onClick={open}>
      {accountsText.changePlan}
    </Button>
  );
  return (
    <Section title={accountsText.plan} more={accountsText.planMore} actions={actions}>
      <Facts
        facts={[
          [accountsText.planName, plan],
          ...LIMITS.map((limit): [string, string] => [tiersText.limits[limit], limitText(account[limit])]),
        ]}
      />
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        title={accountsText.changePlan}
        action={accountsText.changePlan}
        run={({ plan: wanted = "" }) => change(wanted)}
      >
        {(errors) => (
          <Select
            name="plan"
            label={accountsText.planName}
            required
            searchable
            allowDeselect={false}
            defaultValue={plan}
            data={[...new Set([plan, ...tiers.map((tier) => tier.name)])]}
            error={errors.plan}
            data-autofocus
          />
        )}
      </FormDialog>
    </Section>
  );
}
