#!/usr/bin/env python3
"""Measures `relist server` on a list: how long until findings are there, from opening it and from a key.

    editor_speed.py RELIST LIST
"""

import json
import subprocess
import sys
import time

server = subprocess.Popen([sys.argv[1], "server", "--no-config"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
with open(sys.argv[2], encoding="utf-8", newline="") as file:
    text = file.read()
DOCUMENT = {"uri": "untitled:list.md"}


def send(**message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    server.stdin.flush()


def receive():
    length = 0
    while (line := server.stdout.readline().strip()):
        length = int(line.split(b":")[1])
    return json.loads(server.stdout.read(length))


def until_found(version, **message):
    start = time.perf_counter()
    send(**message)
    while (answer := receive()).get("params", {}).get("version") != version:
        pass
    return 1000 * (time.perf_counter() - start), len(answer["params"]["diagnostics"])


send(id=1, method="initialize", params={"capabilities": {}})
receive()
opened = {**DOCUMENT, "languageId": "markdown", "version": 1, "text": text}
took, found = until_found(1, method="textDocument/didOpen", params={"textDocument": opened})
print(f"{len(text.encode()) / 1e6:.1f} MB, {found} findings: {took:.0f} ms from opening it")
middle = {"line": text.count("\n") // 2, "character": 3}
times = []
for version in range(2, 23):
    change = {"range": {"start": middle, "end": middle}, "text": "x"}
    typed = {"textDocument": {**DOCUMENT, "version": version}, "contentChanges": [change]}
    times.append(until_found(version, method="textDocument/didChange", params=typed)[0])
print(f"{sorted(times)[10]:.0f} ms from a key (median of 21, the pause of 100 ms included), {max(times):.0f} ms at most")
send(id=2, method="shutdown")
send(method="exit")
server.wait()
