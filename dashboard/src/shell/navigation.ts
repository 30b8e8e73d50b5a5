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
  readonly of: "project" | "hub";
  readonly entries: readonly NavigationEntry[];
}

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    title: shellText.thisProject,
    of: "project",
    entries: [
      {
        label: shellText.jobs,
        icon: "jobs",
        to: "/projects/$project/jobs",
        key: "j",
        may: ({ project }) => project !== null && mayOnProject(project, "EDITOR"),
      },
    ],
  },
];
