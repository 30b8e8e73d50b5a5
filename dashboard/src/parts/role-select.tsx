import { NativeSelect } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";

interface RoleSelectProps<Role extends string> {
  /** Whose role it is. */
  readonly label: string;
  readonly role: Role;
  /** Those that one may give, with their words. */
  readonly roles: readonly { readonly value: Role; readonly label: string }[];
  readonly onChange: (role: Role) => Promise<unknown>;
}

/** A role that is changed where it is shown. What the hub refuses goes back to what it was. */
export function RoleSelect<Role extends string>({ label, role, roles, onChange }: RoleSelectProps<Role>) {
  const changing = useMutation({
    mutationFn: onChange,
    onError: ({ message }) => void notifications.show({ message, color: "red", role: "alert" }),
  });
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={changing.isPending ? changing.variables : role}
      disabled={changing.isPending}
      data={[...roles]}
      onChange={(event) => changing.mutate(event.currentTarget.value as Role)}
    />
  );
}
