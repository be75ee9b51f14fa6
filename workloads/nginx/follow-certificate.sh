#!/bin/bash
# Takes the certificate from Secrets Manager ({"certificate": PEM with its chain, "privateKey": PEM}) or, where it is an
# exportable one of ACM, from there, and when it is another than before, has NGINX read it. The key is on this instance only
# in a file of root's.
#   follow-certificate.sh <ARN of the secret or the certificate> <region> <folder>
set -euo pipefail
secret=$1 region=$2 folder=$3
aws=${AWS:-aws}
nginx=${NGINX:-nginx}

umask 077
mkdir -p "$folder"
new=$(mktemp -d "$folder/.new-XXXXXX")
trap 'rm -rf "$new"' EXIT
if [[ $secret == arn:*:acm:* ]]; then
  # ACM gives the key encrypted, under a word that is forgotten with this folder.
  openssl rand -hex 32 | tr -d '\n' > "$new/word"
  $aws acm export-certificate --region "$region" --certificate-arn "$secret" --passphrase "fileb://$new/word" > "$new/exported"
  jq --exit-status --raw-output '.Certificate, .CertificateChain' < "$new/exported" > "$new/certificate.pem"
  jq --exit-status --raw-output .PrivateKey < "$new/exported" | openssl pkey -passin "file:$new/word" -out "$new/key.pem"
else
  $aws secretsmanager get-secret-value --region "$region" --secret-id "$secret" --query SecretString --output text > "$new/secret"
  jq --exit-status --raw-output .certificate < "$new/secret" > "$new/certificate.pem"
  jq --exit-status --raw-output .privateKey < "$new/secret" > "$new/key.pem"
fi
# Both belong together, or NGINX would not start the next time.
public=$(openssl x509 -in "$new/certificate.pem" -noout -pubkey)
[[ $public == "$(openssl pkey -in "$new/key.pem" -pubout)" ]]
if cmp --quiet "$new/certificate.pem" "$folder/certificate.pem" 2>/dev/null; then exit 0; fi

is_first=yes
if [[ -f $folder/certificate.pem ]]; then is_first=no; fi
mv "$new/key.pem" "$folder/key.pem"
mv "$new/certificate.pem" "$folder/certificate.pem"
if [[ $is_first == no ]]; then $nginx -s reload; fi
