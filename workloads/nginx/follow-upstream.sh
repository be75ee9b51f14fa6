#!/bin/bash
# Writes the present addresses of the load balancer for NGINX and, when they are others than before, has it read them.
# A name that can't be resolved, or a file that NGINX does not take, changes nothing.
#   follow-upstream.sh <host> <port> <file>
set -euo pipefail
host=$1 port=$2 file=$3
resolve=${RESOLVE:-getent ahostsv4}
nginx=${NGINX:-nginx}

addresses=$($resolve "$host" | awk '{ print $1 }' | sort -u)
if [[ -z $addresses ]]; then
  echo "$host has no address" >&2
  exit 1
fi
new=$(for address in $addresses; do
  echo "server $address:$port max_fails=2 fail_timeout=5s;"
done)
if [[ -f $file && $(<"$file") == "$new" ]]; then exit 0; fi

before=$(cat "$file" 2>/dev/null || true)
printf '%s\n' "$new" > "$file"
if ! $nginx -t -q; then
  printf '%s\n' "$before" > "$file"
  exit 1
fi
# At the first start there is none to tell.
if [[ -n $before ]]; then $nginx -s reload; fi
