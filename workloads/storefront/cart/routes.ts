import * as z from "zod/mini";
import { checked } from "../../lambda/checked";
import {
  answer,
  header,
  jsonBody,
  type ProxyEvent,
  type ProxyResult,
  Refusal,
  type Route,
} from "../../lambda/proxy";
import { customerOf, skuOf } from "../shared/service";
import { type Carts, MOST_ITEMS } from "./carts";

const quantitySchema = z.strictObject({
  quantity: z.int("a whole number").check(z.minimum(0, "0 to 999"), z.maximum(999, "0 to 999")),
});

/** The cart of the customer who asks. */
export function cartRoutes(carts: Carts): Record<string, Route> {
  const shown = async (customer: string): Promise<ProxyResult> =>
    answer(200, (await carts.get(customer)) ?? { items: [] });
  return {
    "GET /cart": (event) => shown(customerOf(event)),
    "PUT /cart/{sku}": async (event) => {
      const customer = customerOf(event);
      const { quantity } = checked(quantitySchema, jsonBody(event));
      if (!(await carts.put(customer, skuOf(event), quantity))) {
        throw new Refusal(409, `a cart has ${MOST_ITEMS} products at most`);
      }
      return shown(customer);
    },
    "DELETE /cart": async (event) => {
      await carts.clear(customerOf(event), cartId(event));
      return answer(204);
    },
  };
}

/** A cart that has been filled again since stays. */
function cartId(event: ProxyEvent): string | undefined {
  return /^"([\w-]+)"$/.exec(header(event, "if-match") ?? "")?.[1];
}
