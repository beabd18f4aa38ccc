#!/bin/sh
# Collects what is said on a channel in a file, and misses nothing while the server or this
# script is away: collect.sh CHANNEL
until workshop tail "$1" --cursor "collect-$1" -n 1000 >>"$1.ndjson"; do
    # 6 is a server that is not there yet; once connected, tail waits for it by itself.
    [ $? -eq 6 ] || exit
    sleep 1
done
