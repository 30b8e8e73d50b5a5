/** Whatever lives long. Both calls may come twice; `stop` resolves when drained, and may come before `start`. */
export interface Service {
  start(): Promise<void>;
  stop(): Promise<void>;
}
