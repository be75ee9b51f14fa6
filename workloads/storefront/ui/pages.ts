import type { Line, Product, ShownOrder } from "./backend";

/** Text that is HTML already. */
class Html {
  constructor(readonly text: string) {}
}

/** Everything between the parts of the template is escaped unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  const written = values.map((value) => {
    if (Array.isArray(value)) return value.map(({ text }) => text).join("");
    return value instanceof Html
      ? value.text
      : String(value).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  });
  return new Html(parts.map((part, index) => part + (written[index] ?? "")).join(""));
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem}
nav{display:flex;gap:1rem}ul{list-style:none;padding:0}li{border-bottom:1px solid #ccc;padding:.5rem 0}
img{height:4rem;vertical-align:middle}input{width:4rem}`;

/** The style's own hash, by which the policy of the page's content lets it in. */
export { STYLE };

export function page(title: string, content: Html): string {
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${new Html(STYLE)}</style></head>
<body><nav><a href="/">Products</a> <a href="/cart">Cart</a></nav><h1>${title}</h1>${content}</body></html>
`.text
  }`;
}

function money(cents: number, currency: string): string {
  return `${(cents / 100).toFixed(2)} ${currency}`;
}

export function productsPage(products: Product[]): string {
  const lines = products.map(
    ({ sku, name, description, image, priceCents, currency, inStock }) => html`<li>
${image === "" ? "" : html`<img src="/media/${encodeURI(image)}" alt="">`} <b>${name}</b> ${description}
${money(priceCents, currency)}
${
  inStock
    ? html`<form method="post" action="/cart"><input type="hidden" name="sku" value="${sku}">
<input type="number" name="quantity" value="1" min="1" max="999"><button>Into the cart</button></form>`
    : "sold out"
}</li>`,
  );
  return page("Products", html`<ul>${lines}</ul>`);
}

export function cartPage({ id, items }: { id?: string; items: Line[] }): string {
  if (id === undefined || items.length === 0) return page("Cart", html`<p>It is empty.</p>`);
  const lines = items.map(
    ({ sku, quantity }) => html`<li>${sku}
<form method="post" action="/cart"><input type="hidden" name="sku" value="${sku}">
<input type="number" name="quantity" value="${quantity}" min="0" max="999"><button>Change</button></form></li>`,
  );
  return page(
    "Cart",
    html`<ul>${lines}</ul><form method="post" action="/orders"><input type="hidden" name="cart" value="${id}">
<button>Order</button></form>`,
  );
}

const STATUS = {
  accepted: "We have your order and are working on it.",
  confirmed: "Your order is confirmed.",
  rejected: "We are sorry: not everything is in stock. Nothing was charged.",
};

export function orderPage({ id, status, currency, totalCents, items }: ShownOrder): string {
  const lines = items.map(({ sku, quantity }) => html`<li>${quantity} × ${sku}</li>`);
  const total = status === "confirmed" ? html`<p>Total: ${money(totalCents ?? 0, currency)}</p>` : "";
  return page("Order", html`<p>${id}</p><p>${STATUS[status]}</p><ul>${lines}</ul>${total}`);
}

export const messagePage = (title: string, text: string) => page(title, html`<p>${text}</p>`);
