#!/usr/bin/env bash
# Builds and pushes the image of a commit, unless it is there already. Leaves its digest in deployment-state/digest.
set -euo pipefail
: "${IMAGE_REPOSITORY:?is missing: the address of the repository, without a tag}"
: "${IMAGE_DIRECTORY:?is missing: the folder with the Dockerfile}"
# IMAGE_FILE names a Dockerfile elsewhere, where an image takes more than its own folder; IMAGE_SERVICE is the build argument
# SERVICE of one that makes an image of each of several services.
: "${SOURCE_REVISION:?is missing: the commit}"

tag="${SOURCE_REVISION:0:12}"
name="${IMAGE_REPOSITORY#*/}"

find_digest() {
  aws ecr describe-images --repository-name "$name" --image-ids "imageTag=$tag" \
    --query 'imageDetails[0].imageDigest' --output text 2>"$errors"
}

errors="$(mktemp)"
trap 'rm -f "$errors"' EXIT
if digest="$(find_digest)"; then
  echo "$name:$tag is there already."
elif grep -q ImageNotFoundException "$errors"; then
  # An index with a statement of origin beside the image has findings of its own kind: one image, one digest.
  docker build --provenance=false --tag "$IMAGE_REPOSITORY:$tag" ${IMAGE_FILE:+--file "$IMAGE_FILE"} \
    ${IMAGE_SERVICE:+--build-arg "SERVICE=$IMAGE_SERVICE"} "$IMAGE_DIRECTORY"
  docker push "$IMAGE_REPOSITORY:$tag"
  digest="$(find_digest)"
else
  cat "$errors" >&2
  exit 1
fi
mkdir -p deployment-state
echo "$digest" >deployment-state/digest
echo "$name@$digest"
