import { stableHex, stableText, stableUuid } from "../core/lifecycle/stable";
import { list, text } from "../core/values/read";
import { isMap, type ValueMap } from "../core/values/value";
import type { Account, Stored } from "./account/account";
import { regionFacts } from "./regions";

export interface BirthFacts {
  type: string;
  /** URN the resource was made under. */
  urn: string;
  /** Logical name. */
  name: string;
  generation: number;
  /** Region it lives in; for global services the provider's region. */
  region: string;
  isGlobal: boolean;
  accountId: string;
  account: Account;
  /** Plain inputs. */
  inputs: ValueMap;
}

/** Everything a resource's generated values derive from; the same birth gives the same values on every run. */
export class Birth {
  readonly partition: string;
  readonly dnsSuffix: string;

  constructor(readonly facts: BirthFacts) {
    const { partition, dnsSuffix } = regionFacts(facts.region);
    this.partition = partition;
    this.dnsSuffix = dnsSuffix;
  }

  get inputs(): ValueMap {
    return this.facts.inputs;
  }

  get region(): string {
    return this.facts.region;
  }

  get accountId(): string {
    return this.facts.accountId;
  }

  /** Stable hexadecimal digits for one purpose. */
  hex(length: number, purpose: string): string {
    return stableHex(length, this.facts.urn, String(this.facts.generation), purpose);
  }

  text(length: number, alphabet: string, purpose: string): string {
    return stableText(length, alphabet, this.facts.urn, String(this.facts.generation), purpose);
  }

  uuid(purpose: string): string {
    return stableUuid(this.facts.urn, String(this.facts.generation), purpose);
  }

  /** An EC2-style id: prefix and 17 hexadecimal digits. */
  ec2Id(prefix: string, purpose = "id"): string {
    return `${prefix}-${this.hex(17, `${prefix} ${purpose}`)}`;
  }

  /** An ARN in this resource's region and account. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** An ARN of a service without regions. */
  globalArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.accountId}:${resource}`;
  }

  /** The given name, or `<xPrefix><26 digits>` as the provider makes it when only a prefix is given. */
  named(property: string): string {
    const given = text(this.inputs, property);
    if (given !== undefined) return given;
    const prefix = text(this.inputs, `${property}Prefix`);
    if (prefix !== undefined) return `${prefix}${this.text(26, "0123456789", property)}`;
    return `${this.facts.name}-${this.hex(7, property)}`;
  }

  /** A resource of the account that an input refers to by id. */
  referred(type: string, property: string): Stored | undefined {
    return this.byId(type, text(this.inputs, property));
  }

  byId(type: string, id: string | undefined): Stored | undefined {
    return id === undefined ? undefined : this.facts.account.find(type, id);
  }

  /** A text output of a resource that an input refers to, or the given value when the account does not know it. */
  outputOf(type: string, property: string, output: string, otherwise: string): string {
    const found = this.referred(type, property);
    return (found && text(found.outputs, output)) ?? otherwise;
  }

  /** The objects of a list input. */
  objects(property: string): ValueMap[] {
    return list(this.inputs, property).filter((item): item is ValueMap => isMap(item));
  }

  /** Id of the VPC of a subnet, when the account knows the subnet. */
  vpcOfSubnet(subnetId: string | undefined): string | undefined {
    const subnet = this.byId("aws:ec2/subnet:Subnet", subnetId);
    return subnet && text(subnet.outputs, "vpcId");
  }

  /** The region's default VPC, which every pretend account has. */
  defaultVpcId(): string {
    return `vpc-${stableHex(17, this.accountId, this.region, "default vpc")}`;
  }
}

/** When generated timestamps say that something happened: fixed, so that outputs do not differ between runs. */
export const pretendTime = "2026-01-01T00:00:00Z";
