import { z } from "zod";

/** An image of a container that is the same tomorrow: by its digest, or by a tag that does not move by its nature. */
export const image = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._/:-]*(@sha256:[0-9a-f]{64}|:(?!latest$)[\w][\w.-]{0,127})$/)
  .meta({ allowed: "an image with a digest or a tag other than latest" });
