"""What stands between a server and a Chromium that is told with its pages closed: Google's service, as far as Chromium asks
of it (checking in, a token for each subscription, a line on which messages come), and the address that servers post to."""
import base64
import json
import ssl
import subprocess
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer

VERSION, LOGIN, LOGGED_IN, MESSAGE = 41, 2, 3, 8


def varint(number):
    parts = []
    while True:
        number, low = number >> 7, number & 0x7F
        parts.append(low | (0x80 if number else 0))
        if not number:
            return bytes(parts)


def field(place, content):
    """One of a protocol buffer: bytes or text by their length, a number as a varint."""
    if isinstance(content, int):
        return varint(place << 3) + varint(content)
    content = content.encode() if isinstance(content, str) else content
    return varint(place << 3 | 2) + varint(len(content)) + content


def fixed(place, number):
    return varint(place << 3 | 1) + number.to_bytes(8, "little")


def unpacked(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def der(kind, content):
    return bytes([kind, len(content)]) + content


class PushService:
    """`flags` are for a Chromium that is to ask here; `posted` is what servers have sent, head and body."""

    def __init__(self, folder):
        self.folder = folder
        self.tokens, self.given, self.posted, self.line, self.open = {}, 0, [], None, threading.Event()
        key, certificate = folder / "push.key", folder / "push.crt"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
             "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
        self.lines = ThreadingTCPServer(("127.0.0.1", 0), Line)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.lines.socket = context.wrap_socket(self.lines.socket, server_side=True, do_handshake_on_connect=False)
        for server in (self.http, self.lines):
            server.daemon_threads, server.service = True, self
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.http.server_address[1]}"

    @property
    def flags(self):
        return [
            f"--gcm-checkin-url={self.address}/checkin", f"--gcm-registration-url={self.address}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self.lines.server_address[1]}", "--ignore-certificate-errors"]

    def is_signed(self, head):
        """Whether openssl knows the hand under a post (RFC 8292): of the key that the browser has subscribed with, for us."""
        token, key = (part.partition("=")[2] for part in head["Authorization"].removeprefix("vapid ").split(", "))
        text, _, hand = token.rpartition(".")
        claims = json.loads(unpacked(text.partition(".")[2]))
        point, hand = unpacked(key), unpacked(hand)
        numbers = b"".join(der(2, (b"\0" if half[0] & 0x80 else b"") + half) for half in (
            hand[:32].lstrip(b"\0"), hand[32:].lstrip(b"\0")))
        # A public key on P-256: what it is, and its point.
        public = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + point
        for name, content in (("point", public), ("hand", der(0x30, numbers)), ("text", text.encode())):
            (self.folder / name).write_bytes(content)
        done = subprocess.run(
            ["openssl", "dgst", "-sha256", "-keyform", "DER", "-verify", "point", "-signature", "hand", "text"],
            cwd=self.folder, capture_output=True)
        return done.returncode == 0 and claims["aud"] == self.address and key in {
            asked["sender"] for asked in self.tokens.values()}

    def stop(self):
        for server in (self.http, self.lines):
            server.shutdown()
            server.server_close()

    def hand_over(self, token, body):
        """To the browser that has that token, as it came: it alone can open it."""
        subscription = self.tokens[token]
        assert self.open.wait(20), "the browser has no line"
        data = [("subtype", subscription["X-subtype"]), ("content-encoding", "aes128gcm")]
        stanza = b"".join([
            field(2, f"m{len(self.posted)}"), field(3, subscription["sender"]), field(5, subscription["app"]),
            *(field(7, field(1, name) + field(2, text)) for name, text in data),
            field(9, f"p{len(self.posted)}"), field(17, 60), field(21, body)])
        self.line.send(MESSAGE, stanza)


class Talk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        service = self.server.service
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/checkin":
            return self.answer(200, field(1, 1) + fixed(7, 11) + fixed(8, 12), "application/x-protobuf")
        if self.path == "/register":
            asked = {name: text[0] for name, text in urllib.parse.parse_qs(body.decode()).items()}
            if asked.get("delete"):
                gone = [token for token, known in service.tokens.items() if known.get("X-subtype") == asked.get("X-subtype")]
                for token in gone:
                    del service.tokens[token]
                return self.answer(200, b"deleted=x")
            service.given += 1
            token = f"token{service.given}"
            service.tokens[token] = asked
            return self.answer(200, f"token={token}".encode(), "text/plain")
        token = self.path.rpartition("/")[2]
        service.posted.append((dict(self.headers), body))
        if token not in service.tokens:
            return self.answer(410)
        service.hand_over(token, body)
        return self.answer(201)

    def answer(self, status, body=b"", kind="text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Line(StreamRequestHandler):
    """The mobile connection server's words: a byte for the kind, a length, a protocol buffer."""

    def handle(self):
        try:
            self.rfile.read(1)
            while True:
                kind = self.rfile.read(1)
                if not kind:
                    return
                length, shift = 0, 0
                while True:
                    byte = self.rfile.read(1)[0]
                    length, shift = length | (byte & 0x7F) << shift, shift + 7
                    if not byte & 0x80:
                        break
                self.rfile.read(length)
                if kind[0] == LOGIN:
                    self.wfile.write(bytes([VERSION]))
                    self.send(LOGGED_IN, field(1, "chrome"))
                    self.server.service.line = self
                    self.server.service.open.set()
        except (OSError, IndexError):
            pass  # the browser is closed

    def send(self, kind, content):
        self.wfile.write(bytes([kind]) + varint(len(content)) + content)
        self.wfile.flush()
