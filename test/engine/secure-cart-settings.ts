import type { Project } from "../support/project";

type Raw = Record<string, unknown>;

/** Turns on, for the tests, what the shipped settings leave off because it costs or is another's: all of it at once. */
export function everySwitch(engine: { project: Pick<Project, "change"> }): void {
  engine.project.change("secure-cart-primary", (settings) => {
    settings.peerAccounts = [
      { name: "warehouse", accountId: "777788889999", vpcId: "vpc-0a1b2c3d4e5f60718", cidr: "172.20.0.0/16" },
    ];
    settings.recovery = {
      shieldAdvanced: { acceptMonthlyCostUsd: 3000 },
      responseTeam: { emails: ["security@example.com"], phone: "+12065550100" },
    };
    const onPremises = settings.onPremises as Raw;
    onPremises.directConnect = { acceptMonthlyCostUsd: 256, asn: 64701 };
  });
  engine.project.change("secure-cart-secondary", (settings) => {
    settings.recovery = { shieldAdvanced: { acceptMonthlyCostUsd: 3000 } };
  });
  for (const [stack, region] of [
    ["secure-cart-primary", "us-east-1"],
    ["secure-cart-secondary", "eu-west-1"],
  ] as const) {
    engine.project.change(stack, (settings) => {
      settings.partnerEndpoints = [
        {
          name: "risk-desk",
          serviceName: `com.amazonaws.vpce.${region}.vpce-svc-0a1b2c3d4e5f60718`,
        },
      ];
    });
  }
}
