import { type Judgement, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { block, eachBlock, everyPart, type Props, text } from "../../frame/values";
import { type OriginPlace, originPlaces, originTypes } from "./origin-regions";

const NEEDED_CODES = [500, 502, 503, 504];

type Places = ReadonlyMap<string, OriginPlace>;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
export const cloudfrontOriginGroupCrossRegion = stackRule({
  id: "cloudfront-origin-group-cross-region",
  area: "failover",
  title: "CloudFront reads from a second region when the first fails",
  severity: "high",
  why: "A distribution whose default behavior knows one region, or whose origin group has both members there, goes down with that region. A group moves a request only for the status codes that it names: a region that fails answers with any of 500, 502, 503 and 504.",
  mend: "Let the default cache behavior target an origin group with members in two regions and the status codes 500, 502, 503 and 504; or, where it takes writes, a name that Route 53 moves.",
  example: `
new aws.cloudfront.Distribution("site", {
  origins: [{ originId: "a", domainName: bucketInUsEast2.bucketRegionalDomainName, ... },
    { originId: "b", domainName: bucketInUsWest2.bucketRegionalDomainName, ... }],
  originGroups: [{ originId: "site", members: [{ originId: "a" }, { originId: "b" }],
    failoverCriteria: { statusCodes: [500, 502, 503, 504] } }],
  defaultCacheBehavior: { targetOriginId: "site", ... }, ...
});`,
  wellArchitected: ["REL11-BP02"],
  pci: [],
  settings: { regions: shared.regions },
  types: [...types.distribution, ...originTypes],
  check(stack, { regions }) {
    const spans = new Set([...regions, ...stack.peers.flatMap(({ region }) => region ?? [])]).size > 1;
    for (const distribution of stack.graph.own(types.distribution)) {
      stack.judge(distribution, (judgement) => {
        const { props } = distribution;
        const places = originPlaces(stack.graph, distribution);
        everyPart(
          () =>
            eachBlock(props, "originGroups", (group, index) => {
              everyPart(
                () => judgeMembers(group, index + 1, places, judgement),
                () => judgeCodes(group, index + 1, judgement),
              );
            }),
          () => judgeDefault(props, places, spans, judgement),
        );
      });
    }
  },
});

function judgeMembers(
  group: Props,
  position: number,
  places: Places,
  { violation, notEvaluated }: Judgement,
): void {
  const regions: (string | undefined)[] = [];
  eachBlock(group, "members", (member) => {
    const id = text(member, "originId");
    const place = id === undefined ? undefined : places.get(id);
    regions.push(typeof place === "object" ? place.region : undefined);
  });
  const [first] = regions;
  if (regions.includes(undefined)) {
    notEvaluated(`the regions of origin group ${position} can't be told`);
  } else if (regions.length > 0 && regions.every((region) => region === first)) {
    violation(`All members of origin group ${position} are in ${first}.`);
  }
}

function judgeCodes(group: Props, position: number, { violation }: Judgement): void {
  const codes: unknown = block(group, "failoverCriteria")?.statusCodes;
  const named = Array.isArray(codes) ? Array.from({ length: codes.length }, (_, i) => Number(codes[i])) : [];
  const missing = NEEDED_CODES.filter((code) => !named.includes(code));
  if (missing.length > 0) violation(`Origin group ${position} does not fail over on ${missing.join(", ")}.`);
}

function judgeDefault(
  props: Props,
  places: Places,
  spans: boolean,
  { violation, notEvaluated }: Judgement,
): void {
  const target = text(block(props, "defaultCacheBehavior") ?? {}, "targetOriginId");
  // An id that no origin has is a group's, whose members are judged by themselves.
  const place = target === undefined ? undefined : places.get(target);
  if (place === undefined || place === "any") return;
  if (place === "unknown") notEvaluated("the region of the default behavior's origin is not known");
  else if (spans) violation(`The default cache behavior reads from ${place.region} alone.`);
  else notEvaluated("the setting regions names no second region");
}
