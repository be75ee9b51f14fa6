import { texts } from "../frame/settings";
import type { Subject } from "../frame/subject";
import { block, type Props, text } from "../frame/values";
import { matches } from "./policy-documents";

/** Tag that says how sensitive a resource's data is. */
export const CLASSIFICATION_TAG = "data-classification";

/** Settings of rules that look only at what holds or handles cardholder data. */
export const cardholderSettings = {
  classifications: texts(`Values of the tag ${CLASSIFICATION_TAG} that mean cardholder data.`, [
    "cardholder",
  ]),
  resources: texts(
    "Names in the program of more resources in the cardholder data environment; * stands for any characters.",
  ),
};

/** The parsed {@link cardholderSettings}. */
export interface CardholderSettings {
  readonly classifications: readonly string[];
  readonly resources: readonly string[];
}

/**
 * Whether a resource's tag says that it holds cardholder data.
 * @throws UnknownValueError when its tags are not known yet
 */
export function isTaggedCardholder(props: Props, classifications: readonly string[]): boolean {
  const tag = text(block(props, "tags") ?? {}, CLASSIFICATION_TAG);
  return tag !== undefined && classifications.includes(tag);
}

/** Whether a resource is in the cardholder data environment, by its name or its tag. */
export function isCardholder({ name, props }: Subject, settings: CardholderSettings): boolean {
  if (settings.resources.some((pattern) => matches(pattern, name))) return true;
  return isTaggedCardholder(props, settings.classifications);
}
