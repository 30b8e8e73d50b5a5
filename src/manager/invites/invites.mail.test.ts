import { describe, expect, it } from "vitest";
import { startMailServer } from "../mail/testing.ts";
import { buildTestApp, type TestApp } from "../testing.ts";
import { type Invite, sendInvite } from "./invites.testing.ts";

const now = Date.now();

describe("mail", () => {
  const withMail = async (smtpUrl: string, work: (app: TestApp) => Promise<void>, publicUrl: string | null = null) => {
    const mail = { smtpUrl, from: "Jobhub <hub@example.org>" };
    const app = await buildTestApp({ config: { mail, publicUrl }, now: () => now });
    await work(app).finally(() => app.close());
  };

  it("leads to the hub's own address, whatever the sender says that it is", async () => {
    const server = await startMailServer();
    await withMail(
      server.url,
      async (app) => {
        const { body } = await sendInvite(app, {}, app.user);
        expect(body.url).toMatch(/^https:\/\/jobs\.example\/invites\/\w+$/);
        const plain = (server.mails[0]?.text ?? "").replace(/=\r?\n/g, "");
        expect([plain.includes(body.url), plain.includes("hub.example")]).toEqual([true, false]);
        const list = await app.call<{ results: Invite[] }>("GET", "/api/invites/", { as: app.user });
        expect(list.body.results[0]?.url).toBe(body.url);
      },
      "https://jobs.example",
    );
    await server.stop();
  });

  it("takes the link to who is invited, and to nobody else", async () => {
    const server = await startMailServer();
    await withMail(server.url, async (app) => {
      const sender = await app.makeUser({ username: "olga", firstName: "Olga", lastName: "\u00d6negin\r\nBcc: x@y.z" });
      const account = await app.makeAccount(sender, "acme");
      const wanted = { action: "join_account", subjectId: account, message: "Do come!\nO." };
      const { body } = await sendInvite(app, wanted, sender);
      expect(body.sent).toBe(new Date(now).toISOString());
      const [mail] = server.mails;
      expect(mail).toMatchObject({ from: "hub@example.org", to: ["guest@example.org"] });
      expect(mail?.text).not.toMatch(/^Bcc:/m);
      const plain = (mail?.text ?? "").replace(/=\r?\n/g, "");
      expect(plain).toContain(body.url);
      expect(plain).toContain("> Do come!\r\n> O.");
      expect(plain).toContain("to join the account acme as MEMBER.");
      const list = await app.call<{ results: Invite[] }>("GET", "/api/invites/", { as: sender });
      expect(list.body.results[0]?.sent).toBe(body.sent);
    });
    await server.stop();
    expect(server.mails).toHaveLength(1);
  });

  it("that is refused, or whose server is away, leaves the link all the same", async () => {
    const server = await startMailServer({ refuse: (address) => address.startsWith("nobody") });
    await withMail(server.url, async (app) => {
      const refused = await sendInvite(app, { email: "nobody@example.org" }, app.user);
      expect([refused.status, refused.body]).toMatchObject([201, { sent: null, url: expect.stringContaining("/invites/") }]);
      await server.stop();
      const away = await sendInvite(app, {}, app.user);
      expect([away.status, away.body]).toMatchObject([201, { sent: null }]);
      expect((await app.call("GET", new URL(away.body.url).pathname, { as: app.admin })).status).toBe(303);
    });
    expect(server.mails).toEqual([]);
  });
});
