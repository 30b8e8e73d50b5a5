import { expect, it } from "vitest";
import { secretKeyFrom } from "../core/secrets.ts";
import { ConfigError } from "../service/config.ts";
import { openBroker } from "./connect.ts";

const secretKey = secretKeyFrom("a secret key for tests");

it("opens the transport of the address", async () => {
  const broker = openBroker({ url: "postgresql://localhost/jobhub", secretKey });
  expect(broker).toMatchObject({ transport: "postgres", transactional: false });
  await broker.stop();
  const amqp = openBroker({ url: "amqp://localhost:1/", secretKey });
  expect(amqp).toMatchObject({ transport: "amqp", transactional: false });
  await amqp.stop();
});

it.each([
  ["redis://localhost", "not with redis://"],
  ["localhost", "postgres:// or amqp:// was expected"],
])("refuses %s", (url, message) => {
  expect(() => openBroker({ url, secretKey })).toThrow(ConfigError);
  expect(() => openBroker({ url, secretKey })).toThrow(message);
});
