import type { Provider } from "@pulumi/aws/provider";

/** What the parts that several systems share are made from; each system has more of each. */
export interface Part<Settings> {
  settings: Settings & {
    region: string;
    system: string;
    environment: string;
    recovery: { protect: boolean };
  };
  names: { prefix: string };
  opts: { providers: { aws: Provider } };
}
