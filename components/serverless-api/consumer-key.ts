import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";

/** What {@link ApiConsumerKey} takes. */
export interface ApiConsumerKeyArgs {
  /** Region of the API. A change replaces the key. */
  region: string;
  /** Name of the API; the key's name is it with the consumer's behind a `-`. */
  resourceName: string;
  /** Name of the consumer, as the API has it. */
  name: string;
  /**
   * The key, 20 to 128 characters, as a secret output.
   * @default one that API Gateway makes
   */
  keyValue?: pulumi.Input<string>;
}

/**
 * The key of one consumer, made before its API: a function that knows callers by the ids of their keys needs the key first,
 * and the API needs the function.
 */
export class ApiConsumerKey extends pulumi.ComponentResource {
  /** Id of the key, as requests carry it to functions. Not the key itself. */
  readonly keyId: pulumi.Output<string>;

  constructor(name: string, args: ApiConsumerKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    // Not the args: what is in them would be in the state, and one of them is the key.
    super("tandem:components:ApiConsumerKey", name, {}, opts);
    this.keyId = createKey(name, args, this).id;
    this.registerOutputs({ keyId: this.keyId });
  }
}

/** Makes a consumer's key. */
export function createKey(
  role: string,
  { region, resourceName, name, keyValue }: ApiConsumerKeyArgs,
  parent: pulumi.Resource,
): apigateway.ApiKey {
  return new apigateway.ApiKey(
    `${role}-key`,
    {
      region,
      name: `${resourceName}-${name}`,
      description: `Key of ${name}`,
      value: keyValue === undefined ? undefined : pulumi.secret(keyValue),
    },
    { parent },
  );
}
