import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { signOut } from "../session/session.actions.ts";

/** Ends the session, and leads to the sign-in. */
export function useSignOut() {
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await router.navigate({ to: "/sign-in" });
      queries.clear();
    },
  });
}
