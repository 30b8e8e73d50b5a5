import { Alert, Button, PasswordInput, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { AnswerError } from "../hub.ts";
import { Mark } from "../shell/logo.tsx";
import { sessionText } from "../text/session.ts";
import { text } from "../text/text.ts";
import { type Credentials, signIn } from "./session.actions.ts";
import styles from "./sign-in.module.css";

type Way = "password" | "token";

const WAYS = [
  { value: "password", label: sessionText.withPassword },
  { value: "token", label: sessionText.withToken },
] as const satisfies readonly { readonly value: Way; readonly label: string }[];

export function SignInPage() {
  const [way, setWay] = useState<Way>("password");
  const entering = useEnter();
  useEffect(() => {
    document.title = `${sessionText.title} · ${text.product}`;
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    entering.mutate(credentialsIn(new FormData(event.currentTarget), way));
  };
  return (
    <main className={styles.place}>
      <form className={styles.card} onSubmit={submit} aria-labelledby="sign-in-title">
        <Stack gap="md">
          <div className={styles.head}>
            <Mark size={36} />
            <Title order={1} id="sign-in-title">
              {text.product}
            </Title>
            <Text c="dimmed">{sessionText.lead}</Text>
          </div>
          <SegmentedControl
            fullWidth
            data={[...WAYS]}
            value={way}
            aria-label={sessionText.method}
            onChange={(chosen) => {
              entering.reset();
              setWay(chosen as Way);
            }}
          />
          {way === "password" ? <PasswordFields /> : <TokenField />}
          {entering.isError && (
            <Alert color="red" role="alert">
              {reasonOf(entering.error, way)}
            </Alert>
          )}
          <Button type="submit" size="sm" fullWidth loading={entering.isPending}>
            {sessionText.submit}
          </Button>
          <Text c="dimmed" size="xs" ta="center">
            {sessionText.link}
          </Text>
        </Stack>
      </form>
    </main>
  );
}

function PasswordFields() {
  return (
    <>
      <TextInput
        name="username"
        label={sessionText.username}
        autoComplete="username"
        autoCapitalize="none"
        required
        autoFocus
      />
      <PasswordInput name="password" label={sessionText.password} autoComplete="current-password" required />
    </>
  );
}

function TokenField() {
  const { token, tokenHelp } = sessionText;
  return <PasswordInput name="token" label={token} description={tokenHelp} autoComplete="off" required autoFocus />;
}

const signInRoute = getRouteApi("/sign-in");

/** Signs in, then goes to where one wanted to be. */
function useEnter() {
  const { to = "/" } = signInRoute.useSearch();
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      queries.clear();
      router.history.push(to);
    },
  });
}

function credentialsIn(data: FormData, way: Way): Credentials {
  const field = (name: string) => String(data.get(name) ?? "");
  if (way === "token") return { token: field("token").trim() };
  return { username: field("username").trim(), password: field("password") };
}

function reasonOf(error: Error, way: Way): string {
  const isWrong = error instanceof AnswerError && error.status === 401;
  if (!isWrong) return error.message;
  return way === "token" ? sessionText.wrongToken : sessionText.wrongPassword;
}
