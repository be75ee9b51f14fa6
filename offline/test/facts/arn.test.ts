import * as assert from "node:assert/strict";
import { arnByTemplate } from "../../facts/arn";

const parts = { partition: "aws", region: "us-east-2", accountId: "123456789012", resource: "jobs" };

describe("ARNs by AWS's templates", () => {
  it("have the service's own form", () => {
    assert.equal(
      arnByTemplate("aws:codebuild/project:Project", parts),
      "arn:aws:codebuild:us-east-2:123456789012:project/jobs",
    );
    assert.equal(
      arnByTemplate("aws:sfn/stateMachine:StateMachine", parts),
      "arn:aws:states:us-east-2:123456789012:stateMachine:jobs",
    );
  });

  it("are left to the type's own table where they want more than one word", () => {
    assert.equal(arnByTemplate("aws:ecs/service:Service", parts), undefined);
    assert.equal(arnByTemplate("aws:nothing/here:Here", parts), undefined);
  });
});
