import { maps, text } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import { behaviors } from "./behaviors";

/** Lambda@Edge associations of all behaviours, with their paths. */
export function edgeFunctions(inputs: ValueMap): { path: string; arn: string }[] {
  return behaviors(inputs).flatMap(({ path, inputs: behavior }) =>
    maps(behavior, "lambdaFunctionAssociations").flatMap((association, index) => {
      const arn = text(association, "lambdaArn");
      return arn === undefined
        ? []
        : [{ path: `${path}.lambdaFunctionAssociations[${index}].lambdaArn`, arn }];
    }),
  );
}
