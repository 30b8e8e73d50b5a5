import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { orNull } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { ShowSecret } from "../parts/show-secret.tsx";
import { accountsText } from "../text/accounts.ts";
import { invitesText } from "../text/invites.ts";
import { projectsText } from "../text/projects.ts";
import { createInvite, type InviteDetails } from "./invites.queries.ts";

const ROLES = {
  join_account: [
    { value: "MEMBER", label: accountsText.roles.MEMBER },
    { value: "MANAGER", label: accountsText.roles.MANAGER },
  ],
  join_project: [
    { value: "EDITOR", label: projectsText.roles.EDITOR },
    { value: "READER", label: projectsText.roles.READER },
    { value: "AUTHOR", label: projectsText.roles.AUTHOR },
    { value: "MANAGER", label: projectsText.roles.MANAGER },
  ],
};

interface InviteButtonProps {
  readonly action: keyof typeof ROLES;
  /** Id of the account or project. */
  readonly subject: number;
}

/** Invites somebody who may not be a user yet. The link is shown, and mailed if the hub sends mail. */
export function InviteButton({ action, subject }: InviteButtonProps) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [url, setUrl] = useState<string | null>(null);
  const queries = useQueryClient();
  const invite = async ({ email = "", message, role }: Readonly<Record<string, string>>) => {
    const details: InviteDetails = {
      email,
      message: orNull(message),
      action,
      subjectId: subject,
      arguments: { role: role ?? null },
    };
    setUrl(await createInvite(details));
    await queries.invalidateQueries({ queryKey: ["invites"] });
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {invitesText.invite}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={invitesText.title} action={invitesText.action} run={invite}>
        {(errors) => (
          <>
            <TextInput name="email" type="email" label={invitesText.email} required error={errors.email} data-autofocus />
            <NativeSelect name="role" label={invitesText.role} data={ROLES[action]} error={errors.arguments} />
            <Textarea name="message" label={invitesText.message} autosize minRows={2} error={errors.message} />
          </>
        )}
      </FormDialog>
      <ShowSecret
        secret={url}
        onClose={() => setUrl(null)}
        title={invitesText.made}
        more={invitesText.madeMore}
        copyLabel={invitesText.copy}
      />
    </>
  );
}
