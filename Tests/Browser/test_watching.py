"""What is seen of the program from outside: whether it lives, serves and can store, its figures, its log."""
import json
import re
import urllib.error
import urllib.request

import pytest
from portal import Portal, free_port


@pytest.fixture
def watched(demo_data, tmp_path, monkeypatch):
    metrics = free_port()
    monkeypatch.setenv("KARDAN_METRICS", f"127.0.0.1:{metrics}")
    monkeypatch.setenv("KARDAN_LOG_FORMAT", "json")
    monkeypatch.setenv("KARDAN_SLOW", "1")
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.metrics = f"http://127.0.0.1:{metrics}/metrics"
    portal.start()
    yield portal
    portal.stop()


def figures(portal):
    with urllib.request.urlopen(portal.metrics, timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = answer.read().decode()
    for line in text.splitlines():
        assert re.fullmatch(r'(# TYPE \w+ (counter|gauge|histogram)|\w+(\{.*\})? [-+.0-9e]+)', line), line
    return text


def test_a_balancer_can_tell_alive_ready_and_writable_apart(watched):
    for path in ("/health", "/health/alive", "/health/ready", "/health/writable"):
        status, _, text = watched.request("GET", path)
        assert status == 200 and json.loads(text)["version"], path


def test_requests_are_counted_and_timed_by_route_and_status_on_a_port_of_their_own(watched):
    cookie = "kardan_session=" + watched.session("administrator")
    assert watched.request("GET", "/arman/jobs", cookie=cookie)[0] == 200
    assert watched.request("GET", "/arman/no-such-page", cookie=cookie)[0] == 404
    text = figures(watched)
    count = re.search(r'^http_server_request_duration_seconds_count\{(.*/\{company\}/jobs".*)\} (\d+)$', text, re.M)
    assert count and '"200"' in count.group(1) and int(count.group(2)) == 1, text
    assert "kardan_store_writers" in text
    assert re.search(r"^kardan_runs_companies [0-9]+$", text, re.M), text
    assert re.search(r"^kardan_stores_open [12]$", text, re.M), "arman, and maybe where a run was due"
    assert watched.request("GET", "/metrics")[0] != 200, "no stranger reads them at the portal"


def test_the_log_is_json_and_names_the_place_of_a_slow_statement(watched):
    cookie = "kardan_session=" + watched.session("administrator")
    watched.request("GET", "/arman/history", cookie=cookie)
    watched.request("GET", "/arman/jobs?q=a", cookie=cookie)
    log = (watched.data / f"server-{watched.port}.log").read_text().splitlines()
    lines = [json.loads(line) for line in log if not line.startswith("Kardan: ")]
    slow = [line for line in lines if line["message"] == "slow statement"]
    assert slow and all(re.fullmatch(r"\w+/\w+\.swift:\d+", line["place"]) and line["statement"] for line in slow), lines


def test_what_bears_on_security_stands_in_a_file_of_its_own(demo_data, tmp_path, monkeypatch):
    place = tmp_path / "security.log"
    monkeypatch.setenv("KARDAN_SECURITY_LOG", str(place))
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    cookie = "kardan_session=" + portal.session("reception")
    assert portal.request("GET", "/arman/people", cookie=cookie)[0] == 404
    place.rename(tmp_path / "security.log.1")
    assert portal.request("GET", "/pars/jobs", cookie=cookie)[0] == 404
    portal.stop()
    before, after = ([json.loads(line) for line in path.read_text().splitlines()] for path in (
        tmp_path / "security.log.1", place))
    assert [(line["message"], line["result"]) for line in before] == [("sign_in", "done"), ("access", "role")]
    assert [(line["message"], line["path"], line["result"]) for line in after] == [("access", "/pars/jobs", "hidden")]
    assert all(line["address"] == "127.0.0.1" and re.match(r"\d{4}-\d\d-\d\dT", line["time"]) for line in before + after)
    assert before[0]["person"] == before[1]["person"] == after[0]["person"]
    assert "kardan.security" not in (portal.data / f"server-{portal.port}.log").read_text()
