import type * as pulumi from "@pulumi/pulumi";
import { consumerKeys } from "../shared/consumer-keys";
import { gateway } from "./api";
import { containers } from "./containers";
import { accelerate, type OrderTable, sessionCache, uploadBucket } from "./data";
import type { Database } from "./database";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";
import { lambdaFunctions } from "./functions";
import { innerWay } from "./inner-way";
import { fleetImage, instances } from "./instances";
import { issuersOf } from "./issuers";
import { orderMessages } from "./messages";
import { regionalNames } from "./regional-names";
import { firstImage, repositoryHere } from "./registry";
import { SITE_CLIENT, userPool } from "./users";

/** What a region's half stands on that is not the same in every stack. */
export interface Ground {
  base: Foundation;
  zoneId: pulumi.Input<string>;
  table: OrderTable;
  database: Database;
  /** User pools of other regions whose tokens are taken as well. */
  otherPools: { issuer: string; clientId: string }[];
}

/** What every stack owns, in the order in which a request meets it from behind. */
export function regionalHalf(flow: Flow, ground: Ground) {
  const { base, table, database } = ground;
  // Data and messages.
  const cache = sessionCache(flow, base);
  const accelerator = accelerate(flow, base, table);
  const uploads = uploadBucket(flow);
  const messages = orderMessages(flow, base);
  // Compute: functions for the light work, containers and instances behind one load balancer for the rest.
  const users = userPool(flow, base);
  const issuers = issuersOf(flow, users, ground.otherPools);
  const functions = lambdaFunctions(flow, { base, table, messages, uploads, issuers });
  const queue = messages.queue("fulfilment");
  const stores = { database, cache, accelerator, queue, queueKeyArn: base.messageKeyArn };
  const way = innerWay(flow, base);
  const [catalogImages, reportImages] = [repositoryHere(flow, "catalog"), repositoryHere(flow, "reports")];
  const catalog = containers(flow, base, way, stores, firstImage(flow, catalogImages));
  const reports = instances(flow, base, way, stores, {
    uri: fleetImage(flow, reportImages.url),
    repositoryArn: reportImages.arn,
  });
  // API, and the names by which the region is found.
  const api = gateway(flow, { base, functions, way, keys: consumerKeys(flow, flow.settings.api.consumers) });
  const record = regionalNames(flow, ground.zoneId, api);
  return {
    base,
    table,
    database,
    cache,
    accelerator,
    uploads,
    messages,
    users,
    functions,
    way,
    catalog,
    reports,
    api,
    record,
  };
}

/** The half of a region. */
export type RegionalHalf = ReturnType<typeof regionalHalf>;

/** What every stack tells people. */
export function regionalOutputs({ names, settings }: Flow, half: RegionalHalf) {
  return {
    apiUrl: `https://${names.apiName}`,
    localUrl: `https://${names.localName}`,
    regionUrl: `https://${names.regionName(settings.region)}`,
    issuer: half.users.issuer,
    clientId: half.users.clientIds[SITE_CLIENT],
    signInDomain: half.users.domainName,
    consumerKeyIds: half.api.apiKeyIds,
    uploadBucket: half.uploads.bucketName,
  };
}
