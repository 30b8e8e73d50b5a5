/** What invites say. */

export const invitesText = {
  invite: "Invite",
  title: "Invite somebody",
  email: "Email",
  role: "Role",
  message: "Message",
  action: "Invite",
  made: "The invite is made",
  madeMore:
    "If this hub sends mail it is on its way. You may also hand on this link yourself: it works once, for whoever is signed in.",
  copy: "Copy the link",
  list: "Invites that you sent",
  none: { title: "No invites", more: "Invite people from the pages of accounts and projects." },
  subject: "To",
  subjects: { join_account: "Account", join_team: "Team", join_project: "Project", take_tour: "Tour" },
  state: "State",
  accepted: "Accepted",
  waiting: "Waits",
  created: "Sent",
  withdraw: (email: string) => `Withdraw the invite of ${email}`,
  withdrawTitle: "Withdraw this invite?",
  withdrawMore: (email: string) => `The link that ${email} was sent works no more.`,
  withdrawAction: "Withdraw invite",
} as const;
