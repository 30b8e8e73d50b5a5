import { describe, expect, it } from "vitest";
import { newSecretKey, open, seal, secretKeyFrom } from "./secrets.ts";

const key = secretKeyFrom(newSecretKey());

describe("sealed secrets", () => {
  it("open with their key", () => {
    expect(open(seal({ token: "häß" }, key), key)).toEqual({ token: "häß" });
  });

  it("are different each time and show nothing", () => {
    const [a, b] = [seal({ token: "hunter2" }, key), seal({ token: "hunter2" }, key)];
    expect(a).not.toBe(b);
    expect(Buffer.from(a.split(".")[3] ?? "", "base64url").toString()).not.toContain("hunter2");
  });

  it("do not open with another key, nor when tampered with", () => {
    const sealed = seal("x", key);
    expect(() => open(sealed, secretKeyFrom(newSecretKey()))).toThrow();
    expect(() => open(`${sealed.slice(0, -2)}AA`, key)).toThrow();
    expect(() => open("v0.a.b.c", key)).toThrow("not a sealed secret");
  });

  it("refuse a key that is too short", () => {
    expect(() => secretKeyFrom("short")).toThrow("at least 16");
  });
});
