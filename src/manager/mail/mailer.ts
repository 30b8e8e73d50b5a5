/** Sends mail through an SMTP server. */

import { createTransport, type Transporter } from "nodemailer";

export interface MailConfig {
  /** Address of the server: `smtp://user:password@host:port`, or `smtps:`. */
  readonly smtpUrl: string;
  /** Who it comes from: an address, or `Name <address>`. */
  readonly from: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** For each step of the conversation: whoever asks for a mail waits for it. */
const TIMEOUT_MS = 5_000;

export class Mailer {
  readonly #transport: Transporter;
  readonly #from: string;

  constructor({ smtpUrl, from }: MailConfig) {
    this.#from = from;
    this.#transport = createTransport({
      url: smtpUrl,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Resolves when the server has taken it. */
  async send({ to, subject, text }: Mail): Promise<void> {
    // As an object, an address is one recipient, whatever characters it has.
    await this.#transport.sendMail({ from: this.#from, to: { name: "", address: to }, subject, text });
  }

  stop(): void {
    this.#transport.close();
  }
}
