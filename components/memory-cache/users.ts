import * as elasticache from "@pulumi/aws/elasticache";
import type * as pulumi from "@pulumi/pulumi";
import { defaults, type MemoryCacheArgs } from "./args";
import { userId } from "./engine";

/**
 * A group of Valkey takes users of either engine, but one with the engine `valkey` none without a password, and so no
 * default user that is turned off. Groups with the engine `redis` hold for both.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
const ENGINE = "redis";

/** The users of a cache. */
export interface CacheUsers {
  groupId: pulumi.Output<string>;
  /** Users by the names that the args gave them. */
  byName: Record<string, elasticache.User>;
}

/**
 * Users who come with a token of IAM, in a group whose default user is turned off: ElastiCache's own may do everything
 * without a password.
 */
export function createUsers(name: string, args: MemoryCacheArgs, parent: pulumi.Resource): CacheUsers {
  const { region, resourceName, users = defaults.users } = args;
  const nobody = new elasticache.User(
    `${name}-user-default`,
    {
      region,
      engine: ENGINE,
      userId: userId(resourceName, "default"),
      userName: "default",
      accessString: "off -@all",
      authenticationMode: { type: "no-password-required" },
    },
    { parent },
  );
  const byName = Object.fromEntries(
    Object.entries(users).map(([user, accessString]) => {
      const id = userId(resourceName, user);
      const authenticationMode = { type: "iam" };
      return [
        user,
        new elasticache.User(
          `${name}-user-${user}`,
          // ElastiCache asks for equal id and name of a user of IAM.
          { region, engine: ENGINE, userId: id, userName: id, accessString, authenticationMode },
          { parent },
        ),
      ];
    }),
  );
  const group = new elasticache.UserGroup(
    `${name}-users`,
    {
      region,
      engine: ENGINE,
      userGroupId: resourceName,
      userIds: [nobody, ...Object.values(byName)].map((user) => user.userId),
    },
    { parent },
  );
  return { groupId: group.userGroupId, byName };
}
