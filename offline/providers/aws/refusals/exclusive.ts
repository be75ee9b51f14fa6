import { givenOf, isGiven } from "./known";
import { byProvider } from "./phases";
import { found, type Refusal } from "./refusal";

export interface Exclusion {
  name: string;
  types: readonly string[];
  property: string;
  /** Properties that can't be set beside it. */
  excludes: readonly string[];
  /** File of hashicorp/terraform-provider-aws that says so. */
  file: string;
  /** What to do instead, for the end of the sentence. */
  instead: string;
}

/** A property of which the provider says that it conflicts with others. */
export function exclusive({ name, types, property, excludes, file, instead }: Exclusion): Refusal {
  const rest = excludes.length === 1 ? excludes[0] : `any of ${excludes.join(", ")}`;
  return {
    ...byProvider,
    name,
    types,
    sentence: `${property} is not set together with ${rest}.`,
    source: providerFile(file),
    judge({ inputs }) {
      if (!isGiven(inputs, property)) return undefined;
      const others = givenOf(inputs, excludes);
      return others.length === 0
        ? undefined
        : found(`${property} is set together with ${others.join(", ")}; ${instead}`, property);
    },
  };
}

/** The provider's source as a reader finds it. */
export const providerFile = (file: string): string =>
  `hashicorp/terraform-provider-aws, internal/service/${file}`;
