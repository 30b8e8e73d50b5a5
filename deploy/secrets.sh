#!/bin/sh
# Makes the passwords of PostgreSQL and RabbitMQ, and the addresses that hold them, unless they are there.
# They are in files that only those who have the folder can read, and in no environment.
#
#     secrets.sh <folder>

set -eu
umask 022
cd "$1"

password() {
  head -c 24 /dev/urandom | base64 | tr '+/' '-_'
}

# The last file is there when all are: an interrupted run is done again from the start.
if [ ! -e broker-url ]; then
  database=$(password)
  broker=$(password)
  printf '%s' "$database" >database-password
  printf 'postgres://jobhub:%s@database:5432/jobhub' "$database" >database-url
  printf 'default_user = jobhub\ndefault_pass = %s\nlisteners.tcp.default = 5672\nmanagement.tcp.port = 15672\n' "$broker" >rabbitmq.conf
  printf 'http://jobhub:%s@broker:15672' "$broker" >broker-management-url
  printf 'amqp://jobhub:%s@broker:5672' "$broker" >broker-url.part
  mv broker-url.part broker-url
fi
