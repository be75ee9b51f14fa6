import { z } from "zod";
import { rangeMistakes } from "../../components/arguments/address-ranges";

/** An IPv4 range on its boundary, of a network that is joined with the system's own. */
export const addressRange = z
  .string()
  .refine((range) => rangeMistakes("", range).length === 0)
  .meta({ allowed: "an IPv4 range on its boundary such as 192.168.0.0/20" });
