import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import { hasProject } from "./actions";
import { type DeliveryPipelineArgs, SourceKind } from "./args";
import { bucketNameOf, regionsOf } from "./stores";
import { actionMistakes } from "./validate-actions";
import { artifactMistakes } from "./validate-artifacts";
import { sourceMistakes } from "./validate-source";
import { stageMistakes } from "./validate-stages";

/** What AWS would refuse, or what would let something through that nobody has looked at. */
export function mistakes(args: DeliveryPipelineArgs): Mistake[] {
  return [
    ...names(args),
    ...sourceMistakes(args.source),
    ...stageMistakes(args.stages),
    ...args.stages.flatMap(({ actions }, stage) =>
      actions.flatMap((action, index) => actionMistakes(`stages[${stage}].actions[${index}]`, action)),
    ),
    ...artifactMistakes(args.stages),
    ...days(args.artifactDays),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
  ];
}

function names(args: DeliveryPipelineArgs): Mistake[] {
  const { resourceName, source } = args;
  const projects = args.stages
    .flatMap(({ actions }) => actions)
    .filter(hasProject)
    .map(({ name }) => ({ what: "build project", name: `${resourceName}-${name}`, longest: 128 }));
  const makesConnection = source.kind === SourceKind.Connection && source.connectionArn === undefined;
  const found = physicalNameMistakes("resourceName", resourceName, [
    { what: "pipeline", name: resourceName, longest: 100 },
    { what: "event rule", name: `${resourceName}-approval`, longest: 64 },
    ...(makesConnection ? [{ what: "connection", name: resourceName, longest: 32 }] : []),
    ...projects,
  ]);
  const buckets = regionsOf(args).flatMap((region) =>
    bucketNameMistakes("bucketNamePrefix", bucketNameOf(args.bucketNamePrefix, region)),
  );
  return [...found, ...buckets];
}

function days(artifactDays: number | undefined): Mistake[] {
  if (artifactDays === undefined || (Number.isInteger(artifactDays) && artifactDays >= 1)) return [];
  const reason = `${artifactDays} is not allowed, a whole number of days from 1 up is`;
  return [{ propertyPath: "artifactDays", reason }];
}
