import * as directconnect from "@pulumi/aws/directconnect";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { overlapMistakes, rangeMistakes } from "../arguments/address-ranges";
import { asNumberMistakes, privateAsNumberMistakes } from "../arguments/as-numbers";
import { type Mistake, refuse } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import type { AttachmentTables } from "../transit-hub";
import { placeAttachment } from "../transit-hub/tables";

/** A virtual interface on a physical connection that the customer has ordered. */
export interface TransitInterface {
  /** Id of the connection, `dxcon-` and eight letters or digits. A change replaces the interface. */
  connectionId: string;
  /** VLAN of the connection, 1 to 4094. A change replaces the interface. */
  vlan: number;
  /** AS number of the customer's router, 1 to 4294967294 without reserved ones. A change replaces the interface. */
  bgpAsn: number;
  /**
   * ARN of the secret whose text is the key of the BGP session. It is read by the deployment and kept encrypted in the
   * state, since the provider needs it. A changed text replaces the interface.
   * @default a key made by AWS
   */
  bgpKeySecretArn?: pulumi.Input<string>;
}

/** What {@link DirectConnect} takes. */
export interface DirectConnectArgs {
  /** Region of the transit gateway and of the physical connection's location. */
  region: string;
  /** Name of the gateway and of its interface, at most 100 characters. */
  resourceName: string;
  /** Private AS number of the Direct Connect gateway, different from the transit gateway's. A change replaces it. */
  amazonSideAsn: number;
  /** The transit gateway. A change replaces the association. */
  transitGatewayId: pulumi.Input<string>;
  /** Ranges that are announced to the site, 1 to 200: those of the networks that it reaches. */
  allowedPrefixes: string[];
  /** Place of the site among the transit gateway's route tables. What the site announces is learned by propagation. */
  tables: AttachmentTables;
  /**
   * The interface that carries the traffic; without it the gateways wait for one.
   * @default none: no physical connection yet
   */
  transitInterface?: TransitInterface;
  /**
   * A Direct Connect gateway that another stack owns, to which this region's transit gateway is added.
   * @default none: this component makes the gateway
   */
  directConnectGatewayId?: pulumi.Input<string>;
}

/** Frame size of a transit virtual interface: with jumbo frames as far as a transit gateway takes them. */
const MTU = 8500;

/**
 * A Direct Connect gateway joined with a transit gateway, and the virtual interface over the customer's line when
 * there is one. One gateway joins the transit gateways of several regions: the later ones name it by its id.
 *
 * Cost: nothing for the gateway; 36.50 USD a month for its attachment to each transit gateway; the line by its port
 * (0.30 USD an hour for 1 Gbit/s, 220 USD a month) and traffic out by the gigabyte.
 */
export class DirectConnect extends pulumi.ComponentResource {
  /** Id of the Direct Connect gateway. */
  readonly directConnectGatewayId: pulumi.Output<string>;
  /** Its attachment to the transit gateway. */
  readonly attachmentId: pulumi.Output<string>;
  /** Id of the virtual interface: the dimension `VirtualInterfaceId` of its metrics; undefined without one. */
  readonly virtualInterfaceId: pulumi.Output<string> | undefined;

  constructor(name: string, args: DirectConnectArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("DirectConnect", name, mistakes(args));
    super("tandem:components:DirectConnect", name, args, opts);
    const { region, transitGatewayId, allowedPrefixes, tables } = args;

    const dxGatewayId = pulumi.output(args.directConnectGatewayId ?? this.gateway(name, args));
    const association = new directconnect.GatewayAssociation(
      `${name}-association`,
      { region, dxGatewayId, associatedGatewayId: transitGatewayId, allowedPrefixes },
      { parent: this },
    );
    const attachmentId = association.transitGatewayAttachmentId;
    placeAttachment(`${name}-site`, { region, attachmentId }, tables, this);

    this.directConnectGatewayId = dxGatewayId;
    this.attachmentId = attachmentId;
    this.virtualInterfaceId = this.virtualInterface(name, args, dxGatewayId);
    this.registerOutputs({
      directConnectGatewayId: this.directConnectGatewayId,
      attachmentId: this.attachmentId,
      virtualInterfaceId: this.virtualInterfaceId,
    });
  }

  private gateway(name: string, { resourceName, amazonSideAsn }: DirectConnectArgs): pulumi.Output<string> {
    return new directconnect.Gateway(
      `${name}-gateway`,
      { name: resourceName, amazonSideAsn: String(amazonSideAsn) },
      { parent: this },
    ).id;
  }

  private virtualInterface(
    name: string,
    { region, resourceName, transitInterface }: DirectConnectArgs,
    dxGatewayId: pulumi.Input<string>,
  ): pulumi.Output<string> | undefined {
    if (transitInterface === undefined) return undefined;
    const { connectionId, vlan, bgpAsn, bgpKeySecretArn } = transitInterface;
    // AWS takes the upper half of the numbers by another argument.
    const asn = bgpAsn <= 2_147_483_647 ? { bgpAsn } : { bgpAsnLong: String(bgpAsn) };
    return new directconnect.TransitVirtualInterface(
      `${name}-interface`,
      {
        region,
        name: resourceName,
        connectionId,
        dxGatewayId,
        vlan,
        addressFamily: "ipv4",
        ...asn,
        bgpAuthKey: bgpKeySecretArn === undefined ? undefined : this.secretText(region, bgpKeySecretArn),
        mtu: MTU,
      },
      { parent: this, additionalSecretOutputs: ["bgpAuthKey"] },
    ).id;
  }

  private secretText(region: string, secretId: pulumi.Input<string>): pulumi.Output<string> {
    const version = secretsmanager.getSecretVersionOutput({ region, secretId }, { parent: this });
    return pulumi.secret(version.secretString);
  }
}

function mistakes(args: DirectConnectArgs): Mistake[] {
  const { resourceName, amazonSideAsn, allowedPrefixes, transitInterface } = args;
  const found = [
    ...privateAsNumberMistakes("amazonSideAsn", amazonSideAsn),
    ...physicalNameMistakes("resourceName", resourceName, [
      { what: "Direct Connect gateway", name: resourceName, longest: 100 },
    ]),
    ...allowedPrefixes.flatMap((range, index) => rangeMistakes(`allowedPrefixes[${index}]`, range)),
    ...overlapMistakes("allowedPrefixes", allowedPrefixes),
  ];
  if (allowedPrefixes.length < 1 || allowedPrefixes.length > 200) {
    const reason = `${allowedPrefixes.length} ranges are not allowed, 1 to 200 are`;
    found.push({ propertyPath: "allowedPrefixes", reason });
  }
  if (transitInterface !== undefined) found.push(...interfaceMistakes(transitInterface));
  return found;
}

function interfaceMistakes({ connectionId, vlan, bgpAsn }: TransitInterface): Mistake[] {
  const found = asNumberMistakes("transitInterface.bgpAsn", bgpAsn);
  if (!/^dxcon-[a-z0-9]{8}$/.test(connectionId)) {
    const reason = `"${connectionId}" is not allowed, the id of a connection such as dxcon-fg1234ab is`;
    found.push({ propertyPath: "transitInterface.connectionId", reason });
  }
  if (!Number.isInteger(vlan) || vlan < 1 || vlan > 4094) {
    found.push({ propertyPath: "transitInterface.vlan", reason: `${vlan} is not allowed, 1 to 4094 is` });
  }
  return found;
}
