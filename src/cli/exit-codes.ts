/** How a command ends. `jobhub --help` prints this table. */
export const EXIT_CODES = {
  success: { code: 0, means: "it worked; a job that was followed ended in SUCCESS" },
  failure: { code: 1, means: "it did not work; a job that was followed ended in FAILURE or REJECTED" },
  usage: { code: 2, means: "the command line makes no sense" },
  unreachable: { code: 3, means: "no hub answers at the address" },
  notAllowed: { code: 4, means: "not signed in, or not allowed" },
  interrupted: { code: 130, means: "the job was cancelled, or Ctrl-C left it running" },
} as const;

export type Exit = keyof typeof EXIT_CODES;

/** Takes the exit code of a command that has one beside 0. */
export type SetExit = (code: number) => void;
