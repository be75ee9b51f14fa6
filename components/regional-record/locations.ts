import type { Mistake } from "../arguments/mistakes";

/** A continent as Route 53 codes it. */
export enum Continent {
  Africa = "AF",
  Antarctica = "AN",
  Asia = "AS",
  Europe = "EU",
  NorthAmerica = "NA",
  Oceania = "OC",
  SouthAmerica = "SA",
}

/** All callers of a continent for whom no record names their country. */
export interface ContinentLocation {
  continent: Continent;
}

/** All callers of a country, or of a part of it, for whom no record names a smaller part. */
export interface CountryLocation {
  /** ISO 3166-1 code of two capital letters, such as `DE`. */
  country: string;
  /**
   * Part of the country: a state of `US` such as `CA`, or the number of a part of `UA` such as `63`.
   * @default none: the whole country
   */
  subdivision?: string;
}

/** Where the callers are whom a geolocation record answers. */
export type Location = ContinentLocation | CountryLocation;

/** ISO 3166-1 without BV, CX, EH and HM, of whose addresses Route 53 knows nothing and for which it takes no record. */
const COUNTRIES = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD " +
    "CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF " +
    "GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM " +
    "KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX " +
    "MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC " +
    "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US " +
    "UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
  ).split(" "),
);

/**
 * The countries of which Route 53 tells parts.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-geo.html
 */
const SUBDIVISIONS: Record<string, { allowed: string; codes: Set<string> }> = {
  US: {
    allowed: 'a state of two capital letters such as "CA"',
    codes: new Set(
      (
        "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY " +
        "OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY"
      ).split(" "),
    ),
  },
  UA: {
    allowed: 'a number of ISO 3166-2:UA such as "63"',
    codes: new Set(
      "05 07 09 12 14 18 21 23 26 30 32 35 40 43 46 48 51 53 56 59 61 63 65 68 71 74 77".split(" "),
    ),
  },
};

/** Codes that people write and ISO does not. */
const MEANT: Record<string, string> = { UK: "GB", EL: "GR" };

/** Text of a location that tells it from all others, such as `continent-eu`, `country-de` or `country-us-ca`. */
export function locationKey(location: Location): string {
  if ("continent" in location) return `continent-${location.continent.toLowerCase()}`;
  const { country, subdivision } = location;
  return ["country", country, ...(subdivision === undefined ? [] : [subdivision])].join("-").toLowerCase();
}

/** What Route 53 would refuse of a list of locations. */
export function locationMistakes(propertyPath: string, locations: readonly Location[]): Mistake[] {
  const keys = locations.map(locationKey);
  return locations.flatMap((location, index) => {
    const path = `${propertyPath}[${index}]`;
    const own = "continent" in location ? continentMistakes(path, location) : countryMistakes(path, location);
    if (own.length > 0 || keys.indexOf(keys[index] ?? "") === index) return own;
    return [{ propertyPath: path, reason: "the location is there twice, each is named once" }];
  });
}

function continentMistakes(path: string, { continent }: ContinentLocation): Mistake[] {
  const codes: string[] = Object.values(Continent);
  if (codes.includes(continent)) return [];
  return [
    { propertyPath: `${path}.continent`, reason: `"${continent}" is not allowed, ${codes.join(", ")} are` },
  ];
}

function countryMistakes(path: string, { country, subdivision }: CountryLocation): Mistake[] {
  if (!COUNTRIES.has(country)) {
    const meant = MEANT[country] ?? country.toUpperCase();
    const allowed = COUNTRIES.has(meant) ? `"${meant}" is` : 'an ISO 3166-1 code such as "DE" is';
    return [{ propertyPath: `${path}.country`, reason: `"${country}" is not allowed, ${allowed}` }];
  }
  if (subdivision === undefined) return [];
  const parts = SUBDIVISIONS[country];
  if (parts?.codes.has(subdivision)) return [];
  const allowed = parts
    ? `${parts.allowed} is`
    : `Route 53 tells parts of ${Object.keys(SUBDIVISIONS).join(" and ")} only`;
  return [{ propertyPath: `${path}.subdivision`, reason: `"${subdivision}" is not allowed, ${allowed}` }];
}
