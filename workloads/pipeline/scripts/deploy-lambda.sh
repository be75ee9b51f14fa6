#!/usr/bin/env bash
# Publishes an archive as a version of a function and has CodeDeploy move the function's alias to it.
# Usage: deploy-lambda.sh <archive>
set -euo pipefail
archive="${1:?is missing: the archive of the function}"
: "${FUNCTION_NAME:?is missing}" "${FUNCTION_ALIAS:?is missing}" "${DEPLOY_REGION:?is missing}"
: "${DEPLOY_APPLICATION:?is missing}" "${DEPLOY_GROUP:?is missing}"
seconds="${DEPLOY_SECONDS:-15}"
export AWS_REGION="$DEPLOY_REGION" AWS_DEFAULT_REGION="$DEPLOY_REGION"

digest="$(aws lambda update-function-code --function-name "$FUNCTION_NAME" --zip-file "fileb://$archive" \
  --query CodeSha256 --output text)"
aws lambda wait function-updated --function-name "$FUNCTION_NAME"
# Lambda makes no version when the code is that of the newest one, and none when somebody else has changed it meanwhile.
target="$(aws lambda publish-version --function-name "$FUNCTION_NAME" --code-sha256 "$digest" \
  --description "${SOURCE_REVISION:-}" --query Version --output text)"
current="$(aws lambda get-alias --function-name "$FUNCTION_NAME" --name "$FUNCTION_ALIAS" \
  --query FunctionVersion --output text)"
if [[ "$current" == "$target" ]]; then
  echo "$FUNCTION_NAME:$FUNCTION_ALIAS is at version $target already."
  exit 0
fi

appspec="$(jq -nc --arg name "$FUNCTION_NAME" --arg alias "$FUNCTION_ALIAS" --arg current "$current" \
  --arg target "$target" '{
    version: 0.0,
    Resources: [{function: {
      Type: "AWS::Lambda::Function",
      Properties: {Name: $name, Alias: $alias, CurrentVersion: $current, TargetVersion: $target}
    }}]
  }')"
revision="$(jq -nc --arg content "$appspec" '{revisionType: "AppSpecContent", appSpecContent: {content: $content}}')"
deployment="$(aws deploy create-deployment --application-name "$DEPLOY_APPLICATION" \
  --deployment-group-name "$DEPLOY_GROUP" --revision "$revision" --query deploymentId --output text)"
echo "Deployment $deployment moves $FUNCTION_NAME:$FUNCTION_ALIAS from version $current to $target."

# The time is limited by the build; a slow shift takes longer than the waiter of the command line has patience.
while true; do
  status="$(aws deploy get-deployment --deployment-id "$deployment" --query deploymentInfo.status --output text)"
  case "$status" in
    Succeeded) exit 0 ;;
    Failed | Stopped)
      echo "Deployment $deployment: $status. CodeDeploy returns to version $current." >&2
      exit 1
      ;;
    *) sleep "$seconds" ;;
  esac
done
