#!/usr/bin/env bash
# Waits for ECR's scan of the image and fails when it found weaknesses of the severities that are refused.
set -euo pipefail
: "${IMAGE_REPOSITORY:?is missing: the address of the repository, without a tag}"
refused="${REFUSED_SEVERITIES:-CRITICAL}"
tries="${SCAN_TRIES:-60}"
seconds="${SCAN_SECONDS:-5}"
name="${IMAGE_REPOSITORY#*/}"
digest="$(cat deployment-state/digest)"

for ((try = 1; try <= tries; try++)); do
  # Until the scan has begun, ECR answers that there is none.
  answer="$(aws ecr describe-image-scan-findings --repository-name "$name" --image-id "imageDigest=$digest" \
    --no-paginate --output json 2>&1)" || {
    grep -q ScanNotFoundException <<<"$answer" || { echo "$answer" >&2; exit 1; }
    answer='{"imageScanStatus":{"status":"PENDING"}}'
  }
  status="$(jq -r .imageScanStatus.status <<<"$answer")"
  case "$status" in
    COMPLETE) break ;;
    PENDING | IN_PROGRESS) sleep "$seconds" ;;
    *)
      echo "The scan of $name@$digest ended as $status: $(jq -r '.imageScanStatus.description // "no reason given"' <<<"$answer")" >&2
      exit 1
      ;;
  esac
done
if [[ "$status" != COMPLETE ]]; then
  echo "The scan of $name@$digest is not done after $((tries * seconds)) seconds." >&2
  exit 1
fi

found=0
for severity in $refused; do
  count="$(jq --arg severity "$severity" '.imageScanFindings.findingSeverityCounts[$severity] // 0' <<<"$answer")"
  echo "$severity: $count"
  found=$((found + count))
done
if ((found > 0)); then
  echo "$name@$digest is refused: $found findings of severity $refused." >&2
  exit 1
fi
