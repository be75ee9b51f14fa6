import { isMap, type Value, type ValueMap } from "../core/values/value";

/** The policy document of a repository: ECR's own form of the rules, or without rules one that drops untagged images. */
export function lifecycleDocument(rules: Value | undefined): ValueMap {
  const given = Array.isArray(rules) ? rules.filter(isMap) : [untaggedOnly];
  const all = given.filter((rule) => rule.tagStatus === "any");
  if (all.length > 1) throw new Error('A lifecycle policy can have one rule with tagStatus "any", not more');
  // ECR wants the rule for any image to come last: the one with the highest number.
  const ordered = [...given.filter((rule) => rule.tagStatus !== "any"), ...all];
  return { rules: ordered.map((rule, index) => documentRule(rule, index + 1)) };
}

const untaggedOnly: ValueMap = {
  description: "remove untagged images",
  tagStatus: "untagged",
  maximumNumberOfImages: 1,
};

function documentRule(rule: ValueMap, rulePriority: number): ValueMap {
  return {
    rulePriority,
    ...(rule.description === undefined ? {} : { description: rule.description }),
    selection: { ...tagSelection(rule), ...countSelection(rule) },
    action: { type: "expire" },
  };
}

function tagSelection(rule: ValueMap): ValueMap {
  const { tagStatus, tagPrefixList } = rule;
  if (tagStatus === "any" || tagStatus === "untagged") return { tagStatus };
  if (!Array.isArray(tagPrefixList) || tagPrefixList.length === 0) {
    throw new Error(
      'A lifecycle rule with tagStatus "tagged" needs a tagPrefixList with at least one prefix',
    );
  }
  return { tagStatus: "tagged", tagPrefixList };
}

function countSelection(rule: ValueMap): ValueMap {
  const { maximumNumberOfImages, maximumAgeLimit } = rule;
  if (maximumNumberOfImages !== undefined) {
    return { countType: "imageCountMoreThan", countNumber: maximumNumberOfImages };
  }
  if (maximumAgeLimit !== undefined) {
    return { countType: "sinceImagePushed", countNumber: maximumAgeLimit, countUnit: "days" };
  }
  throw new Error("A lifecycle rule needs maximumNumberOfImages or maximumAgeLimit");
}
