#!/usr/bin/env bash
# Asks a service for the paths of a file and compares the answers. Writes reports/functional.xml.
set -euo pipefail
: "${BASE_URL:?is missing: the address of the service, without a path}"
: "${CHECKS_FILE:?is missing: a line for each request, with status, path and a text of the answer}"
tries="${CHECK_TRIES:-5}"
seconds="${CHECK_SECONDS:-10}"
body="$(mktemp)"
trap 'rm -f "$body"' EXIT
mkdir -p reports

escape() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/"/\&quot;/g'; }

# Says what is wrong with an answer, or nothing.
ask() {
  local expected="$1" path="$2" text="$3" status
  status="$(curl --silent --show-error --max-time 10 --output "$body" --write-out '%{http_code}' "$BASE_URL$path" 2>&1)" ||
    { echo "no answer: ${status}"; return; }
  if [[ "$status" != "$expected" ]]; then
    echo "answered $status, $expected was expected"
  elif [[ -n "$text" ]] && ! grep -qF -- "$text" "$body"; then
    echo "answered without \"$text\""
  fi
}

cases="" count=0 failed=0
# The last line may end without a line break.
while read -r expected path text || [[ -n "$expected" ]]; do
  [[ -z "$expected" || "$expected" == \#* ]] && continue
  count=$((count + 1))
  # New tasks may still be on their way into the load balancer.
  for ((try = 1; try <= tries; try++)); do
    wrong="$(ask "$expected" "$path" "$text")"
    [[ -z "$wrong" ]] && break
    ((try == tries)) || sleep "$seconds"
  done
  name="$(escape <<<"$expected $path")"
  if [[ -z "$wrong" ]]; then
    echo "passed: $expected $path"
    cases+="<testcase classname=\"functional\" name=\"$name\"/>"
  else
    failed=$((failed + 1))
    echo "failed: $expected $path: $wrong" >&2
    cases+="<testcase classname=\"functional\" name=\"$name\"><failure message=\"$(escape <<<"$wrong")\"/></testcase>"
  fi
done <"$CHECKS_FILE"

echo "<testsuite name=\"functional\" tests=\"$count\" failures=\"$failed\">$cases</testsuite>" >reports/functional.xml
if ((count == 0)); then
  echo "$CHECKS_FILE asks for nothing." >&2
  exit 1
fi
((failed == 0))
