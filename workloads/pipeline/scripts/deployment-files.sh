#!/usr/bin/env bash
# Writes what deployments to ECS read: the image for a rolling update, and for blue/green the next task definition, made
# from the newest one, and the AppSpec.
set -euo pipefail
: "${IMAGE_REPOSITORY:?is missing: the address of the repository, without a tag}"
: "${CONTAINER_NAME:?is missing: the container of the task that gets the image}"
image="$IMAGE_REPOSITORY@$(cat deployment-state/digest)"
mkdir -p deployment

jq -n --arg name "$CONTAINER_NAME" --arg image "$image" '[{name: $name, imageUri: $image}]' \
  >deployment/imagedefinitions.json
# The copies that ECR makes of the image in other regions: a task there must not need this region to start.
for region in ${IMAGE_COPY_REGIONS:-}; do
  copy="$(sed -E "s/(\.dkr\.ecr\.)[a-z0-9-]+(\.)/\1$region\2/" <<<"$image")"
  jq -n --arg name "$CONTAINER_NAME" --arg image "$copy" '[{name: $name, imageUri: $image}]' \
    >"deployment/imagedefinitions-$region.json"
done
jq -n --arg image "$image" '{ImageURI: $image}' >deployment/imageDetail.json
[[ -n "${TASK_FAMILY:-}" ]] || exit 0

: "${CONTAINER_PORT:?is missing: the port of the container that the load balancer asks}"
# What ECS adds when it registers a task definition is refused when another one is registered with it.
aws ecs describe-task-definition --task-definition "$TASK_FAMILY" --query taskDefinition --output json |
  jq --arg name "$CONTAINER_NAME" '
    if any(.containerDefinitions[]; .name == $name) then . else error("no container is named " + $name) end
    | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy,
          .deregisteredAt)
    | (.containerDefinitions[] | select(.name == $name) | .image) = "<IMAGE1_NAME>"
  ' >deployment/taskdef.json
cat >deployment/appspec.yaml <<APPSPEC
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: $CONTAINER_NAME
          ContainerPort: $CONTAINER_PORT
APPSPEC
