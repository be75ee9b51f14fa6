import { answer, Refusal, type Route } from "../../lambda/proxy";
import type { Database } from "../shared/database";
import { skuOf } from "../shared/service";

const COLUMNS = `sku, name, description, image, trim(currency) AS currency, price_cents AS "priceCents", stock > 0 AS "inStock"`;

/** Shows products. How many there are is nobody's business but the shop's. */
export function catalogueRoutes(database: Database): Record<string, Route> {
  // The same for everybody, so that whoever asks may keep it for as long.
  const headers = { "cache-control": "public, max-age=10" };
  return {
    "GET /products": async () => {
      const { rows } = await database.query(`SELECT ${COLUMNS} FROM products ORDER BY name, sku LIMIT 200`);
      return answer(200, { products: rows }, headers);
    },
    "GET /products/{sku}": async (event) => {
      const query = `SELECT ${COLUMNS} FROM products WHERE sku = $1`;
      const { rows } = await database.query(query, [skuOf(event)]);
      if (rows[0] === undefined) throw new Refusal(404, "there is no such product");
      return answer(200, rows[0], headers);
    },
  };
}
