/** What RabbitMQ says before anyone has signed in: the start of AMQP's handshake names the server and its version. */

import { once } from "node:events";
import net from "node:net";
import tls from "node:tls";

const HEADER = Buffer.from("AMQP\0\0\u0009\u0001", "latin1");
const PATIENCE_MS = 5_000;

/** Its name and version. @throws if nobody answers there, or no server that speaks AMQP. */
export async function readGreeting(url: URL): Promise<string> {
  const socket = open(url);
  try {
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error("no answer")));
    socket.write(HEADER);
    const [frame] = (await once(socket, "data")) as [Buffer];
    return [property(frame, "product"), property(frame, "version")].join(" ");
  } finally {
    socket.on("error", () => undefined).destroy();
  }
}

function open({ protocol, hostname, port }: URL): net.Socket {
  const host = hostname.replace(/^\[|\]$/g, "") || "127.0.0.1";
  if (protocol === "amqps:") return tls.connect({ host, port: Number(port) || 5671, servername: net.isIP(host) ? "" : host });
  return net.connect({ host, port: Number(port) || 5672 });
}

/** A long string of the table of the server's properties: its name, `S`, its length and itself. */
function property(frame: Buffer, name: string): string {
  const tag = Buffer.from(`${String.fromCharCode(name.length)}${name}S`, "latin1");
  const at = frame.indexOf(tag);
  if (frame[0] !== 1 || at < 0) throw new Error("it does not speak AMQP 0-9-1");
  const start = at + tag.length + 4;
  return frame.toString("utf8", start, start + frame.readUInt32BE(start - 4));
}
