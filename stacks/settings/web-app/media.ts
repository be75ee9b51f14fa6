import { z } from "zod";
import { ColderStorage, retentionMistakes } from "../../../components/private-bucket/lifecycle";
import { defaults as site } from "../../../components/static-site/args";
import { addressRanges, blockedCountries, priceClass } from "../edge-parts";

const limit = z.int().min(10).max(2_000_000_000);

/** Storage classes by the names of the settings. */
export const STORAGE = {
  "standard-ia": ColderStorage.StandardInfrequentAccess,
  "glacier-instant-retrieval": ColderStorage.GlacierInstantRetrieval,
  glacier: ColderStorage.GlacierFlexibleRetrieval,
  "glacier-deep-archive": ColderStorage.GlacierDeepArchive,
} as const;

const move = z.strictObject({
  days: z
    .int()
    .min(0)
    .max(36_500)
    .meta({ allowed: "0 to 36500, from 30 up for standard-ia" })
    .describe("Age of an object in days."),
  storage: z
    .enum(Object.keys(STORAGE) as (keyof typeof STORAGE)[])
    .describe(
      "Where it moves. From `standard-ia` and `glacier-instant-retrieval` the edge goes on serving it; from the other two somebody has to restore it first.",
    ),
});

/** Pictures and videos. */
export const media = z
  .strictObject({
    priceClass,
    blockedCountries,
    requestsPerFiveMinutes: limit
      .default(10_000)
      .describe("Requests of one address for media in five minutes beyond which the firewall blocks it."),
    archive: z
      .array(move)
      .max(4)
      .refine((moves) => archiveMistakes(moves).length === 0)
      .meta({
        allowed:
          "moves to ever colder storage: standard-ia from 30 days on, and each stays in its class for the days that are paid anyway (standard-ia 30, both Glaciers 90)",
      })
      .default([{ days: 180, storage: "glacier-instant-retrieval" }])
      .describe("When objects move to colder storage, by their age."),
  })
  .prefault({})
  .describe(
    "Pictures and videos, at `media.` below the domain: private buckets in two regions behind CloudFront. Primary only.",
  );

/** The web application's firewall. */
export const firewall = z
  .strictObject({
    requestsPerFiveMinutes: limit
      .default(5000)
      .describe("Requests of one address in five minutes beyond which the region's firewall blocks it."),
    allowedAddresses: addressRanges.describe("Address ranges that no other rule of the firewall holds up."),
    deniedAddresses: addressRanges.describe("Address ranges that the firewall turns away."),
  })
  .prefault({})
  .describe("Firewall of the region's load balancer.");

/** What S3 would refuse of these moves. */
function archiveMistakes(moves: readonly { days: number; storage: keyof typeof STORAGE }[]) {
  return retentionMistakes({
    noncurrentVersionExpirationDays: site.noncurrentVersionExpirationDays,
    abortIncompleteMultipartUploadDays: 7,
    transitions: moves.map(({ days, storage }) => ({ days, storageClass: STORAGE[storage] })),
  });
}
