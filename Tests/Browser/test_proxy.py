"""Kardan behind nginx, as ops/nginx.conf has it: TLS, a photo, and what nginx keeps away."""
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import urllib.parse

import pytest
from portal import PASSWORD, ROOT, Portal, cookie_of, free_port, hidden, wait_for
from test_photos import png

NAME = "kardan.example"


class Proxied:
    """The portal as people reach it: over TLS, by its name."""

    def __init__(self, portal, folder):
        self.portal, self.folder, self.port, self.plain = portal, folder, free_port(), free_port()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
             "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
        self.start()

    def configuration(self):
        """ops/nginx.conf with its places on this machine."""
        text = (ROOT / "ops/nginx.conf").read_text()
        for here, there in [
                (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", "cert.pem"),
                (f"/etc/letsencrypt/live/{NAME}/privkey.pem", "key.pem"), ("/var/log/nginx/kardan.log", "kardan.log")]:
            assert here in text
            text = text.replace(here, str(self.folder / there))
        text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{self.port}", text)
        text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{self.plain}", text)
        text = text.replace("127.0.0.1:8080", f"127.0.0.1:{self.portal.port}")
        places = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in (
            "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return f"daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log;\nevents {{}}\nhttp {{\n{places}{text}}}\n"

    def start(self):
        (self.folder / "nginx.conf").write_text(self.configuration())
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.server = subprocess.Popen([program, "-p", self.folder, "-c", self.folder / "nginx.conf"])
        wait_for(self.port)

    def stop(self):
        self.server.terminate()
        assert self.server.wait(timeout=10) == 0

    def line(self, name=NAME):
        trust = ssl.create_default_context(cafile=self.folder / "cert.pem")
        trust.check_hostname = False
        return trust.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=30), server_hostname=name)

    def request(self, method, path, body=None, kind="application/x-www-form-urlencoded", **headers):
        connection = http.client.HTTPConnection(NAME)
        connection.sock = self.line()
        try:
            if body is not None:
                headers["Content-Type"] = kind
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


@pytest.fixture
def proxied(demo_data, tmp_path, monkeypatch):
    monkeypatch.setenv("KARDAN_URL", f"https://{NAME}")
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    (tmp_path / "nginx").mkdir()
    proxy = Proxied(portal, tmp_path / "nginx")
    yield proxy
    proxy.stop()
    portal.stop()


def sign_in(proxied, mobile):
    """The cookie of a new session."""
    _, headers, page = proxied.request("GET", "/sign-in")
    guest = f"__Host-kardan_guest={cookie_of(headers, '__Host-kardan_guest')}"
    fields = {"csrf": hidden(page.decode(), "csrf"), "mobile": mobile, "password": PASSWORD, "back": ""}
    status, headers, _ = proxied.request("POST", "/sign-in", urllib.parse.urlencode(fields), Cookie=guest)
    assert status == 303
    kept = [one for one in headers.get_all("Set-Cookie") if one.startswith("__Host-kardan_session=")]
    assert "Secure" in kept[0] and headers["Strict-Transport-Security"].startswith("max-age=")
    return f"__Host-kardan_session={cookie_of(headers, '__Host-kardan_session')}"


def test_somebody_signs_in_and_sends_a_photo_that_his_browser_then_keeps(proxied):
    cookie = sign_in(proxied, proxied.portal.add_person("reception"))
    job = proxied.portal.rows("SELECT id FROM job ORDER BY id LIMIT 1")[0][0]
    place = f"/arman/files/of/job/{job}"
    page = proxied.request("GET", place, Cookie=cookie)[2].decode()
    body = b"".join(
        b'--mark\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), hidden(page, name).encode())
        for name in ("csrf", "key"))
    body += b'--mark\r\nContent-Disposition: form-data; name="photos"; filename="a.png"\r\n\r\n' + png(7) + b"\r\n--mark--\r\n"
    status, _, _ = proxied.request("POST", place, body, "multipart/form-data; boundary=mark", Cookie=cookie)
    assert status == 303
    photo = proxied.portal.rows("SELECT max(id) FROM attachment")[0][0]
    status, headers, _ = proxied.request("GET", f"/arman/files/{photo}", Cookie=cookie)
    assert status == 200 and headers["Cache-Control"] == "private, no-cache"
    again = proxied.request("GET", f"/arman/files/{photo}", Cookie=cookie, **{"If-None-Match": headers["ETag"]})
    assert (again[0], again[2]) == (304, b"")


def test_whoever_knocks_too_often_at_the_sign_in_is_kept_away_and_others_pages_are_not(proxied):
    answers = [proxied.request("GET", "/sign-in")[0] for _ in range(20)]
    assert answers[:10] == [200] * 10 and 429 in answers[10:], answers
    assert proxied.request("GET", "/health")[0] == 200


def test_what_is_too_large_and_who_knows_no_name_stops_at_the_proxy(proxied):
    status, _, _ = proxied.request("POST", "/arman/jobs", b"", **{"Content-Length": str(51 * 1024 * 1024)})
    assert status == 413
    with pytest.raises(ssl.SSLError):
        proxied.line("evil.example").close()
    plain = http.client.HTTPConnection("127.0.0.1", proxied.plain, timeout=30)
    plain.request("GET", "/arman", headers={"Host": NAME})
    assert plain.getresponse().headers["Location"] == f"https://{NAME}/arman"
    plain.close()


def test_the_log_of_the_proxy_holds_no_link_that_opens_a_door(proxied):
    proxied.request("GET", "/invitations/TheTokenOfAnInvitation")
    proxied.request("GET", "/password-resets/TheTokenOfAReset?x=1")
    proxied.request("GET", "/arman/front/track/TheTokenOfAJob")
    proxied.request("GET", "/arman/jobs?q=09121112233")
    proxied.request("GET", "/sign-in")
    # nginx writes a line after its answer: only once it has ended is the last one sure to be there.
    proxied.stop()
    log = (proxied.folder / "kardan.log").read_text()
    assert "TheToken" not in log and "0912" not in log
    for line in ("/arman/front/track/...", "/invitations/...", "/sign-in"):
        assert f'"GET {line}"' in log
