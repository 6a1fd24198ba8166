"""People who send forms one after the other, as threads: for what becomes of them when something breaks."""
import http.client
import threading

from forms import form_to


class Sender(threading.Thread):
    """One person who fills in one form after the other, each with a mark of its own, until the line breaks."""

    def __init__(self, portal, cookie, name, forms):
        super().__init__(daemon=True)
        self.portal, self.cookie, self.name, self.forms = portal, cookie, name, forms
        self.acknowledged, self.unsure, self.refused = [], None, []

    def run(self):
        try:
            self.send_all()
        except (OSError, http.client.HTTPException):
            pass  # The line broke: that is what the test is about.

    def send_all(self):
        for mark, form in self.forms(self.name):
            self.unsure = (mark, form)
            status, _, page = self.portal.request("POST", form.action, form.fields, self.cookie)
            self.unsure = None
            if status != 303:
                self.refused.append((status, page[:2000]))
                return
            self.acknowledged.append(mark)


def new_jobs(portal, cookie, sender):
    """Forms of new jobs, each of a customer of its own, the mark as the stated fault."""
    model = portal.rows("SELECT code FROM product_model ORDER BY id LIMIT 1")[0][0]

    def forms(name):
        for number in range(10_000):
            mark = f"{name} {number}"
            form = form_to(portal.request("GET", "/arman/jobs/new", cookie=cookie)[2], "/jobs")
            form.fields |= {
                "mobile": f"0935{sender:03d}{number:04d}", "name": f"مشتری {mark}", "serial": f"CRASH{sender}X{number}",
                "model": model, "service": "repair", "city": "تهران", "address": "خیابان آزادی", "fault": mark}
            yield mark, form

    return forms
