import type { Caller } from "../../evaluate/request";
import { resourcesOfSystem, type SystemGraph } from "../../graph";
import type { Row } from "../row";
import { ofCanary, ofReplication } from "./data";
import { ofBuild, ofPipeline } from "./delivery";
import { ofExperiment, ofSwitchPlan } from "./failover";
import { ofFunction, ofQueueReader, ofRotation } from "./functions";
import { Known, type NeedsOf } from "./need";
import { ofLogGroup, ofNoticedBackup, ofTopic } from "./services";
import { ofEventTarget, ofSchedule, ofStateMachine } from "./starts";

/** What asks for rights of a role, by its type. */
const needs: Readonly<Record<string, NeedsOf>> = {
  "aws:arcregionswitch/plan:Plan": ofSwitchPlan,
  "aws:backup/vaultNotifications:VaultNotifications": ofNoticedBackup,
  "aws:cloudwatch/logGroup:LogGroup": ofLogGroup,
  "aws:sns/topic:Topic": ofTopic,
  "aws:cloudwatch/eventTarget:EventTarget": ofEventTarget,
  "aws:codebuild/project:Project": ofBuild,
  "aws:codepipeline/pipeline:Pipeline": ofPipeline,
  "aws:fis/experimentTemplate:ExperimentTemplate": ofExperiment,
  "aws:lambda/eventSourceMapping:EventSourceMapping": ofQueueReader,
  "aws:lambda/function:Function": ofFunction,
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ofReplication,
  "aws:scheduler/schedule:Schedule": ofSchedule,
  "aws:secretsmanager/secretRotation:SecretRotation": ofRotation,
  "aws:sfn/stateMachine:StateMachine": ofStateMachine,
  "aws:synthetics/canary:Canary": ofCanary,
};

const callerOf = (role: string): Caller =>
  role.startsWith("arn:") ? { kind: "role", arn: role } : { kind: "service", name: role };

/** What is needed in one way must not be possible in every way. */
const without = (row: Pick<Row, "system" | "says">, keys: readonly string[]) => ({
  ...row,
  expect: "must not" as const,
  says: `${row.says}, but not without ${keys.join(", ")}`,
});

/** What every resource of a system that acts by a role must be able to do, as AWS's pages for it ask, one row an action. */
export function neededRows(graph: SystemGraph): Row[] {
  const system = new Known(graph);
  return resourcesOfSystem(graph).flatMap(({ stack, resource }) => {
    const found = needs[resource.type]?.(resource, system) ?? [];
    return found.flatMap(({ role, actions, on, context = {}, boundByEach, byManagedPolicy }) =>
      actions.flatMap((action): Row[] => {
        const caller = callerOf(role);
        const says = `${stack}: ${resource.name} does ${action} on ${on}`;
        const row = { system: graph.system, says, ...(byManagedPolicy && { byManagedPolicy }) };
        const keys = Object.keys(context);
        const left = boundByEach ? keys.map((key) => [key]) : keys.length > 0 ? [keys] : [];
        return [
          { ...row, expect: "must", request: () => ({ caller, action, resource: on, context }) },
          ...left.map((missing): Row => {
            const others = Object.fromEntries(
              Object.entries(context).filter(([key]) => !missing.includes(key)),
            );
            return {
              ...without(row, missing),
              request: () => ({ caller, action, resource: on, context: others }),
            };
          }),
        ];
      }),
    );
  });
}
