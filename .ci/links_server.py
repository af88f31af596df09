"""A web server on loopback for link checkers to try: prints its port, and serves until it is ended.

`/404/x` answers with 404, `/301/new/x` redirects to `/new/x` with 301, `/301/private` to `/login`, `/hang/x` never answers, and all else is there.
"""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        first, _, rest = self.path.strip("/").partition("/")
        if first == "hang":
            time.sleep(3600)
        status = int(first) if first.isdigit() else 200
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "/login" if rest == "private" else f"/{rest}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
