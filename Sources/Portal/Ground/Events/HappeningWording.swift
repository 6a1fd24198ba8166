import Database
import Domain
import Web

/// How a room reads its own events to people, where the usual way does not do.
package struct RoomWording: Sendable {
    /// nil for an event that is read in the usual way.
    package typealias Text = @Sendable (Happening, Reader, CommonNames) -> String?
    fileprivate let room: String
    fileprivate let text: Text

    package init(_ room: String, _ text: @escaping Text) { (self.room, self.text) = (room, text) }
}

/// What happened, in the reader's words.
package struct HappeningWording: Sendable {
    private let reader: Reader
    private let names: CommonNames
    private let currency: Currency
    private let rooms: [String: RoomWording.Text]
    /// Customers by their numbers: an event names nobody, so that nobody is named in another's history for ever.
    private let customers: [String: String]

    package init(_ context: CompanyContext, _ tx: Transaction, of happenings: [Happening] = []) throws {
        (reader, currency) = (context.reader, context.company.currency)
        names = try context.company.names.names(tx)
        let wordings = context.company.fittings[EventSlots.wordings]
        rooms = Dictionary(wordings.map { ($0.room, $0.text) }) { first, _ in first }
        let named = happenings.compactMap { $0.detail["customer"].flatMap { Int64($0) } }
        let links = try context.links(of: named.map { EventSubject("customer", $0) }, tx)
        customers = Dictionary(uniqueKeysWithValues: links.map { (String($0.key.id), $0.value.label) })
    }

    package func who(_ happening: Happening) -> String { happening.who ?? reader.words("history.nobody") }

    package func room(_ name: String) -> String {
        reader.words.has("history.room.\(name)") ? reader.words("history.room.\(name)") : name
    }

    package func what(_ happening: Happening) -> String {
        let (room, kind) = (happening.room, happening.kind)
        let keys = ["history.\(room).\(kind)", "\(room).event.\(kind)", "history.kind.\(kind)"]
        return keys.first(where: reader.words.has).map { reader.words($0) } ?? kind
    }

    /// `Grade: B → A; Reason: …`
    package func change(_ happening: Happening) -> String {
        if let text = rooms[happening.room]?(happening, reader, names) { return text }
        let values = Set(happening.before.keys).union(happening.after.keys).sorted()
        let arrow = reader.language == .fa ? "←" : "→"
        let changes = values.map { name in
            let change = [happening.before[name], happening.after[name]].map { shown($0 ?? "", as: name) }
            return labelled(name, change.joined(separator: " \(arrow) "))
        }
        let detail = happening.detail.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { name, value in
            labelled(name, shown(value, as: name))
        }
        return (changes + detail).joined(separator: reader.words("list.semicolon"))
    }

    package func item(_ happening: Happening) -> TimelineItem {
        let change = change(happening)
        return TimelineItem(
            kind: "info", title: what(happening), text: change.isEmpty ? nil : change, who: who(happening),
            when: reader.dateTime(happening.mark.at), instant: happening.mark.at.machineText)
    }

    /// A minus stays before its number in Persian too.
    private func money(_ minor: Int64) -> String {
        reader.words("money.\(reader.unit.rawValue)", reader.amount(Money(minor, currency)).isolatedLeftToRight)
    }

    /// Values that are codes: where their words stand.
    private static let codes = [
        "grade": "dealers.grade", "outcome": "jobs.outcome", "row": "ledger.manual", "deduction": "ledger.kind",
        "open_claims": "deductions.open_claims", "format": "file", "warranty_from": "history.warranty_from",
        "method": "banks.method", "extension": "units.extension", "intake_kind": "products.intake.kind",
        "money_unit": "money.unit", "calendar": "kernel.calendar", "zone": "kernel.zone", "proposal": "proposals.kind",
        "on": "history.on", "receives": "history.on", "checks_serials": "history.on", "activates_cards": "history.on",
        "front_guide": "history.on", "advert": "history.advert", "provider": "messages.provider",
        "language": "history.language", "event": "messages.subject",
        "part_unit": "parts.unit", "part_tracking": "parts.tracking",
        "part_return": "parts.return", "is_repairable": "parts",
        "place_kind": "stock.kind", "way": "stock.way", "finding": "stock.finding", "disposition": "stock.disposition",
        "hold": "stock.setting.hold", "bench_state": "workshop.state", "collateral_kind": "collateral.kind",
        "disposal_way": "storage.way", "city_class": "promises.class", "customer_kind": "customers.kind",
        "under_contract": "history.on", "pause_approval": "history.on", "pause_part": "history.on",
        "pause_customer": "history.on", "pause_other": "history.on", "tell_dealer": "history.on",
        "tell_dispatcher": "history.on", "tell_manager": "history.on", "signature": "visits.signature.rule",
        "warning_level": "reports.warnings.level", "receipt_way": "receipts.way",
    ]

    private func labelled(_ name: String, _ text: String) -> String {
        guard !name.isEmpty else { return text }
        let key = "history.value.\(name)"
        return "\(reader.words.has(key) ? reader.words(key) : name): \(text)"
    }

    private func shown(_ text: String, as name: String) -> String {
        if text.isEmpty { return "–" }
        if let day = CalendarDay(iso: text) { return reader.day(day) }
        if let key = Self.codes[name].map({ "\($0).\(text)" }), reader.words.has(key) { return reader.words(key) }
        switch name {
        case "hook_events":
            return text.split(separator: " ").map { reader.words("messages.subject.\($0)") }
                .joined(separator: reader.words("list.comma"))
        case "customer": return (customers[text] ?? "#\(reader.digits(text))").isolated
        case "mobile": return reader.mobile(text).isolatedLeftToRight
        case "roles": return reader.roles(Roles(text: text))
        case "reason": return names.reason(text)?.shown(reader) ?? text
        case "approved", "amount", "least", "greatest", "value_limit":
            return Int64(text).map(money) ?? text
        case "capacity", "warranty_months", "periodic_months", "rows", "added", "refused", "jobs", "percent", "doubts",
            "payout_people":
            return reader.digits(text)
        case "filter", "sheba", "serial", "code", "file", "national_id", "email", "hook_url", "network":
            return text.isolatedLeftToRight
        default: return Int64(text) == nil ? text.isolated : reader.digits(text)
        }
    }
}
