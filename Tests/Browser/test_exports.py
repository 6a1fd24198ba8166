"""Many exports at the same moment: they wait for each other, and nobody waits for them."""
import threading
import time


def test_pages_go_on_while_more_exports_run_than_there_are_readers(portal):
    cookie = "kardan_session=" + portal.session("service_manager")
    sizes, faults = [], []

    def export():
        import http.client
        connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)
        connection.request("GET", "/arman/jobs/export?format=xlsx", headers={"Cookie": cookie})
        answer = connection.getresponse()
        sizes.append(len(answer.read()))
        if answer.status != 200:
            faults.append(answer.status)

    exports = [threading.Thread(target=export) for _ in range(16)]
    for thread in exports:
        thread.start()
    pages, slowest = 0, 0.0
    while any(thread.is_alive() for thread in exports) or pages < 20:
        began = time.monotonic()
        assert portal.request("GET", "/arman/jobs", cookie=cookie)[0] == 200
        slowest = max(slowest, time.monotonic() - began)
        pages += 1
        assert slowest < 30
    for thread in exports:
        thread.join()
    assert not faults and len(sizes) == 16 and min(sizes) > 10_000
