import type { Mistake } from "../arguments/mistakes";
import {
  type CodeCommitSource,
  type ConnectionSource,
  type DeliveryPipelineArgs,
  type ImageSource,
  SourceKind,
} from "./args";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MOST_PATTERNS = 8;

/** What can't be a source. */
export function sourceMistakes(source: DeliveryPipelineArgs["source"]): Mistake[] {
  switch (source.kind) {
    case SourceKind.Connection:
      return connection(source);
    case SourceKind.CodeCommit:
      return codeCommit(source);
    case SourceKind.Image:
      return image(source);
  }
}

function connection({ repository, branch, trigger = {} }: ConnectionSource): Mistake[] {
  const found = branchMistakes(branch);
  if (!/^[^/\s]+(\/[^/\s]+)+$/.test(repository)) {
    const reason = `"${repository}" is not allowed, the owner and the name are, for example "acme/orders"`;
    found.push({ propertyPath: "source.repository", reason });
  }
  for (const key of ["paths", "excludedPaths", "tags"] as const) {
    const patterns = trigger[key];
    if (patterns === undefined || (patterns.length >= 1 && patterns.length <= MOST_PATTERNS)) continue;
    const reason = `${patterns.length} patterns are not allowed, 1 to ${MOST_PATTERNS} are; leave it out for none`;
    found.push({ propertyPath: `source.trigger.${key}`, reason });
  }
  if (trigger.tags !== undefined && (trigger.paths ?? trigger.excludedPaths) !== undefined) {
    const reason = "is not allowed beside paths: a tag has no files of its own";
    found.push({ propertyPath: "source.trigger.tags", reason });
  }
  return found;
}

function codeCommit({ repositoryName, branch, approvals }: CodeCommitSource): Mistake[] {
  const found = branchMistakes(branch);
  if (!/^[\w.-]{1,100}$/.test(repositoryName) || repositoryName.endsWith(".git")) {
    const reason = `"${repositoryName}" is not allowed, up to 100 letters, digits, ".", "_" and "-" are, without ".git" at the end`;
    found.push({ propertyPath: "source.repositoryName", reason });
  }
  if (approvals !== undefined && !(Number.isInteger(approvals) && approvals >= 1 && approvals <= 10)) {
    const reason = `${approvals} is not allowed, 1 to 10 is: somebody other than the author looks at each change`;
    found.push({ propertyPath: "source.approvals", reason });
  }
  return found;
}

function image({ imageTag }: ImageSource): Mistake[] {
  if (imageTag === "latest") {
    const reason =
      '"latest" is not allowed, a tag that names one image is: tags that move are refused by the registry';
    return [{ propertyPath: "source.imageTag", reason }];
  }
  if (/^\w[\w.-]{0,127}$/.test(imageTag)) return [];
  const reason = `"${imageTag}" is not allowed, up to 128 letters, digits, "_", "." and "-" are`;
  return [{ propertyPath: "source.imageTag", reason }];
}

function branchMistakes(branch: string): Mistake[] {
  if (/^[^\s~^:?*[\\]+$/.test(branch) && !branch.startsWith("refs/")) return [];
  const reason = `"${branch}" is not allowed, the short name of one branch is, for example "main"`;
  return [{ propertyPath: "source.branch", reason }];
}
