import { Refusal } from "../../lambda/proxy";

export interface Product {
  sku: string;
  name: string;
  description: string;
  image: string;
  currency: string;
  priceCents: number;
  inStock: boolean;
}

export interface Line {
  sku: string;
  quantity: number;
}

export interface ShownOrder {
  id: string;
  status: "accepted" | "confirmed" | "rejected";
  reason?: string | null;
  currency: string;
  totalCents?: number;
  items: Line[];
}

/** The services behind the user interface, asked as one customer. */
export interface Backend {
  products(): Promise<Product[]>;
  cart(customer: string): Promise<{ id?: string; items: Line[] }>;
  put(customer: string, line: Line): Promise<void>;
  clear(customer: string, cartId: string): Promise<void>;
  order(customer: string, key: string, content: { currency: string; items: Line[] }): Promise<ShownOrder>;
  shown(customer: string, orderId: string): Promise<ShownOrder>;
}

/** Milliseconds for an answer, after which the page says that it did not work. */
const PATIENCE = 5_000;

/**
 * The services at one address, that of the internal load balancer.
 *
 * @param base such as `https://services.shop.internal`
 */
export function backendAt(base: string): Backend {
  const ask = async <Answer>(path: string, customer: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { "x-customer": customer, "content-type": "application/json", ...init.headers };
    const response = await fetch(`${base}${path}`, {
      ...init,
      headers,
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    // What a customer can mend is said; everything else did not work this time.
    if (response.status >= 400 && response.status < 500) throw new Refusal(response.status, "it was refused");
    if (!response.ok) throw new Error(`${path.split("/")[1]} answered ${response.status}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
  return {
    products: async () => (await ask<{ products: Product[] }>("/products", "nobody-yet")).products,
    cart: (customer) => ask("/cart", customer),
    put: async (customer, { sku, quantity }) => {
      await ask(`/cart/${encodeURIComponent(sku)}`, customer, {
        method: "PUT",
        body: JSON.stringify({ quantity }),
      });
    },
    clear: (customer, id) => ask("/cart", customer, { method: "DELETE", headers: { "if-match": `"${id}"` } }),
    order: (customer, key, content) =>
      ask("/orders", customer, {
        method: "POST",
        headers: { "idempotency-key": key },
        body: JSON.stringify(content),
      }),
    shown: (customer, id) => ask(`/orders/${encodeURIComponent(id)}`, customer),
  };
}
