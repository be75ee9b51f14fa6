import { text } from "../../core/values/read";
import { regionFacts } from "../regions";
import { onlyOne } from "./filter";
import { candidates, shown } from "./lookup";
import type { FunctionTable } from "./table";

/** Functions about queues, buses, logs and names of services. */
export const messages: FunctionTable = {
  "aws:sqs/getQueues:getQueues": (call) => {
    const prefix = text(call.args, "queueNamePrefix") ?? "";
    const found = candidates(call, { type: "aws:sqs/queue:Queue" }).filter(({ outputs }) =>
      (text(outputs, "name") ?? "").startsWith(prefix),
    );
    return { id: call.region, queueUrls: found.map(({ id }) => id) };
  },
  "aws:cloudwatch/getLogGroups:getLogGroups": (call) => {
    const prefix = text(call.args, "logGroupNamePrefix") ?? "";
    const found = candidates(call, { type: "aws:cloudwatch/logGroup:LogGroup" }).filter(({ id }) =>
      id.startsWith(prefix),
    );
    return {
      id: call.region,
      logGroupNames: found.map(({ id }) => id),
      arns: found.map(({ outputs }) => text(outputs, "arn") ?? ""),
    };
  },
  "aws:cloudwatch/getEventBus:getEventBus": (call) => {
    const name = text(call.args, "name") ?? "";
    // Every account has this one in every region.
    if (name === "default") {
      const { partition } = regionFacts(call.region);
      const arn = `arn:${partition}:events:${call.region}:${call.settings.accountId}:event-bus/default`;
      return { id: name, name, arn };
    }
    return shown(
      onlyOne(
        "event bus",
        "getEventBus",
        candidates(call, { type: "aws:cloudwatch/eventBus:EventBus", by: { name: "name" } }),
      ),
    );
  },
  "aws:servicediscovery/getDnsNamespace:getDnsNamespace": (call) => {
    const kind = text(call.args, "type") === "DNS_PUBLIC" ? "Public" : "Private";
    const type = `aws:servicediscovery/${kind.toLowerCase()}DnsNamespace:${kind}DnsNamespace`;
    return shown(onlyOne("namespace", "getDnsNamespace", candidates(call, { type, by: { name: "name" } })));
  },
};
