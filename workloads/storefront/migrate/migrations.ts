/** A step of the schema. What has been applied somewhere is not changed any more: a change is another step. */
export interface Migration {
  name: string;
  sql: string;
}

/**
 * Orders, products and customers. `process_order` does the whole work of an order in one statement, and so in one
 * transaction and one way to the database and back:
 *
 * - It takes the customer's row, unless somebody with a newer fencing token has had it: then it does nothing. Two workers
 *   with the same customer wait for each other there.
 * - An order that is there is left alone, so that a message may come as often as SQS likes.
 * - Stock is taken in the sequence of the products' numbers, or two orders could wait for each other for ever.
 */
const tables = `
CREATE TABLE products (
  sku text PRIMARY KEY,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  image text NOT NULL DEFAULT '',
  currency char(3) NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  stock integer NOT NULL CHECK (stock >= 0)
);

CREATE TABLE customers (
  id text PRIMARY KEY,
  fence bigint NOT NULL,
  orders integer NOT NULL DEFAULT 0
);

CREATE TABLE orders (
  id text PRIMARY KEY,
  customer text NOT NULL REFERENCES customers,
  sequence integer NOT NULL,
  status text NOT NULL CHECK (status IN ('confirmed', 'rejected')),
  reason text,
  currency char(3) NOT NULL,
  items jsonb NOT NULL,
  total_cents bigint NOT NULL,
  created_at timestamptz NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (customer, sequence)
);

CREATE FUNCTION process_order(
  the_customer text, token bigint, the_id text, the_currency text, the_items jsonb, made timestamptz
) RETURNS TABLE (outcome text, newest bigint) LANGUAGE plpgsql AS $$
DECLARE
  done integer;
  before jsonb;
  missing text;
  total bigint;
  needed CONSTANT integer := jsonb_array_length(the_items);
  available integer;
BEGIN
  INSERT INTO customers AS c (id, fence) VALUES (the_customer, token)
    ON CONFLICT (id) DO UPDATE SET fence = token WHERE c.fence <= token
    RETURNING c.orders INTO done;
  IF done IS NULL THEN
    RETURN QUERY SELECT 'stale'::text, c.fence FROM customers c WHERE c.id = the_customer;
    RETURN;
  END IF;

  SELECT jsonb_build_object('customer', o.customer, 'currency', o.currency, 'items', o.items)
    INTO before FROM orders o WHERE o.id = the_id;
  IF before IS NOT NULL THEN
    RETURN QUERY SELECT CASE
      WHEN before = jsonb_build_object('customer', the_customer, 'currency', the_currency, 'items', the_items)
      THEN 'before' ELSE 'conflict' END, token;
    RETURN;
  END IF;

  PERFORM FROM products p JOIN jsonb_to_recordset(the_items) AS i (sku text, quantity integer) USING (sku)
    ORDER BY p.sku FOR UPDATE OF p;
  SELECT count(*), coalesce(sum(p.price_cents::bigint * i.quantity), 0) INTO available, total
    FROM products p JOIN jsonb_to_recordset(the_items) AS i (sku text, quantity integer) USING (sku)
    WHERE p.currency = the_currency AND p.stock >= i.quantity;
  IF available < needed THEN
    missing := 'not in stock';
    total := 0;
  ELSE
    UPDATE products p SET stock = p.stock - i.quantity
      FROM jsonb_to_recordset(the_items) AS i (sku text, quantity integer) WHERE p.sku = i.sku;
  END IF;

  INSERT INTO orders (id, customer, sequence, status, reason, currency, items, total_cents, created_at) VALUES (
    the_id, the_customer, done + 1, CASE WHEN missing IS NULL THEN 'confirmed' ELSE 'rejected' END,
    missing, the_currency, the_items, total, made
  );
  UPDATE customers SET orders = done + 1 WHERE id = the_customer;
  RETURN QUERY SELECT CASE WHEN missing IS NULL THEN 'confirmed' ELSE 'rejected' END, token;
END
$$;
`;

/**
 * Users of the services, who come with a token of IAM where there is such a thing. Each may do what its service does;
 * `process_order` is called with the worker's own rights.
 */
const users = `
DO $$
DECLARE
  service text;
BEGIN
  FOREACH service IN ARRAY ARRAY['storefront_reader', 'storefront_worker'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', service);
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') THEN
      EXECUTE format('GRANT rds_iam TO %I', service);
    END IF;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION process_order FROM PUBLIC;
GRANT SELECT ON products, orders TO storefront_reader;
GRANT SELECT, INSERT, UPDATE ON customers, orders TO storefront_worker;
GRANT SELECT, UPDATE ON products TO storefront_worker;
GRANT EXECUTE ON FUNCTION process_order TO storefront_worker;
`;

export const migrations: Migration[] = [
  { name: "0001-tables", sql: tables },
  { name: "0002-users", sql: users },
];
