"""Serves a checkout of web-platform-tests with its own server, and lists its tests.

    python3 -B server.py list FOLDER              prints the tests in the files whose paths stdin has, as JSON
    python3 -B server.py serve FOLDER SETTINGS    serves the checkout on loopback until stdin ends; SETTINGS is JSON:
        prefix    code that comes first in each document, in each worker, and in testharness.js
        harness   code that is put into the scope of testharness.js, at its end
        report    what testharnessreport.js is
"""
import json
import os
import re
import sys

command, folder, *rest = sys.argv[1:]
folder = os.path.abspath(folder)
sys.path.insert(0, os.path.join(folder, "tools"))
import localpaths  # noqa: E402, F401

PREFIX = "/asynccontext/prefix.js"
TAG = b'<script src="%s"></script>' % PREFIX.encode()
WORKERS = (b"worker", b"sharedworker", b"serviceworker")


def tests(paths):
    """Yields the tests of testharness.js in these files."""
    from manifest.sourcefile import SourceFile

    for path in paths:
        kind, items = SourceFile(folder, path, "/").manifest_items()
        if kind == "testharness":
            for item in items:
                yield {"path": path, "url": item.url, "long": item.timeout == "long", "driver": bool(item.testdriver)}


def serve(settings):
    """Serves the checkout on two ports, since tests use the second one as another origin."""
    import logging
    import socket
    import uuid
    from serve import serve as wpt
    from wptserve import server, stash

    prefix = settings["prefix"].encode()

    class Injecting:
        """Puts the prefix in front of what one of the server's handlers returns."""

        def __init__(self, handler):
            self.handler = handler

        def __call__(self, request, response):
            self.handler(request, response)
            types = response.headers.get("Content-Type") or [b""]
            if not prefix or isinstance(response.content, tuple) or not hasattr(response, "iter_content"):
                return response
            is_worker = request.headers.get("Sec-Fetch-Dest") in WORKERS and b"javascript" in types[0]
            if types[0].startswith(b"text/html") and isinstance(response.content, (bytes, str)) or hasattr(response.content, "read"):
                if types[0].startswith(b"text/html"):
                    self.change(response, lambda content: wpt.inject_script(content, TAG))
                elif is_worker:
                    self.change(response, lambda content: prefix + b"\n" + content)
            elif is_worker:
                self.change(response, lambda content: prefix + b"\n" + content)
            return response

        def change(self, response, by):
            response.content = by(b"".join(response.iter_content(read_file=True)))
            # The header had the length of the original content.
            if "Content-Length" in response.headers:
                response.headers.set("Content-Length", len(response.content))

    class Text:
        def __init__(self, text):
            self.text = text

        def __call__(self, request, response):
            response.headers.set("Content-Type", "text/javascript; charset=utf-8")
            response.headers.set("Cache-Control", "max-age=3600")
            # For documents that load it by CORS, or that have a COEP.
            response.headers.set("Access-Control-Allow-Origin", "*")
            response.headers.set("Cross-Origin-Resource-Policy", "cross-origin")
            response.content = self.text

    with open(os.path.join(folder, "resources", "testharness.js"), encoding="utf-8") as file:
        harness = file.read()
    end = "\n})(self);"
    if harness.count(end) != 1:
        raise SystemExit("testharness.js: expected it to end with })(self);")
    harness = settings["prefix"] + "\n" + harness.replace(end, "\n" + settings["harness"] + end)

    def free():
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            return one.getsockname()[1]

    logging.getLogger().setLevel("CRITICAL")
    ports = [free(), free()]
    config = {
        "doc_root": folder,
        "browser_host": "127.0.0.1",
        "alternate_hosts": {"alt": "localhost"},
        "subdomains": set(),
        "not_subdomains": set(),
        "check_subdomains": False,
        "ports": {"http": ports, "https": [ports[0], ports[1]], "ws": [free()]},
        "ssl": {"type": "none"},
        "logging": {"level": "critical", "suppress_handler_traceback": True},
    }
    builder = wpt.ConfigBuilder(logging.getLogger(), subdomains=set(), not_subdomains=set())
    for key in ("subdomains", "not_subdomains"):
        config.pop(key)
    builder.update(config)
    builder.inject_script = None
    with builder as built, stash.StashServer(("127.0.0.1", free()), authkey=str(uuid.uuid4())):
        routes = [
            (method, path, Injecting(handler if not isinstance(handler, type) else handler()))
            for method, path, handler in wpt.get_route_builder(logging.getLogger(), [], built).get_routes()
        ]
        routes = [
            ("GET", PREFIX, Text(settings["prefix"] + "\ndocument.currentScript.remove();\n")),
            ("GET", "/resources/testharness.js", Text(harness)),
            ("GET", "/resources/testharnessreport.js", Text(settings["report"])),
        ] + routes
        servers = [
            server.WebTestHttpd(host="127.0.0.1", port=port, doc_root=folder, routes=routes, rewrites=wpt.rewrites, config=built, bind_address=True)
            for port in ports
        ]
        for one in servers:
            one.start()
        print(json.dumps({"origin": f"http://127.0.0.1:{ports[0]}"}), flush=True)
        sys.stdin.read()
        for one in servers:
            one.stop()


if command == "list":
    json.dump(list(tests(sys.stdin.read().split("\n"))), sys.stdout)
else:
    serve(json.loads(rest[0]))
