#!/usr/bin/env python3
"""An agent: adds up the numbers of one task after another in the channel 'sums', with nothing but
the standard library. It says that it is here, claims the next task for 30 seconds at a time, tells
how far it is, which renews that and brings an interrupt, and finishes with its claim. Try it:
  AGENT_ID=adder.lab Examples/agent.py
  workshop task create 'add up' --ch sums --context '{"numbers":[1,2,3]}' --wait 1m"""
import json, os, time, uuid
from urllib.error import HTTPError
from urllib.request import Request, urlopen

url = os.environ.get("WORKSHOP_URL") or "http://localhost:4242"
me = os.environ.get("AGENT_ID") or "adder.python"


def post(path, **body):
    """Sends it until there is an answer; the key makes that safe. None is: nothing there."""
    text, key = json.dumps({"from": me, **body}).encode(), str(uuid.uuid4())
    while True:
        try:
            with urlopen(Request(url + path, text, {"Idempotency-Key": key}), timeout=90) as answer:
                return json.loads(answer.read() or "null")
        except HTTPError as error:
            if error.code < 500:
                raise
        except OSError:
            pass  # no server, for now
        time.sleep(1)


def add_up(task):
    total = 0
    for number in task["context"].get("numbers", []):
        time.sleep(0.1)  # which is how hard it is
        total += number
        post("/presence", channels=["sums"])
        note = post(f"/tasks/{task['id']}/update", claim=task["claim"], sum=total)
        if note.get("interrupted"):
            return {"sum": total, "state": "interrupted"}
    return {"sum": total, "state": "finished"}


while True:
    post("/presence", channels=["sums"])
    if task := post("/tasks/claim", ch="sums", wait=50, lease=30):
        try:
            post(f"/tasks/{task['id']}/done", claim=task["claim"], result=add_up(task))
        except HTTPError as error:  # it is not ours any more
            print(f"task {task['id']}: {json.load(error)['error']}", flush=True)
