import assert from "node:assert/strict";
import * as fs from "node:fs";
import { allPackages, installedPackages } from "../../home/packages";
import { type Temporary, temporary } from "../support/temporary";

describe("the provider packages of a program", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
  });
  afterEach(() => at.remove());

  function install(
    directory: string,
    version: string,
    pulumi: Record<string, unknown> = { resource: true },
  ): void {
    at.write(`${directory}/package.json`, JSON.stringify({ version, pulumi }));
  }
  const found = (list: ReturnType<typeof allPackages>) =>
    list.map(({ name, version }) => `${name} ${version}`).sort();

  it("are the nearest of each name, up to the root", () => {
    install("node_modules/@pulumi/aws", "7.1.0");
    install("node_modules/@pulumi/random", "4.0.0");
    install("app/node_modules/@pulumi/aws", "6.5.0");
    fs.mkdirSync(at.at("app/program"));
    assert.deepEqual(found(installedPackages(at.at("app/program"))), ["aws 6.5.0", "random 4.0.0"]);
  });

  it("leave out the SDK, the policy SDK and packages made for one Terraform provider", () => {
    install("node_modules/@pulumi/pulumi", "3.0.0", {});
    install("node_modules/@pulumi/made", "0.1.0", { resource: true, parameterization: { name: "made" } });
    at.write("node_modules/@pulumi/broken/package.json", "{");
    assert.deepEqual(installedPackages(at.directory), []);
  });

  it("have the name and version of their plugin, where these differ from the package's", () => {
    install("node_modules/@pulumiverse/time-pulumi", "v0.1.0", { resource: true, name: "time" });
    install("node_modules/@pulumi/x", "1.0.0-npm", { resource: true, version: "1.0.0" });
    assert.deepEqual(found(installedPackages(at.directory)), ["time 0.1.0", "x 1.0.0"]);
  });

  it("include, for plugins, the other version that a component package brings", () => {
    install("node_modules/@pulumi/aws", "7.1.0");
    install("node_modules/@pulumi/awsx", "3.0.0");
    install("node_modules/@pulumi/awsx/node_modules/@pulumi/aws", "6.9.0");
    assert.deepEqual(found(allPackages(at.directory)), ["aws 6.9.0", "aws 7.1.0", "awsx 3.0.0"]);
    assert.deepEqual(found(installedPackages(at.directory)), ["aws 7.1.0", "awsx 3.0.0"]);
  });
});
