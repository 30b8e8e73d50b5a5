/** As much of the frames of a WebSocket as it takes to end one properly (RFC 6455, section 5.2). */

const CLOSE = 0x88;
const MASKED = 0x80;
/** Longest reason of a close frame, in bytes. */
const MAX_REASON = 123;

/** Knows whether a stream of frames stands between two of them. Payloads are passed over unseen. */
export class FrameMeter {
  /** The start of a frame's header, where it has not come whole. */
  #header: number[] = [];
  /** Bytes of the current frame's payload that are still to come. */
  #left = 0;

  get isBetweenFrames(): boolean {
    return this.#left === 0 && this.#header.length === 0;
  }

  add(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#left > 0) {
        const passed = Math.min(this.#left, chunk.length - at);
        this.#left -= passed;
        at += passed;
      } else {
        this.#addToHeader(chunk[at] ?? 0);
        at += 1;
      }
    }
  }

  #addToHeader(byte: number): void {
    this.#header.push(byte);
    const [, second] = this.#header;
    if (second === undefined) return;
    const short = second & ~MASKED;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const maskBytes = second & MASKED ? 4 : 0;
    if (this.#header.length < 2 + lengthBytes + maskBytes) return;
    const extended = this.#header.slice(2, 2 + lengthBytes);
    this.#left = lengthBytes === 0 ? short : extended.reduce((sum, next) => sum * 256 + next, 0);
    this.#header = [];
  }
}

/** From a server: not masked. */
export function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason).subarray(0, MAX_REASON);
  const frame = Buffer.alloc(4 + text.length);
  frame.writeUInt8(CLOSE, 0);
  frame.writeUInt8(2 + text.length, 1);
  frame.writeUInt16BE(code, 2);
  text.copy(frame, 4);
  return frame;
}
