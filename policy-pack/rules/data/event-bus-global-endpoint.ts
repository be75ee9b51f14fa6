import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, everyPart, given, text } from "../../frame/values";

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-global-endpoints.html
export const eventBusGlobalEndpoint = resourceRule({
  id: "event-bus-global-endpoint",
  area: "data",
  title: "A global endpoint of EventBridge replicates events and knows when to fail over",
  severity: "medium",
  why: "Without a health check the endpoint never leaves its primary region, and without replication it does not come back by itself and the other bus lacks the events of the time before.",
  mend: "Leave replicationConfig enabled with a role, and give the primary of the failover configuration a health check.",
  example: `
new aws.cloudwatch.EventEndpoint("orders", {
  roleArn: replication.arn,
  replicationConfig: { state: "ENABLED" },
  routingConfig: { failoverConfig: {
    primary: { healthCheck: healthCheck.arn }, secondary: { route: "us-west-2" } } },
  ...
});`,
  wellArchitected: ["REL10-BP01"],
  pci: [],
  types: types.eventEndpoint,
  check({ props }, { violation }) {
    everyPart(
      () => {
        // Enabled unless the program says otherwise.
        if (text(block(props, "replicationConfig") ?? {}, "state") === "DISABLED") {
          violation("Its replication of events is disabled.");
        }
      },
      () => {
        const failover = block(block(props, "routingConfig") ?? {}, "failoverConfig") ?? {};
        if (!given(block(failover, "primary") ?? {}, "healthCheck")) {
          violation("Its primary has no health check, so it never fails over.");
        }
      },
    );
  },
});
