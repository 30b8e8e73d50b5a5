import { PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { User } from "../hub.ts";
import { Invites } from "../invites/invites.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { SavedForm } from "../parts/saved-form.tsx";
import sections from "../parts/section.module.css";
import { Section } from "../parts/section.tsx";
import { useMe } from "../session/session.ts";
import { usersText } from "../text/users.ts";
import { youText } from "../text/you.ts";
import { PersonFields, personOf } from "../users/person-fields.tsx";
import { changeUser, setPassword } from "../users/users.actions.ts";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";
import { profileQuery } from "./you.queries.ts";

export function YouPage() {
  const me = useMe();
  const query = useQuery(profileQuery(me.id));
  return (
    <Page title={youText.title}>
      <div className={sections.columns}>
        <Section title={youText.profile}>
          <Loaded query={query}>{(user) => <Profile user={user} />}</Loaded>
        </Section>
        <Section title={youText.password}>
          <Password user={me.id} />
        </Section>
      </div>
      <Tokens />
      <Sessions />
      <Invites />
    </Page>
  );
}

function Profile({ user }: { readonly user: User }) {
  const queries = useQueryClient();
  return (
    <SavedForm
      action={youText.save}
      done={youText.saved}
      run={async (values) => {
        await changeUser(user.id, personOf(values));
        await queries.invalidateQueries({ queryKey: ["users"] });
      }}
    >
      {(errors) => (
        <>
          <TextInput label={usersText.username} readOnly defaultValue={user.username} autoComplete="username" />
          <PersonFields user={user} errors={errors} isOwn />
        </>
      )}
    </SavedForm>
  );
}

function Password({ user }: { readonly user: number }) {
  return (
    <SavedForm
      action={youText.change}
      done={youText.changed}
      isEmptiedAfter
      run={({ password = "", oldPassword }) => setPassword(user, password, oldPassword)}
    >
      {(errors) => (
        <>
          <PasswordInput
            name="oldPassword"
            label={youText.oldPassword}
            description={youText.oldPasswordHelp}
            error={errors.oldPassword}
            autoComplete="current-password"
          />
          <PasswordInput
            name="password"
            label={youText.newPassword}
            description={usersText.newPasswordHelp}
            required
            error={errors.password}
            autoComplete="new-password"
          />
        </>
      )}
    </SavedForm>
  );
}
