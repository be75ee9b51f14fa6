import { z } from "zod";
import {
  Continent,
  type Location,
  locationKey,
  locationMistakes,
} from "../../components/regional-record/locations";
import type { Mistake } from "./mistake";
import type { Sibling } from "./stack-files";

/** Whose callers a region answers by where they are. */
export const geolocation = z
  .strictObject({
    continents: z
      .array(z.enum(Continent))
      .default([])
      .describe("Continents whose callers this region answers, as Route 53 codes them."),
    countries: z
      .array(
        z
          .string()
          .refine((country) => locationMistakes("", [{ country }]).length === 0)
          .meta({ allowed: "an ISO 3166-1 code of two capital letters such as DE" }),
      )
      .min(2)
      .optional()
      .meta({
        allowed: "a list of two or more countries, or no such key: a single one is no way to share callers",
      })
      .describe("Countries whose callers this region answers, whatever region answers their continents."),
  })
  .refine(({ continents, countries }) => continents.length > 0 || countries !== undefined)
  .meta({ allowed: "at least one continent or two countries: who is named nowhere gets the nearest region" })
  .describe(
    "Whose callers this region answers by where they are; each place is named in one stack. Everybody else gets the nearest region, as does everybody whose region is down.",
  );

/** Settings of {@link geolocation}. */
export type Geolocation = z.output<typeof geolocation>;

/** The places of a region, continents first. */
export function locationsOf({ continents, countries = [] }: Geolocation): Location[] {
  return [...continents.map((continent) => ({ continent })), ...countries.map((country) => ({ country }))];
}

/** Refuses a place that is named in another stack as well. */
export function geolocationChecks(own: Geolocation, siblings: readonly Sibling[]): Mistake[] {
  const places = locationsOf(own);
  return siblings.flatMap((sibling) => {
    const theirs = placesOf(sibling).map(locationKey);
    return places
      .filter((place) => theirs.includes(locationKey(place)))
      .map((place) => ({
        path: pathOf(place),
        sentence: `${codeOf(place)} is not allowed, ${sibling.file} has it already; one region answers a place`,
      }));
  });
}

/** What another stack's file names; an unfinished file names less. */
function placesOf({ settings }: Sibling): Location[] {
  const parsed = geolocation.safeParse(settings?.geolocation);
  return parsed.success ? locationsOf(parsed.data) : [];
}

function pathOf(place: Location): string {
  return "continent" in place ? "geolocation.continents" : "geolocation.countries";
}

function codeOf(place: Location): string {
  return "continent" in place ? place.continent : place.country;
}
