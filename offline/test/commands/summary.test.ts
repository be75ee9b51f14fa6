import assert from "node:assert/strict";
import { type EngineEvent, readEvents } from "../../commands/start/events";
import { render } from "../../commands/start/render";
import { componentRows, policyCounts, resourceCount, type StackSummary } from "../../commands/start/summary";
import { type Temporary, temporary } from "../support/temporary";

const urn = (type: string, name: string) => `urn:pulumi:dev::tandem::${type}::${name}`;
const stack = urn("pulumi:pulumi:Stack", "tandem-dev");

/** What the engine logs for a resource, shortened. */
function created(type: string, name: string, parent = stack): EngineEvent {
  return { resourcePreEvent: { metadata: { op: "create", urn: urn(type, name), type, new: { parent } } } };
}
const site = urn("tandem:components:StaticSite", "site");
const bucket = urn("tandem:components:PrivateBucket", "site-source");
const events: EngineEvent[] = [
  { resourcePreEvent: { metadata: { op: "create", urn: stack, type: "pulumi:pulumi:Stack" } } },
  created("pulumi:providers:aws", "aws"),
  created("tandem:components:StaticSite", "site"),
  created("tandem:components:PrivateBucket", "site-source", site),
  created("aws:s3/bucket:Bucket", "site-source-bucket", bucket),
  created("aws:s3/bucket:Bucket", "site-source-log", bucket),
  created("aws:route53/zone:Zone", "zone"),
  // A replacement has two steps of one resource.
  {
    resourcePreEvent: {
      metadata: {
        op: "delete-replaced",
        urn: urn("aws:route53/zone:Zone", "zone"),
        type: "aws:route53/zone:Zone",
        old: { parent: stack },
      },
    },
  },
  { policyEvent: { enforcementLevel: "mandatory" } },
  { policyEvent: { enforcementLevel: "advisory" } },
  { summaryEvent: { durationSeconds: 3, resourceChanges: { create: 6, same: 2 } } },
];

describe("the summary of npm start", () => {
  it("puts every resource under the program's own component that holds it, largest first", () => {
    assert.deepEqual(
      componentRows(events).map(({ type, name, types }) => [type, name, Object.fromEntries(types)]),
      [
        ["StaticSite", "site", { PrivateBucket: 1, "s3.Bucket": 2 }],
        ["route53.Zone", "zone", { "route53.Zone": 1 }],
      ],
    );
  });

  it("counts resources once, without the stack and its providers", () =>
    assert.equal(resourceCount(events), 5));

  it("counts a pack's results from the engine's events when the pack wrote none", () => {
    assert.deepEqual(policyCounts(events), { violations: 1, advisories: 1, waived: 0, notEvaluated: 0 });
  });

  it("reads a log whose last line is cut short", () => {
    const at: Temporary = temporary();
    const file = at.write("log", `{"sequence": 1, "cancelEvent": {}}\n{"sequence": 2, "summa`);
    assert.equal(readEvents(file).length, 1);
    assert.deepEqual(readEvents(at.at("none")), []);
    at.remove();
  });

  const clean: StackSummary = {
    stack: "dev",
    components: componentRows(events),
    resources: 5,
    changes: { create: 6, same: 2 },
    policies: { violations: 0, advisories: 1, waived: 2, notEvaluated: 3 },
    milliseconds: 3_210,
    ok: true,
  };

  it("is a compact table", () => {
    assert.equal(
      render([clean]),
      [
        "dev: 5 resources, 6 to create, 3.2 s",
        "  StaticSite site      3  s3.Bucket 2, PrivateBucket",
        "  route53.Zone zone    1  route53.Zone",
        "  policies: 0 violations, 1 advisories, 2 waived, 3 not evaluated",
        "",
        "dev clean",
        "",
      ].join("\n"),
    );
  });

  it("names what is not clean, and what could not be previewed", () => {
    const text = render([{ ...clean, ok: false, changes: {}, policies: undefined }], ["prod"]);
    assert.match(text, /dev: 5 resources, no change/);
    assert.match(text, /policies: no policy pack/);
    assert.match(text, /\ndev NOT CLEAN, prod NOT PREVIEWED\n$/);
  });
});
