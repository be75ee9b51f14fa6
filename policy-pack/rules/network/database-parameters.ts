import { eachBlock, number, type Props, text } from "../../frame/values";
import { type Expectation, expect } from "../expectations";

/** Parameter that makes a database refuse plain connections, and the families in which it is on by itself. */
interface Switch {
  readonly families: RegExp;
  readonly parameter: string;
  readonly onByItself?: RegExp;
}

const switches: readonly Switch[] = [
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
  { families: /^postgres\d/, parameter: "rds.force_ssl", onByItself: /^postgres(1[5-9]|[2-9]\d)/ },
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
  {
    families: /^aurora-postgresql/,
    parameter: "rds.force_ssl",
    onByItself: /^aurora-postgresql(1[7-9]|[2-9]\d)/,
  },
  { families: /^sqlserver-/, parameter: "rds.force_ssl" },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
  { families: /^(aurora-)?mysql/, parameter: "require_secure_transport" },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
  {
    families: /^mariadb/,
    parameter: "require_secure_transport",
    onByItself: /^mariadb(11\.([89]|\d\d)|1[2-9]|[2-9]\d)/,
  },
];

/** A group of RDS makes its databases refuse plain connections; an Aurora instance takes it from its cluster's group. */
export const refusesPlainConnections =
  (group: "cluster" | "instance"): Expectation =>
  (props, judgement, place) => {
    const family = text(props, "family") ?? "";
    if (group === "instance" && family.startsWith("aurora-")) return;
    const found = switches.find(({ families }) => families.test(family));
    if (!found) return;
    const { parameter, onByItself } = found;
    expect((inner) => {
      const value = parameterOf(inner, parameter)?.toLowerCase();
      if (value === undefined) return onByItself?.test(family) === true;
      return value === "1" || value === "on" || value === "true";
    }, `${parameter} is not on: clients may speak without TLS.`)(props, judgement, place);
  };

/** A parameter has one of some values; where nothing is said, it is as AWS presets it. */
export function parameterIs(
  parameter: string,
  wanted: readonly string[],
  preset: string,
  otherwise = "clients may speak without TLS",
): Expectation {
  return expect(
    (props) => wanted.includes(parameterOf(props, parameter) ?? preset),
    `${parameter} is not ${wanted.join(" or ")}: ${otherwise}.`,
  );
}

function parameterOf(props: Props, name: string): string | undefined {
  let value: string | undefined;
  eachBlock(props, "parameters", (parameter) => {
    if (text(parameter, "name") === name) {
      value = text(parameter, "value") ?? String(number(parameter, "value") ?? "");
    }
  });
  return value;
}
