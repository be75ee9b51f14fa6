/** What an instance runs. */
export interface StartArgs {
  region: string;
  /** Image with its tag or digest, in a registry of ECR. */
  image: string;
  /** Name of the container. */
  name: string;
  /** TCP port of the container and of the instance. */
  port: number;
  logGroup: string;
  /** Environment of the container. Never a secret: everyone on the instance can read it. */
  environment: Record<string, string>;
}

/**
 * Script of an instance's first start: Docker, a login to ECR by the instance's role, and one container without root,
 * which comes back by itself. Everything else about it is the image's.
 */
export function startScript({ region, image, name, port, logGroup, environment }: StartArgs): string {
  const variables = Object.entries(environment).map(([key, value]) => `  --env ${quoted(`${key}=${value}`)}`);
  const options = [
    "  --detach --restart always --read-only --tmpfs /tmp --user 1000:1000 --cap-drop ALL",
    "  --security-opt no-new-privileges",
    `  --name ${quoted(name)} --publish ${port}:${port}`,
    `  --log-driver awslogs --log-opt awslogs-region=${region} --log-opt awslogs-group=${quoted(logGroup)}`,
    ...variables,
    `  ${quoted(image)}`,
  ];
  return [
    "#!/bin/bash",
    "set -euo pipefail",
    "dnf install --assumeyes docker amazon-ecr-credential-helper",
    "install --directory --mode 0700 /root/.docker",
    `printf '%s' '{"credsStore":"ecr-login"}' > /root/.docker/config.json`,
    "systemctl enable --now docker",
    `HOME=/root docker run \\\n${options.join(" \\\n")}`,
    "",
  ].join("\n");
}

/** One word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
