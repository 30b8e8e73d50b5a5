import { Group, TextInput } from "@mantine/core";
import type { User } from "../hub.ts";
import { type FieldErrors, type FormValues, orNull } from "../parts/form.ts";
import { usersText } from "../text/users.ts";

interface PersonFieldsProps {
  /** Whose they are; none yet for a new user. */
  readonly user?: User;
  readonly errors: FieldErrors;
  /** Whether the browser may fill in what it knows of whoever sits before it. Default false. */
  readonly isOwn?: boolean;
}

/** What a person is called, and where mails go to. */
export function PersonFields({ user, errors, isOwn = false }: PersonFieldsProps) {
  const fill = (what: string) => (isOwn ? what : "off");
  return (
    <>
      <Group grow>
        <TextInput
          name="firstName"
          label={usersText.firstName}
          defaultValue={user?.firstName ?? ""}
          error={errors.firstName}
          autoComplete={fill("given-name")}
          data-autofocus
        />
        <TextInput
          name="lastName"
          label={usersText.lastName}
          defaultValue={user?.lastName ?? ""}
          error={errors.lastName}
          autoComplete={fill("family-name")}
        />
      </Group>
      <TextInput
        name="email"
        label={usersText.email}
        defaultValue={user?.email ?? ""}
        error={errors.email}
        autoComplete={fill("email")}
      />
    </>
  );
}

/** What is in these fields. */
export function personOf({ firstName = "", lastName = "", email }: FormValues) {
  return { firstName, lastName, email: orNull(email) };
}
