import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

/** What {@link PublicZone} takes. */
export interface PublicZoneArgs {
  /** Domain name of the zone, without a trailing dot. A change replaces the zone and its name servers. */
  zoneName: string;
  /**
   * Id of a hosted zone that exists already and is looked after elsewhere. Given, nothing is created.
   * @default none: the zone is created here
   */
  adoptZoneId?: string;
  /**
   * Protect the created zone: without it every name of the system stops resolving.
   * @default true
   */
  protect?: boolean;
}

/** The security posture of a zone that is created here. */
export const defaults = { protect: true, forceDestroy: false } as const;

/**
 * The public hosted zone of a system: created here, or adopted by its id.
 *
 * A created zone answers nothing until the parent domain delegates to `nameServers`.
 */
export class PublicZone extends pulumi.ComponentResource {
  /** Id of the hosted zone. */
  readonly zoneId: pulumi.Output<string>;
  /** Name servers to delegate to; empty for an adopted zone, whose delegation exists. */
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: PublicZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:PublicZone", name, args, opts);

    const zone = args.adoptZoneId === undefined ? this.create(name, args) : undefined;
    this.zoneId = zone ? zone.zoneId : pulumi.output(args.adoptZoneId as string);
    this.nameServers = zone ? zone.nameServers : pulumi.output([]);
    this.registerOutputs({ zoneId: this.zoneId, nameServers: this.nameServers });
  }

  private create(name: string, args: PublicZoneArgs): route53.Zone {
    return new route53.Zone(
      `${name}-zone`,
      { name: args.zoneName, comment: "Owned by Pulumi", forceDestroy: defaults.forceDestroy },
      { parent: this, protect: args.protect ?? defaults.protect },
    );
  }
}
