import { describe, expect, test } from "vitest";
import { cut, Terminal, width } from "./terminal.ts";
import { TextStream } from "./testing.ts";

const RED = "\x1b[31mred\x1b[39m";

describe("colours", () => {
  const red = (stream: TextStream, env: NodeJS.ProcessEnv) =>
    new Terminal({ stdout: stream, stderr: new TextStream(), env }).colors.red("red");

  test("are for terminals alone", () => {
    expect(red(new TextStream({ isTTY: true }), {})).toBe(RED);
    expect(red(new TextStream(), {})).toBe("red");
    expect(red(new TextStream(), { CI: "true" })).toBe("red");
  });

  test("give way to NO_COLOR and to dumb terminals, and can be forced", () => {
    expect(red(new TextStream({ isTTY: true }), { NO_COLOR: "1" })).toBe("red");
    expect(red(new TextStream({ isTTY: true }), { TERM: "dumb" })).toBe("red");
    expect(red(new TextStream(), { FORCE_COLOR: "1" })).toBe(RED);
  });
});

describe("the footer", () => {
  test("is not shown in a pipe", () => {
    const stderr = new TextStream();
    new Terminal({ stdout: new TextStream(), stderr, env: {} }).footer(["working"]);
    expect(stderr.text).toBe("");
  });

  test("gives way to a line and stands below it again", () => {
    const both = new TextStream({ isTTY: true });
    const terminal = new Terminal({ stdout: both, stderr: both, env: {} });
    terminal.footer(["working"]);
    both.text = "";
    terminal.line("a result");
    expect(both.text).toBe("\r\x1b[2Ka result\nworking");
  });

  test("leaves stdout alone where that is a pipe", () => {
    const [stdout, stderr] = [new TextStream(), new TextStream({ isTTY: true })];
    const terminal = new Terminal({ stdout, stderr, env: {} });
    terminal.footer(["working"]);
    terminal.line("a result");
    expect(stdout.text).toBe("a result\n");
  });

  test("is not written again when nothing has changed", () => {
    const stderr = new TextStream({ isTTY: true });
    const terminal = new Terminal({ stdout: new TextStream(), stderr, env: {} });
    terminal.footer(["working"]);
    stderr.text = "";
    terminal.footer(["working"]);
    expect(stderr.text).toBe("");
  });
});

describe("what others have written", () => {
  const HOSTILE = "a\x1b]0;title\x07b\x1b[2Jc\rd\x9b1mé\x7f\r\n\tnext";
  const SHOWN = "a\u241b]0;title\u2407b\u241b[2Jc\u240dd\ufffd1mé\u2421\n\tnext";

  test("is shown on a terminal, not acted on", () => {
    const both = new TextStream({ isTTY: true });
    const terminal = new Terminal({ stdout: both, stderr: both, env: {} });
    terminal.line(HOSTILE);
    terminal.note(HOSTILE);
    expect(both.text).toBe(`${SHOWN}\n${SHOWN}\n`);
    both.text = "";
    terminal.footer([HOSTILE]);
    expect(both.text).toContain(SHOWN.replace("\n", " "));
    both.text = "";
    terminal.line(HOSTILE);
    expect(both.text).toContain(`${SHOWN}\n`);
  });

  test("may have colours, which end with it", () => {
    const stdout = new TextStream({ isTTY: true });
    new Terminal({ stdout, stderr: new TextStream(), env: {} }).line("\x1b[8mhidden");
    expect(stdout.text).toBe("\x1b[8mhidden\x1b[0m\n");
  });

  test("goes into a pipe as it is", () => {
    const stdout = new TextStream();
    new Terminal({ stdout, stderr: new TextStream({ isTTY: true }), env: {} }).line(HOSTILE);
    expect(stdout.text).toBe(`${HOSTILE}\n`);
  });
});

describe("cut", () => {
  test("counts letters and keeps colours whole", () => {
    expect(cut(RED, 3)).toBe(RED);
    expect(cut(`${RED} and more`, 5)).toBe(`${RED} …`);
    expect(width(cut(`${RED} and more`, 5))).toBe(5);
  });
});
