#!/bin/sh
# An agent: adds up the numbers of one task after another in the channel 'sums', needs workshop
# and jq. It says that it is here, claims the next task for 30 seconds at a time, tells how far it
# is, which renews that and brings an interrupt, and finishes with its claim. Try it:
#   AGENT_ID=adder.lab Examples/agent.sh
#   workshop task create 'add up' --ch sums --context '{"numbers":[1,2,3]}' --wait 1m
workshop presence beat sums --every 20s >/dev/null &
trap 'kill $!' EXIT
trap exit INT TERM
while :; do
    task=$(workshop task claim --next --ch sums --wait forever --lease 30s) || { sleep 1; continue; }
    id=$(printf %s "$task" | jq -r .id) claim=$(printf %s "$task" | jq -r .claim)
    sum=0 state=finished
    for number in $(printf %s "$task" | jq '.context.numbers[]?'); do
        sleep 0.1 # which is how hard it is
        sum=$((sum + number))
        workshop task update "$id" "{\"sum\":$sum}" --claim "$claim" >/dev/null && continue
        case $? in 8) state=interrupted && break ;; 4) continue 2 ;; esac
    done
    until workshop task done "$id" "{\"sum\":$sum,\"state\":\"$state\"}" --claim "$claim" ||
        [ $? -ne 6 ]; do sleep 1; done
done
