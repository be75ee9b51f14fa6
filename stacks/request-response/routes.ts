/** Scopes of access tokens, as the user pools issue them: `api/orders.write`. */
export const SCOPES = {
  identifier: "api",
  names: {
    "orders.read": "Read own orders",
    "orders.write": "Place orders",
    "uploads.write": "Upload files",
  },
} as const;

const scope = (name: keyof typeof SCOPES.names): string => `${SCOPES.identifier}/${name}`;

/** Paths of the API. CloudFront has the site beside them, so all of them are below one prefix. */
export const PATHS = {
  health: "/api/health",
  orders: "/api/orders",
  order: "/api/orders/{orderId}",
  uploads: "/api/uploads",
  /** For machines: the same orders, by IAM and a key. */
  partnerOrders: "/api/partners/orders",
  partnerOrder: "/api/partners/orders/{orderId}",
  catalog: "/api/catalog/{path+}",
  reports: "/api/reports/{path+}",
} as const;

/** Scopes that a token needs for each route that asks for one; the authorizer refuses every other route. */
export const SCOPES_BY_ROUTE: Record<string, string[]> = {
  [`POST ${PATHS.orders}`]: [scope("orders.write")],
  [`GET ${PATHS.order}`]: [scope("orders.read")],
  [`POST ${PATHS.uploads}`]: [scope("uploads.write")],
};

/** Prefix that the load balancer sees of what containers and instances answer. */
export const INNER = { catalog: "/catalog", reports: "/reports" } as const;

/** Where CloudFront sends requests, the most particular first: what is kept, and what passes. */
export const EDGE_PATHS = { cached: "/api/catalog/*", uncached: "/api/*" } as const;
