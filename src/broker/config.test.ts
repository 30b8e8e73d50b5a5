import { expect, it } from "vitest";
import { readConfig } from "../service/config.ts";
import { BROKER_SPEC, brokerConfig, virtualHostOf } from "./config.ts";

const read = (env: NodeJS.ProcessEnv) => brokerConfig(readConfig(BROKER_SPEC, env));

it("takes the database for the broker where there is no other", () => {
  expect(read({ DATABASE_URL: "postgres://d/" })).toEqual({
    url: "postgres://d/",
    defaultQueue: "celery",
    managementUrl: null,
    resultUrl: null,
  });
  expect(read({ DATABASE_URL: "postgres://d/", BROKER_URL: "amqp://b" }).url).toBe("amqp://b");
  expect(() => read({})).toThrow("BROKER_URL is not set");
});

it("takes what belongs to RabbitMQ", () => {
  const more = { BROKER_MANAGEMENT_URL: "http://b:15672", RESULT_URL: "redis://r/0", BROKER_DEFAULT_QUEUE: "python" };
  expect(read({ BROKER_URL: "amqps://b/jobs", ...more })).toEqual({
    url: "amqps://b/jobs",
    defaultQueue: "python",
    managementUrl: "http://b:15672",
    resultUrl: "redis://r/0",
  });
});

it.each([
  ["RESULT_URL", "http://r"],
  ["BROKER_MANAGEMENT_URL", "b:15672"],
])("names %s if it is %s", (name, value) => {
  expect(() => read({ BROKER_URL: "amqp://b", [name]: value })).toThrow(`${name}: must be an address with`);
});

it.each([
  ["amqp://b", "/"],
  ["amqp://b/", "/"],
  ["amqp://b/%2F", "/"],
  ["amqps://u:p@b:5671/my%20jobs", "my jobs"],
  ["postgres://d/jobhub", null],
])("knows the virtual host of %s", (url, host) => {
  expect(virtualHostOf({ url })).toBe(host);
});
