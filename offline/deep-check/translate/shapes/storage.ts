import { isMap } from "../../../providers/core/values/value";
import { capitalised, fields, items, object, pairs, renamed, type Shape, type TypeShapes } from "./shape";

/** Rules of a lifecycle: filters, transitions and expirations have other names. */
const lifecycleRules: Shape = (writer, value, path) => {
  for (const { item, path: at } of items(value, path)) {
    const to = `LifecycleConfiguration.Rules[${writer.draft.length("LifecycleConfiguration.Rules")}]`;
    fields(writer, item, at, {
      id: renamed(`${to}.Id`),
      status: renamed(`${to}.Status`),
      prefix: renamed(`${to}.Prefix`),
      filter: object({
        prefix: renamed(`${to}.Prefix`),
        objectSizeGreaterThan: renamed(`${to}.ObjectSizeGreaterThan`),
        objectSizeLessThan: renamed(`${to}.ObjectSizeLessThan`),
        tag: object({ key: renamed(`${to}.TagFilters[0].Key`), value: renamed(`${to}.TagFilters[0].Value`) }),
        and: object({
          prefix: renamed(`${to}.Prefix`),
          objectSizeGreaterThan: renamed(`${to}.ObjectSizeGreaterThan`),
          objectSizeLessThan: renamed(`${to}.ObjectSizeLessThan`),
          tags: pairs(`${to}.TagFilters`),
        }),
      }),
      expiration: object({
        days: renamed(`${to}.ExpirationInDays`),
        date: renamed(`${to}.ExpirationDate`),
        expiredObjectDeleteMarker: renamed(`${to}.ExpiredObjectDeleteMarker`),
      }),
      abortIncompleteMultipartUpload: object({
        daysAfterInitiation: renamed(`${to}.AbortIncompleteMultipartUpload.DaysAfterInitiation`),
      }),
      noncurrentVersionExpiration: object({
        noncurrentDays: renamed(`${to}.NoncurrentVersionExpiration.NoncurrentDays`),
        newerNoncurrentVersions: renamed(`${to}.NoncurrentVersionExpiration.NewerNoncurrentVersions`),
      }),
      transitions: (inner, transitions, transitionsPath) => {
        for (const [position, one] of items(transitions, transitionsPath).entries())
          fields(inner, one.item, one.path, {
            days: renamed(`${to}.Transitions[${position}].TransitionInDays`),
            date: renamed(`${to}.Transitions[${position}].TransitionDate`),
            storageClass: renamed(`${to}.Transitions[${position}].StorageClass`),
          });
      },
      noncurrentVersionTransitions: (inner, transitions, transitionsPath) => {
        for (const [position, one] of items(transitions, transitionsPath).entries())
          fields(inner, one.item, one.path, {
            noncurrentDays: renamed(`${to}.NoncurrentVersionTransitions[${position}].TransitionInDays`),
            newerNoncurrentVersions: renamed(
              `${to}.NoncurrentVersionTransitions[${position}].NewerNoncurrentVersions`,
            ),
            storageClass: renamed(`${to}.NoncurrentVersionTransitions[${position}].StorageClass`),
          });
      },
    });
  }
};

const replicationRules: Shape = (writer, value, path) => {
  for (const [index, { item, path: at }] of items(value, path).entries()) {
    const to = `ReplicationConfiguration.Rules[${index}]`;
    fields(writer, item, at, {
      id: renamed(`${to}.Id`),
      status: renamed(`${to}.Status`),
      priority: renamed(`${to}.Priority`),
      prefix: renamed(`${to}.Prefix`),
      filter: (inner, filter, filterPath) => {
        const prefix = isMap(filter) ? (filter.prefix ?? "") : "";
        inner.write(`${to}.Filter.Prefix`, typeof prefix === "string" ? prefix : "", filterPath);
        // A rule with a filter has a priority; Pulumi's provider sends 0 when none is set.
        inner.put(`${to}.Priority`, item.priority ?? 0, `${at}.priority`);
      },
      deleteMarkerReplication: object({ status: renamed(`${to}.DeleteMarkerReplication.Status`) }),
      sourceSelectionCriteria: object({
        sseKmsEncryptedObjects: object({
          status: renamed(`${to}.SourceSelectionCriteria.SseKmsEncryptedObjects.Status`),
        }),
        replicaModifications: object({
          status: renamed(`${to}.SourceSelectionCriteria.ReplicaModifications.Status`),
        }),
      }),
      destination: object({
        bucket: renamed(`${to}.Destination.Bucket`),
        account: renamed(`${to}.Destination.Account`),
        storageClass: renamed(`${to}.Destination.StorageClass`),
        accessControlTranslation: object({
          owner: renamed(`${to}.Destination.AccessControlTranslation.Owner`),
        }),
        encryptionConfiguration: object({
          replicaKmsKeyId: renamed(`${to}.Destination.EncryptionConfiguration.ReplicaKmsKeyID`),
        }),
        metrics: object({
          status: renamed(`${to}.Destination.Metrics.Status`),
          eventThreshold: object({ minutes: renamed(`${to}.Destination.Metrics.EventThreshold.Minutes`) }),
        }),
        replicationTime: object({
          status: renamed(`${to}.Destination.ReplicationTime.Status`),
          time: object({ minutes: renamed(`${to}.Destination.ReplicationTime.Time.Minutes`) }),
        }),
      }),
    });
  }
};

/** One list of a bucket's notifications; an entry may name many events in Pulumi and one in CloudFormation. */
function notifications(list: string, input: string, target: string): Shape {
  return (writer, value, path) => {
    const place = `NotificationConfiguration.${list}`;
    for (const { item, path: at } of items(value, path)) {
      const events = Array.isArray(item.events) ? item.events : [];
      for (const [position, event] of events.entries()) {
        const to = `${place}[${writer.draft.length(place)}]`;
        writer.put(`${to}.Event`, event, `${at}.events[${position}]`);
        writer.put(`${to}.${target}`, item[input], `${at}.${input}`);
        const filters = [
          ["prefix", item.filterPrefix, "filterPrefix"],
          ["suffix", item.filterSuffix, "filterSuffix"],
        ] as const;
        for (const [name, filter, key] of filters) {
          if (typeof filter !== "string" || filter === "") continue;
          const rules = `${to}.Filter.S3Key.Rules`;
          const rule = `${rules}[${writer.draft.length(rules)}]`;
          writer.write(`${rule}.Name`, name, `${at}.${key}`);
          writer.write(`${rule}.Value`, filter, `${at}.${key}`);
        }
      }
    }
  };
}

const encryptionRules: Shape = (writer, value, path) => {
  for (const [index, { item, path: at }] of items(value, path).entries()) {
    const to = `BucketEncryption.ServerSideEncryptionConfiguration[${index}]`;
    fields(writer, item, at, {
      bucketKeyEnabled: renamed(`${to}.BucketKeyEnabled`),
      applyServerSideEncryptionByDefault: object({
        sseAlgorithm: renamed(`${to}.ServerSideEncryptionByDefault.SSEAlgorithm`),
        kmsMasterKeyId: renamed(`${to}.ServerSideEncryptionByDefault.KMSMasterKeyID`),
      }),
    });
  }
};

/** Parts of a bucket that are resources of their own in Pulumi: shapes that write into the bucket. */
export const bucketParts: Readonly<Record<string, TypeShapes>> = {
  "s3/bucketVersioning:BucketVersioning": {
    versioningConfiguration: object({
      // CloudFormation has no "Disabled": a bucket without the setting has never been versioned.
      status: (writer, value, path) => {
        if (value !== "Disabled") writer.put("VersioningConfiguration.Status", value, path);
      },
    }),
  },
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { rules: lifecycleRules },
  "s3/bucketReplicationConfig:BucketReplicationConfig": {
    role: renamed("ReplicationConfiguration.Role"),
    rules: replicationRules,
  },
  "s3/bucketNotification:BucketNotification": {
    queues: notifications("QueueConfigurations", "queueArn", "Queue"),
    topics: notifications("TopicConfigurations", "topicArn", "Topic"),
    lambdaFunctions: notifications("LambdaConfigurations", "lambdaFunctionArn", "Function"),
    eventbridge: (writer, value, path) => {
      if (value === true)
        writer.write("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true, path);
    },
  },
  "s3/bucketOwnershipControls:BucketOwnershipControls": {
    rule: object({ objectOwnership: renamed("OwnershipControls.Rules[0].ObjectOwnership") }),
  },
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": Object.fromEntries(
    ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((name) => [
      name,
      renamed(`PublicAccessBlockConfiguration.${name.charAt(0).toUpperCase()}${name.slice(1)}`),
    ]),
  ),
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    rules: encryptionRules,
  },
  "s3/bucketCorsConfiguration:BucketCorsConfiguration": {
    corsRules: (writer, value, path) => {
      for (const [index, { item, path: at }] of items(value, path).entries())
        fields(writer, item, at, {
          id: renamed(`CorsConfiguration.CorsRules[${index}].Id`),
          maxAgeSeconds: renamed(`CorsConfiguration.CorsRules[${index}].MaxAge`),
          allowedHeaders: renamed(`CorsConfiguration.CorsRules[${index}].AllowedHeaders`),
          allowedMethods: renamed(`CorsConfiguration.CorsRules[${index}].AllowedMethods`),
          allowedOrigins: renamed(`CorsConfiguration.CorsRules[${index}].AllowedOrigins`),
          exposeHeaders: renamed(`CorsConfiguration.CorsRules[${index}].ExposedHeaders`),
        });
    },
  },
  "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
    rule: object({
      defaultRetention: capitalised("ObjectLockConfiguration.Rule.DefaultRetention"),
    }),
  },
  "s3/bucketLogging:BucketLogging": {
    targetBucket: renamed("LoggingConfiguration.DestinationBucketName"),
    targetPrefix: renamed("LoggingConfiguration.LogFilePrefix"),
  },
  "s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration": {
    status: renamed("AccelerateConfiguration.AccelerationStatus"),
  },
};

/** `public-read` -> `PublicRead` */
const acl: Shape = (writer, value, path) => {
  if (typeof value === "string")
    writer.write(
      "AccessControl",
      value.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase()),
      path,
    );
};

export const bucketAcl: TypeShapes = { acl };

/** A bucket itself; its deprecated inputs for what are resources of their own today are not read. */
export const bucket: TypeShapes = {
  bucket: renamed("BucketName"),
  objectLockEnabled: renamed("ObjectLockEnabled"),
};
