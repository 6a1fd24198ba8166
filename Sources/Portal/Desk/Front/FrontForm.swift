import Domain
import Ground
import Web

/// What a stranger has typed into one of the company's pages.
struct FrontForm: Sendable {
    let page: FrontPage
    let name: Input<String>
    let mobile: Input<MobileNumber>
    let kind: Input<ContactKind>
    let city: Input<String>
    let device: Input<String>
    let serial: Input<String>
    let subject: Input<String>
    let body: Input<String>
    let wish: Input<String>
    let card: Input<String>
    let seller: Input<String>
    let purchased: Input<CalendarDay>
    let number: Input<String>

    static let kinds: [ContactKind] = [.complaint, .criticism, .suggestion]

    init(_ form: FormBody, _ page: FrontPage, today: CalendarDay, calendar: CalendarSystem) {
        self.page = page
        func input<Value>(_ name: String, else none: Value?, _ parse: (String) throws -> Value) -> Input<Value> {
            guard page.fields.contains(name) else { return Input(name: name, typed: "", value: none) }
            return page.required.contains(name) ? form.input(name, parse) : form.input(name, else: none, parse)
        }
        func text(_ name: String, limit: Int = 100) -> Input<String> { input(name, else: "", shortText(limit: limit)) }
        name = text("name")
        mobile = input("mobile", else: nil) { try MobileNumber($0) }
        kind = input("kind", else: nil) { text in
            guard let kind = ContactKind(rawValue: text), Self.kinds.contains(kind) else {
                throw Complaint("form.choose")
            }
            return kind
        }
        (city, seller, card) = (text("city"), text("seller"), text("card", limit: 60))
        serial = input("serial", else: "") { try SerialText.parse($0) }
        var device = text("device")
        if page == .fault, device.typed.isEmpty, serial.typed.isEmpty {
            device.complaint = Complaint("front.device_or_serial")
        }
        self.device = device
        (subject, wish, body) = (text("subject", limit: 150), text("wish"), text("body", limit: 2000))
        purchased = input("purchased", else: nil) { typed in
            let day = try calendar.parse(typed)
            guard day <= today else { throw Complaint("front.purchased_later") }
            return day
        }
        number = input("number", else: "") { try shortText(limit: 30)(Digits.ascii($0)) }
    }

    var isRight: Bool {
        let texts = [name, city, device, serial, subject, body, wish, card, seller, number].map(\.complaint)
        return (texts + [mobile.complaint, kind.complaint, purchased.complaint]).allSatisfy { $0 == nil }
    }

    private static let longestSubject = 80

    /// nil where a field is refused.
    var contact: NewContact? {
        guard isRight, let mobile = mobile.value, let phone = try? CallerNumber(mobile.e164) else { return nil }
        let kind: ContactKind? =
            switch page {
            case .fault: .request
            case .ask: .question
            case .opinion: self.kind.value
            case .register: .registration
            case .follow, .check: nil
            }
        guard let kind else { return nil }
        let (body, serial) = (body.value ?? "", serial.value ?? "")
        let about = [subject.value ?? "", device.value ?? "", page == .register ? serial : "", body]
        let subject = about.first { !$0.isEmpty } ?? ""
        return NewContact(
            kind: kind, channel: page == .ask ? .ticket : .web, direction: .incoming, party: name.value ?? "",
            phone: phone, subject: String(subject.split(separator: "\n").first ?? "").prefixed(Self.longestSubject),
            body: body)
    }

    var web: WebContact {
        WebContact(
            form: page.rawValue, city: city.value ?? "", device: device.value ?? "", serial: serial.value ?? "",
            wish: wish.value ?? "", card: card.value ?? "", seller: seller.value ?? "",
            purchasedOn: purchased.value)
    }
}

extension String {
    fileprivate func prefixed(_ length: Int) -> String { count <= length ? self : String(prefix(length - 1)) + "…" }
}
