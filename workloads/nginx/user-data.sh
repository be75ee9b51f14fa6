#!/bin/bash
# First start of a reverse proxy: NGINX, the media bucket as a folder, certificate, configuration, and what follows changes.
set -euo pipefail

dnf install --assumeyes --quiet nginx jq amazon-cloudwatch-agent
case $(uname -m) in
  aarch64) mountpoint=arm64 ;;
  *) mountpoint=x86_64 ;;
esac
dnf install --assumeyes --quiet "https://s3.amazonaws.com/mountpoint-s3-release/${MOUNTPOINT_VERSION}/$mountpoint/mount-s3-${MOUNTPOINT_VERSION}-$mountpoint.rpm"

install --directory /etc/nginx/storefront /usr/share/nginx/storefront /var/cache/nginx/media ${MEDIA_FOLDER}
chown nginx: /var/cache/nginx/media
base64 --decode << 'FILES' | tar --extract --gzip --directory /etc/nginx/storefront
${FILES}
FILES
mv /etc/nginx/storefront/nginx.conf /etc/nginx/nginx.conf
mv /etc/nginx/storefront/unavailable.html /usr/share/nginx/storefront/
install --mode 0755 /etc/nginx/storefront/*.sh /usr/local/sbin/
rm -f /etc/nginx/conf.d/*.conf

# A unit that comes back by itself; a folder of root's that NGINX may read.
cat > /etc/systemd/system/media.service << 'UNIT'
[Unit]
Description=Media bucket as a folder
Wants=network-online.target
After=network-online.target
Before=nginx.service

[Service]
Type=forking
ExecStart=/usr/bin/mount-s3 --read-only --allow-other --region ${REGION} --metadata-ttl 60 ${MEDIA_BUCKET} ${MEDIA_FOLDER}
ExecStop=/usr/bin/umount ${MEDIA_FOLDER}
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
UNIT

# Every half minute, and every hour.
unit() {
  printf '[Unit]\nDescription=%s\n[Service]\nType=oneshot\nExecStart=%s\n' "$2" "$3" > "/etc/systemd/system/$1.service"
  printf '[Unit]\nDescription=%s\n[Timer]\nOnBootSec=60\nOnUnitActiveSec=%s\n[Install]\nWantedBy=timers.target\n' "$2" "$4" > "/etc/systemd/system/$1.timer"
}
follow_upstream="/usr/local/sbin/follow-upstream.sh ${UPSTREAM_HOST} ${UPSTREAM_PORT} /etc/nginx/storefront/upstream-servers.conf"
follow_certificate="/usr/local/sbin/follow-certificate.sh ${CERTIFICATE_SECRET} ${REGION} /etc/nginx/tls"
unit follow-upstream 'Addresses of the load balancer' "$follow_upstream" 30
unit follow-certificate 'Certificate of the shop' "$follow_certificate" 3600

mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nRestart=always\nRestartSec=2\nLimitNOFILE=65535\nExecStartPre=/usr/bin/rm -f /run/nginx-media.sock\n' > /etc/systemd/system/nginx.service.d/storefront.conf
systemctl daemon-reload
systemctl enable --now media.service
$follow_certificate
# NGINX is asked whether it takes the file, and needs one for that.
until $follow_upstream; do sleep 5; done
nginx -t
systemctl enable --now nginx.service follow-upstream.timer follow-certificate.timer

cat > /opt/aws/amazon-cloudwatch-agent/etc/storefront.json << 'AGENT'
{
  "agent": { "region": "${REGION}" },
  "logs": {
    "logs_collected": {
      "files": {
        "collect_list": [
          { "file_path": "/var/log/nginx/access.json", "log_group_name": "${LOG_GROUP}", "log_stream_name": "{instance_id}/access" },
          { "file_path": "/var/log/nginx/error.log", "log_group_name": "${LOG_GROUP}", "log_stream_name": "{instance_id}/error" }
        ]
      }
    }
  }
}
AGENT
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/opt/aws/amazon-cloudwatch-agent/etc/storefront.json
