import assert from "node:assert/strict";
import { wafLogsRedacted as rule } from "../../../rules/edge/waf-logs-redacted";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const header = (name: unknown) => ({ singleHeader: { name } });
const log = (redactedFields: unknown) =>
  resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "log", { redactedFields });

describe("waf-logs-redacted", () => {
  it("accepts a log without credentials, in any case and order", async () => {
    assert.deepEqual(
      await said(rule, [log([{ queryString: {} }, header("Cookie"), header("authorization")])]),
      [],
    );
  });

  it("refuses a log with them", async () => {
    assert.deepEqual(await said(rule, [log([header("cookie")])]), [
      "log: Its log shows the headers authorization.",
    ]);
    for (const none of [undefined, [], [{ uriPath: {} }]]) {
      assert.deepEqual(await said(rule, [log(none)]), [
        "log: Its log shows the headers authorization, cookie.",
      ]);
    }
  });

  it("takes other headers from the setting", async () => {
    const settings = { headers: ["x-card"] };
    assert.deepEqual(await said(rule, [log([])], { settings }), ["log: Its log shows the headers x-card."]);
  });

  it("can't tell fields that are not known", async () => {
    assert.deepEqual(await said(rule, [log(unknown)]), ["log? redactedFields is not known yet"]);
    assert.deepEqual(await said(rule, [log([header(unknown)])]), [
      "log? redactedFields.0.singleHeader.name is not known yet",
    ]);
  });

  it("mends it and keeps what is there", async () => {
    const better = mended(rule, log([{ queryString: {} }, header("cookie")]));
    assert.deepEqual(await said(rule, [better]), []);
    assert.deepEqual(better.props.redactedFields, [
      { queryString: {} },
      header("cookie"),
      header("authorization"),
    ]);
    assert.deepEqual(await said(rule, [mended(rule, log(undefined))]), []);
  });
});
