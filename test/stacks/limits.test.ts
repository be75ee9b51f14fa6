import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as yaml from "yaml";
import { checkSettings } from "../../stacks/settings/check";
import { parseSettings } from "../../stacks/settings/parse";
import type { Limits } from "./limits/limit";
import { paymentHub } from "./limits/payment-hub";
import { requestResponse } from "./limits/request-response";
import { secureCart } from "./limits/secure-cart";
import { storefront } from "./limits/storefront";
import { webApp } from "./limits/web-app";

type Raw = Record<string, unknown>;

/** The limits by the stack file that is changed. */
const files: Record<string, Limits> = {
  "prod-primary": paymentHub,
  "request-response-primary": requestResponse,
  "secure-cart-primary": secureCart,
  "web-app-prod-primary": webApp,
  "storefront-prod": storefront,
};

/** Settings of a shipped stack, as they stand in its file. */
function shipped(stack: string): Raw {
  const { config } = yaml.parse(fs.readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as { config: Raw };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("tandem:", ""), value]),
  );
}

/** Sets what is at a path, or takes it out; maps and lists on the way are made. */
function put(raw: Raw, path: string, value: unknown): Raw {
  const keys = path.split(".");
  let at = raw;
  for (const [index, key] of keys.slice(0, -1).entries()) {
    at[key] ??= /^\d+$/.test(keys[index + 1] ?? "") ? [] : {};
    at = at[key] as Raw;
  }
  const last = keys.at(-1) ?? "";
  if (value === undefined) delete at[last];
  else at[last] = value;
  return raw;
}

function get(settings: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as Raw | undefined)?.[key], settings);
}

/** Lists of texts or numbers that settings have, with their paths. */
function plainLists(value: unknown, path = ""): { path: string; items: unknown[] }[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value) && value.length > 0 && typeof value[0] !== "object")
    return [{ path, items: value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    plainLists(inner, path === "" ? key : `${path}.${key}`),
  );
}

const shown = (value: unknown) =>
  typeof value === "object" ? (Array.isArray(value) ? "a list" : "a map") : JSON.stringify(value);

for (const [stack, limits] of Object.entries(files)) {
  describe(`limits of Pulumi.${stack}.yaml`, () => {
    const raw = shipped(stack);
    const parse = (path: string, value: unknown) => {
      const settings = structuredClone(raw);
      for (const [other, given] of Object.entries(limits[path]?.beside ?? {}))
        put(settings, other, structuredClone(given));
      return parseSettings(put(settings, path, value));
    };
    const mistakes = (path: string, value: unknown) =>
      parse(path, value).mistakes.map((one) => `${one.path}: ${one.sentence}`);

    it("every list of texts or numbers has each of them once", () => {
      const lists = plainLists(raw);
      assert.ok(lists.length > 0);
      for (const { path, items } of lists) {
        const { mistakes } = checkSettings(put(structuredClone(raw), path, [...items, items[0]]), () => []);
        const told = mistakes.filter((one) => one.path === path).map(({ sentence }) => sentence);
        // A list of roles says so in its own words: a role's path is no part of its name.
        assert.match(told.join("\n"), /is there twice$|each name once/, path);
      }
    });

    for (const [path, { takes, refuses, allowed, fallback }] of Object.entries(limits)) {
      it(`${path}: ${allowed}`, () => {
        for (const value of takes)
          assert.deepEqual(mistakes(path, value), [], `takes ${JSON.stringify(value)}`);
        for (const value of refuses) {
          const given = /secret/i.test(path) && typeof value === "string" ? "this text" : shown(value);
          // A value beyond a limit may be wrong beside other keys too, which are told apart.
          const told = mistakes(path, value).filter((line) => line.startsWith(`${path}: `));
          assert.deepEqual(told, [`${path}: ${given} is not allowed, ${allowed}`]);
        }
        if (fallback === undefined) return;
        const { settings } = parse(path, undefined);
        assert.deepEqual(get(settings, path), fallback, "without a word");
      });
    }
  });
}
