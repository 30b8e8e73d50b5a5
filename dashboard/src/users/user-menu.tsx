import { ActionIcon, Checkbox, Menu, PasswordInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { User } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { ShowSecret } from "../parts/show-secret.tsx";
import { useMe } from "../session/session.ts";
import { usersText } from "../text/users.ts";
import { PersonFields, personOf } from "./person-fields.tsx";
import { changeUser, makeSignInLink, setPassword } from "./users.actions.ts";

type Dialog = "edit" | "password" | "activity";

/** What staff do with a user. */
export function UserMenu({ user }: { readonly user: User }) {
  const isSelf = useMe().id === user.id;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const linking = useMutation({
    mutationFn: () => makeSignInLink(user.username),
    onError: ({ message }) => void notifications.show({ message, color: "red", role: "alert" }),
  });
  const close = () => setDialog(null);
  const isActive = user.active !== false;
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={usersText.actionsOf(user.username)}>
            <Icon name="more" size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog("edit")}>{usersText.edit}</Menu.Item>
          <Menu.Item onClick={() => setDialog("password")}>{usersText.setPassword}</Menu.Item>
          {isActive && <Menu.Item onClick={() => linking.mutate()}>{usersText.link}</Menu.Item>}
          {!isSelf && (
            <Menu.Item {...(isActive && { color: "red" })} onClick={() => setDialog("activity")}>
              {isActive ? usersText.deactivate : usersText.activate}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "edit" && <Edit user={user} isSelf={isSelf} onClose={close} />}
      {dialog === "password" && <Password user={user} onClose={close} />}
      {dialog === "activity" && <Activity user={user} isActive={isActive} onClose={close} />}
      <ShowSecret
        secret={linking.data?.url ?? null}
        onClose={linking.reset}
        title={usersText.linkTitle(user.username)}
        more={usersText.linkMore}
        copyLabel={usersText.copyLink}
      />
    </>
  );
}

interface DialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["users"] });
}

function Edit({ user, isSelf, onClose }: DialogProps & { readonly isSelf: boolean }) {
  const refresh = useRefresh();
  const { id, username, isStaff } = user;
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={usersText.editTitle(username)}
      action={usersText.save}
      run={(values) =>
        changeUser(id, {
          ...personOf(values),
          ...(!isSelf && { isStaff: values.isStaff === "on" }),
        }).then(refresh)
      }
    >
      {(errors) => (
        <>
          <PersonFields user={user} errors={errors} />
          {!isSelf && (
            <Checkbox name="isStaff" label={usersText.isStaff} defaultChecked={isStaff ?? false} error={errors.isStaff} />
          )}
        </>
      )}
    </FormDialog>
  );
}

function Password({ user: { id, username }, onClose }: DialogProps) {
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={usersText.setPasswordTitle(username)}
      action={usersText.setPasswordAction}
      run={({ password = "" }) => setPassword(id, password)}
    >
      {({ password }) => (
        <PasswordInput
          name="password"
          label={usersText.newPassword}
          description={usersText.newPasswordHelp}
          required
          error={password}
          autoComplete="new-password"
          data-autofocus
        />
      )}
    </FormDialog>
  );
}

function Activity({ user: { id, username }, isActive, onClose }: DialogProps & { readonly isActive: boolean }) {
  const refresh = useRefresh();
  return (
    <ConfirmAction
      isOpen
      onClose={onClose}
      title={isActive ? usersText.deactivateTitle(username) : usersText.activateTitle(username)}
      action={isActive ? usersText.deactivate : usersText.activate}
      isDangerous={isActive}
      run={() => changeUser(id, { active: !isActive }).then(refresh)}
    >
      {isActive ? usersText.deactivateMore : usersText.activateMore}
    </ConfirmAction>
  );
}
