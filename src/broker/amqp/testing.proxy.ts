import net from "node:net";

/** A way to a server that can be cut, and frozen as if the process at this end were suspended. */
export class TestProxy {
  /** The server's address through here. */
  readonly url: string;
  readonly #target: { host: string; port: number };
  readonly #server = net.createServer((socket) => this.#connect(socket));
  readonly #sockets = new Set<net.Socket>();
  #frozen = false;

  constructor(url: string) {
    const through = new URL(url);
    this.#target = { host: through.hostname, port: Number(through.port) };
    // Without a host the port is known at once.
    this.#server.listen(0);
    through.host = `127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
    this.url = through.href;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#sockets) socket.pause();
  }

  thaw(): void {
    this.#frozen = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(near: net.Socket): void {
    const far = net.connect(this.#target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on("data", (chunk) => to.write(chunk));
      from.on("error", () => undefined);
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#frozen) from.pause();
    }
  }
}
