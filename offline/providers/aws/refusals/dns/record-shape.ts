import { isSet } from "../../../core/values/read";
import { exclusive, providerFile } from "../exclusive";
import { givenOf, isGiven } from "../known";
import { byProvider } from "../phases";
import { found, type Refusal } from "../refusal";
import { recordType } from "./zone-of";

const file = "route53/record.go";
const common = { ...byProvider, types: [recordType], source: providerFile(file) } as const;

const policies = [
  "cidrRoutingPolicy",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "latencyRoutingPolicies",
  "multivalueAnswerRoutingPolicy",
  "weightedRoutingPolicies",
];

export const recordValues: Refusal = {
  ...common,
  name: "route53-record-values",
  sentence: "A record has either records or aliases.",
  judge({ inputs }) {
    if (isGiven(inputs, "aliases") && isGiven(inputs, "records"))
      return found("it has records and aliases; a record has one of them", "aliases");
    return isSet(inputs, "aliases") || isSet(inputs, "records")
      ? undefined
      : found("it has neither records nor aliases; a record has one of them", "records");
  },
};

export const aliasTtl: Refusal = exclusive({
  name: "route53-alias-ttl",
  types: [recordType],
  property: "ttl",
  excludes: ["aliases"],
  file,
  instead: "an alias has the TTL of its target: leave ttl out",
});

export const routingPolicies: Refusal = {
  ...common,
  name: "route53-one-routing-policy",
  sentence: "A record has one routing policy at most.",
  judge({ inputs }) {
    const given = givenOf(inputs, policies);
    return given.length < 2
      ? undefined
      : found(`it has ${given.join(" and ")}; a record has one routing policy`, given[1] ?? "");
  },
};

export const routingIdentifier: Refusal = {
  ...common,
  name: "route53-routing-set-identifier",
  sentence: "A record with a routing policy has a setIdentifier.",
  judge({ inputs }) {
    const [policy] = givenOf(inputs, policies);
    return policy === undefined || isSet(inputs, "setIdentifier")
      ? undefined
      : found(
          `${policy} is set without setIdentifier, which tells the records of one name apart, such as the region's name`,
          "setIdentifier",
        );
  },
};
