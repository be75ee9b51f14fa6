import { FleetImage } from "./args";

/**
 * Public parameter with the id of the newest image.
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export function imageParameter(image: FleetImage, graviton: boolean): string {
  if (image === FleetImage.Containers) {
    const folder = graviton ? "amazon-linux-2023/arm64" : "amazon-linux-2023";
    return `/aws/service/ecs/optimized-ami/${folder}/recommended/image_id`;
  }
  return `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${graviton ? "arm64" : "x86_64"}`;
}
