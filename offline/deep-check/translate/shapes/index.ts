import { compute } from "./compute";
import { data } from "./data";
import { dns } from "./dns";
import { documents } from "./documents";
import { edge } from "./edge";
import { identity } from "./identity";
import { loadBalancing } from "./load-balancing";
import { network } from "./network";
import { operations } from "./operations";
import { never, pairs, type TypeShapes } from "./shape";
import { bucket } from "./storage";

/** Inputs of every type: where a resource lives is the template's matter, tags are a list of pairs. */
const everywhere: TypeShapes = {
  region: never,
  tags: pairs("Tags"),
  // The provider's own tags, merged with the resource's.
  tagsAll: never,
};

const byType: Readonly<Record<string, TypeShapes>> = {
  ...compute,
  ...data,
  ...dns,
  ...edge,
  ...identity,
  ...loadBalancing,
  ...network,
  ...operations,
  "s3/bucket:Bucket": bucket,
};

/** Types whose tags are an object in CloudFormation too. Source: the types' pages in its template reference. */
const TAGS_AS_OBJECT =
  /^(apigatewayv2|appconfig|backup|batch|bedrock|codeartifact|glue|grafana|kafka|mq|msk|mwaa|pipes|resiliencehub|ssm|synthetics)\//;

/** Hand-written shapes of a type: they go before the mapping. */
export function shapesOf(type: string): TypeShapes {
  const key = type.replace(/^aws:/, "");
  const tags: TypeShapes = TAGS_AS_OBJECT.test(key) ? { tags: never } : {};
  return { ...everywhere, ...tags, ...documents[key], ...byType[key] };
}
