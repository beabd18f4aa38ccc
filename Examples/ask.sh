#!/bin/sh
# Asks an agent a question and prints its answer: ask.sh QUESTION [AGENT]
answer=$(workshop task create "$1" --for "${2:-oracle}" --wait "${PATIENCE:-60s}") || exit
echo "$answer"
