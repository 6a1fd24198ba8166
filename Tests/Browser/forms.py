"""The forms of a page as a browser without script would send them."""
from html.parser import HTMLParser


class Form:
    def __init__(self, action):
        self.action = action
        self.fields = {}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.form, self.select, self.area = [], None, None, None

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if tag == "form":
            self.form = Form(at.get("action") or "")
            if at.get("method") == "post":
                self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input":
            self.take_input(at)
        elif tag == "select":
            self.select = at.get("name")
        elif tag == "option" and self.select:
            if "selected" in at or self.select not in self.form.fields:
                self.form.fields[self.select] = at.get("value", "")
        elif tag == "textarea":
            self.area = at.get("name")
            self.form.fields[self.area] = ""

    def take_input(self, at):
        kind, name = at.get("type", "text"), at.get("name")
        if not name or kind in ("submit", "file") or kind in ("checkbox", "radio") and "checked" not in at:
            return
        self.form.fields[name] = at.get("value") or ""

    def handle_data(self, data):
        if self.area:
            self.form.fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def form_to(page, ending):
    """The form of the page that is posted and whose action ends like this."""
    reader = _Reader()
    reader.feed(page)
    found = [form for form in reader.forms if form.action.split("?")[0].endswith(ending)]
    assert found, f"no form to …{ending} among {[form.action for form in reader.forms]}"
    return found[0]
