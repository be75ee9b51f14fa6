import { stableHex } from "../../offline/providers/core/lifecycle/stable";
import type { Project } from "../../test/support/project";
import type { Secret } from "./forms";
import { secretArn } from "./plant";

type Settings = Record<string, Record<string, unknown>>;

/** How far a secret of the account may come. */
export type Reach =
  /** Read by the deployment, and then encrypted in the state. */
  | "state"
  /** Never read by a deployment: only what runs in AWS reads it. */
  | "account";

/** A secret that stands in the account before the system comes up; its settings name it. */
export interface Kept extends Secret {
  /** Name in Secrets Manager; of a parameter of Systems Manager when it starts with a slash. */
  readonly name: string;
  readonly reach: Reach;
}

/** A system with all of its secret inputs in use. */
export interface SeededSystem {
  readonly system: string;
  /** In the order of their deployment. */
  readonly stacks: readonly string[];
  /** Configuration of the policy pack, at the root of the repository. */
  readonly policies: string;
  /** What settings can name, with recognisable values. */
  kept(seed: string): Kept[];
  /** Settings that use all of it. */
  edit(project: Project): void;
}

/** Signs that forms of escaping write differently. */
const AWKWARD = "-&<>\"'\\/+ %é";

function keeper(seed: string) {
  const word = (name: string) => `cnry${stableHex(28, seed, name)}`;
  return {
    /** For what takes letters and digits alone. */
    plain: (name: string, reach: Reach): Kept => ({
      label: `secret ${name}`,
      name,
      reach,
      value: word(name),
    }),
    awkward: (name: string, reach: Reach): Kept => ({
      label: `secret ${name}`,
      name,
      reach,
      value: word(name) + AWKWARD,
    }),
  };
}

function change(project: Project, stack: string, edit: (settings: Settings) => void): void {
  project.change(stack, edit as (settings: Record<string, unknown>) => void);
}

const PAYMENT_HUB: SeededSystem = {
  system: "payment-hub",
  stacks: ["prod-primary", "prod-secondary"],
  policies: "policies.json",
  kept: () => [],
  edit() {},
};

const SHOP = { key: "canary/consumers/till", client: "canary/login/client" };
const REQUEST_RESPONSE: SeededSystem = {
  system: "request-response",
  stacks: ["request-response-primary", "request-response-secondary"],
  policies: "policies.request-response.json",
  kept(seed) {
    const { plain, awkward } = keeper(seed);
    return [plain(SHOP.key, "state"), awkward(SHOP.client, "state")];
  },
  edit(project) {
    for (const stack of this.stacks) {
      change(project, stack, (settings) => {
        const consumers = [{ name: "warehouse" }, { name: "till", keySecretName: SHOP.key }];
        settings.api = { ...settings.api, consumers };
        settings.users = {
          ...settings.users,
          identityProvider: {
            name: "Login",
            issuer: "https://login.example.com",
            clientId: "shop",
            clientSecretName: SHOP.client,
          },
        };
      });
    }
  },
};

const CART = { key: "canary/parcels/key", signing: "canary/parcels/signing", bgp: "canary/bgp" };
const SECURE_CART: SeededSystem = {
  system: "secure-cart",
  stacks: ["secure-cart-primary", "secure-cart-secondary"],
  policies: "policies.secure-cart.json",
  kept(seed) {
    const { plain, awkward } = keeper(seed);
    return [plain(CART.key, "state"), plain(CART.bgp, "state"), awkward(CART.signing, "account")];
  },
  edit(project) {
    for (const stack of this.stacks) {
      change(project, stack, (settings) => {
        const { partners = [] } = settings.api as { partners?: Record<string, unknown>[] };
        const [first, ...others] = partners;
        const parcels = { ...first, signingSecretName: CART.signing, keySecretName: CART.key };
        settings.api = { ...settings.api, partners: [parcels, ...others] };
      });
    }
    change(project, "secure-cart-primary", (settings) => {
      const line = {
        connectionId: "dxcon-fg1234ab",
        vlan: 101,
        bgpAsn: 65_010,
        bgpKeySecretName: CART.bgp,
      };
      settings.onPremises = {
        ...settings.onPremises,
        directConnect: { acceptMonthlyCostUsd: 256, asn: 64_701, line },
      };
    });
  },
};

const WEB = { session: "/canary/web/session-key", mysql: "canary/mysql" };
const WEB_APP: SeededSystem = {
  system: "web-app",
  stacks: ["web-app-prod-primary", "web-app-prod-secondary"],
  policies: "policies.web-app.json",
  kept(seed) {
    const { awkward } = keeper(seed);
    return [awkward(WEB.session, "account"), awkward(WEB.mysql, "account")];
  },
  edit(project) {
    for (const stack of this.stacks) {
      change(project, stack, (settings) => {
        const secrets = [{ variable: "SESSION_KEY", parameter: WEB.session }];
        settings.service = { ...settings.service, secrets };
      });
    }
    const region = "ap-southeast-1";
    const arn = (rest: string) => `arn:aws:dms:${region}:123456789012:${rest}`;
    change(project, "web-app-prod-primary", (settings) => {
      settings.migration = {
        source: { host: "mysql.example.com", certificateArn: arn("cert:OLD") },
        targetCertificateArn: arn("cert:RDS"),
        sourceSecretArn: secretArn(region, WEB.mysql),
        schemas: ["shop"],
      };
    });
  },
};

const STOREFRONT: SeededSystem = {
  system: "storefront",
  stacks: ["storefront-prod", "storefront-dr"],
  policies: "policies.storefront.json",
  kept: () => [],
  edit() {},
};

/** The five systems, by the names that `tandem:system` takes. */
export const seededSystems: readonly SeededSystem[] = [
  PAYMENT_HUB,
  REQUEST_RESPONSE,
  SECURE_CART,
  WEB_APP,
  STOREFRONT,
];
