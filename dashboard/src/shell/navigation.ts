/** What the navigation leads to. A page that has a place in it adds its line here. */

import type { LinkOptions } from "@tanstack/react-router";
import type { Me, Project } from "../hub.ts";
import type { IconName } from "../parts/icon.tsx";
import { mayOnProject } from "../session/session.ts";
import { shellText } from "../text/shell.ts";

export interface NavigationEntry {
  readonly label: string;
  readonly icon: IconName;
  /** Its path, with `$project` and `$account` for those of the page that is shown. */
  readonly to: NonNullable<LinkOptions["to"]>;
  /** After `g`, from anywhere. */
  readonly key?: string;
  /** Whether one may go there. Default yes. */
  readonly may?: (who: { readonly me: Me; readonly project: Project | null }) => boolean;
}

export interface NavigationGroup {
  readonly title: string;
  /** What its entries are of: they are there only while there is one. */
  readonly of: "project" | "account" | "hub";
  readonly entries: readonly NavigationEntry[];
}

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    title: shellText.thisProject,
    of: "project",
    entries: [
      {
        label: shellText.overview,
        icon: "overview",
        to: "/projects/$project/overview",
        key: "o",
        may: ({ project }) => project !== null && mayOnProject(project, "EDITOR"),
      },
      {
        label: shellText.jobs,
        icon: "jobs",
        to: "/projects/$project/jobs",
        key: "j",
        may: ({ project }) => project !== null && mayOnProject(project, "EDITOR"),
      },
      {
        label: shellText.submit,
        icon: "plus",
        to: "/projects/$project/submit",
        key: "n",
        may: ({ project }) => project !== null && mayOnProject(project, "EDITOR"),
      },
      {
        label: shellText.members,
        icon: "settings",
        to: "/projects/$project/settings",
        key: "p",
      },
    ],
  },
  {
    title: shellText.thisAccount,
    of: "account",
    entries: [
      { label: shellText.workers, icon: "workers", to: "/accounts/$account/workers", key: "w" },
      { label: shellText.queues, icon: "queues", to: "/accounts/$account/queues", key: "q" },
    ],
  },
  {
    title: shellText.everything,
    of: "hub",
    entries: [
      { label: shellText.projects, icon: "project", to: "/projects", key: "a" },
      { label: shellText.accounts, icon: "account", to: "/accounts", key: "c" },
      { label: shellText.users, icon: "users", to: "/users", key: "u", may: ({ me }) => me.isStaff },
      { label: shellText.admin, icon: "admin", to: "/hub", key: "h", may: ({ me }) => me.isStaff },
    ],
  },
];
