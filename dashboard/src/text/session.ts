/** What the sign-in page says. */

export const sessionText = {
  title: "Sign in",
  lead: "Submit jobs, and always find the truth about them.",
  username: "User name",
  password: "Password",
  token: "Token",
  tokenHelp: "Such as the one that the hub wrote to its folder when it started first.",
  withPassword: "Password",
  withToken: "Token",
  method: "How to sign in",
  submit: "Sign in",
  wrongPassword: "The user name or the password is wrong.",
  wrongToken: "The token is not valid, or has run out.",
  link: "Or open the one-time link that the hub printed when it started, or that an administrator sent you.",
  again: "You were signed out. Sign in to go on where you were.",
} as const;
