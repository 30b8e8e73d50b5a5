import type { Stream } from "./terminal.ts";

/** A stream that keeps what is written to it. */
export class TextStream implements Stream {
  readonly isTTY: boolean;
  readonly columns: number;
  text = "";

  constructor({ isTTY = false, columns = 80 } = {}) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }
}
