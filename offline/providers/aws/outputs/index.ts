import { arnByTemplate } from "../../../facts/arn";
import { text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { type Birth, pretendTime } from "../birth";
import { arnResource, arnService } from "../services";
import { apiGateway } from "./api-gateway";
import { caches } from "./caches";
import { cognito } from "./cognito";
import { containers } from "./containers";
import { delivery } from "./delivery";
import { ec2 } from "./ec2";
import { edge } from "./edge";
import { eks } from "./eks";
import { functions } from "./functions";
import { iam } from "./iam";
import { lb } from "./lb";
import { networks } from "./networks";
import { operations } from "./operations";
import { rds } from "./rds";
import { security } from "./security";
import { storage } from "./storage";
import type { OutputTable } from "./table";

const table: OutputTable = {
  ...apiGateway,
  ...caches,
  ...cognito,
  ...containers,
  ...delivery,
  ...ec2,
  ...eks,
  ...functions,
  ...iam,
  ...lb,
  ...networks,
  ...rds,
  ...security,
  ...storage,
  ...edge,
  ...operations,
};

/** Types whose ids and outputs are written by hand rather than guessed from the shape. */
export const knownTypes: readonly string[] = Object.keys(table);

/** The id of a new resource: by the type's own rule, else its name, else the type's name and 17 digits. */
export function newId(birth: Birth, nameProperty: string | undefined): string {
  const known = table[birth.facts.type];
  if (known !== undefined) return known.id(birth);
  if (nameProperty !== undefined) return birth.named(nameProperty);
  return text(birth.inputs, "name") ?? `${arnResource(birth.facts.type)}-${birth.hex(17, "id")}`;
}

/** Computed outputs of a resource with this id. */
export function computedOutputs(birth: Birth, id: string, nameProperty: string | undefined): ValueMap {
  const { type, isGlobal } = birth.facts;
  const resource = `${arnResource(type)}/${id.startsWith("arn:") ? id.slice(id.lastIndexOf("/") + 1) : id}`;
  const service = arnService(type);
  const general: ValueMap = {
    id,
    arn:
      arnByFacts(birth, id, nameProperty) ??
      (isGlobal ? birth.globalArn(service, resource) : birth.arn(service, resource)),
    region: birth.region,
    ownerId: birth.accountId,
    ...(nameProperty === undefined ? {} : { [nameProperty]: birth.named(nameProperty) }),
  };
  return { ...general, ...table[type]?.outputs?.(birth, id) };
}

/** The ARN by AWS's template, which ends with the name where there is one, else with the id. */
function arnByFacts(birth: Birth, id: string, nameProperty: string | undefined): string | undefined {
  const { type, accountId } = birth.facts;
  if (id.startsWith("arn:") || table[type] !== undefined) return undefined;
  const resource = nameProperty === undefined ? id : birth.named(nameProperty);
  return arnByTemplate(type, { partition: birth.partition, region: birth.region, accountId, resource });
}

/** A text for a computed property that no table knows, told by the ending of its name. */
export function generalText(birth: Birth, path: string): string {
  const property = path.slice(path.lastIndexOf(".") + 1);
  if (/(?:^p|P)refix$/.test(property)) return "";
  if (property === "description") return text(birth.inputs, "description") ?? "";
  // A resource that names no key uses AWS's own; saying which would look like a choice.
  if (/kmsKey/i.test(property)) return "";
  if (/(?:^a|A)rn$/.test(property))
    return birth.arn(arnService(birth.facts.type), `${property.replace(/arn$/i, "")}/${birth.hex(17, path)}`);
  if (/(?:A|^a)ccountId$|^owner(?:Id)?$/.test(property)) return birth.accountId;
  if (/(?:Date|Time|At)$/.test(property)) return pretendTime;
  if (/^(?:status|state)$/i.test(property)) return "ACTIVE";
  if (/(?:Id|id)$/.test(property))
    return `${property.replace(/Id$/, "")}-${birth.hex(17, path)}`.replace(/^-/, "");
  if (/(?:endpoint|domainName|dnsName|hostname|url)$/i.test(property))
    return `${birth.hex(12, path)}.${arnService(birth.facts.type)}.${birth.region}.${birth.dnsSuffix}`;
  return "";
}
