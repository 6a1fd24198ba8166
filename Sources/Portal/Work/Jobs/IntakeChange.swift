import Base
import Domain
import Web

/// What was changed of what was said, as a job's event keeps it and as people read it.
enum IntakeChange {
    static let kind = "intake"
    private static let order = IntakeForm.names

    /// Before and after of what differs; empty where nothing does.
    static func detail(_ before: JobIntake, _ after: JobIntake, _ items: [IntakeItemRow]) -> [String: String] {
        let (old, new) = (texts(before, items), texts(after, items))
        var detail: [String: String] = [:]
        for name in Set(old.keys).union(new.keys) where old[name] ?? "" != new[name] ?? "" {
            detail[name] = new[name] ?? ""
            detail["before \(name)"] = old[name] ?? ""
        }
        return detail
    }

    /// `Shelf: A3 → B1`, one for each; only what it is now where nothing was said before.
    static func lines(_ detail: [String: String], _ reader: Reader) -> [String] {
        let names = detail.keys.filter { !$0.hasPrefix("before ") }
        let sorted = names.sorted { (order.firstIndex(of: $0) ?? .max, $0) < (order.firstIndex(of: $1) ?? .max, $1) }
        let arrow = reader.language == .fa ? "←" : "→"
        return sorted.map { name in
            let (before, after) = (detail["before \(name)"] ?? "", detail[name] ?? "")
            let change = (before.isEmpty ? [after] : [before, after]).map { shown($0, name, reader) }
            return "\(label(name, reader)): \(change.joined(separator: " \(arrow) "))"
        }
    }

    private static func texts(_ intake: JobIntake, _ items: [IntakeItemRow]) -> [String: String] {
        func name(_ id: ID<IntakeItem>) -> String { items.first { $0.id == id }?.names.fa ?? id.description }
        var texts = [
            "way": intake.way.rawValue, "shelf": intake.shelf, "listed": intake.fault.map(name) ?? "",
            "accessories": intake.accessories, "condition": intake.condition, "wish": intake.wish,
            "promised": intake.promisedOn?.isoText ?? "", "payer": intake.payer?.rawValue ?? "",
            "deposit": intake.deposit == 0 ? "" : String(intake.deposit), "deposit_note": intake.depositNote,
        ]
        for (id, value) in intake.own { texts["own \(name(id))"] = value }
        return texts
    }

    private static func label(_ name: String, _ reader: Reader) -> String {
        name.hasPrefix("own ")
            ? String(name.dropFirst(4)) : reader.words(name == "listed" ? "jobs.fault.listed" : "jobs.\(name)")
    }

    private static func shown(_ text: String, _ name: String, _ reader: Reader) -> String {
        if text.isEmpty { return "–" }
        if let day = CalendarDay(iso: text) { return reader.day(day) }
        switch name {
        case "way", "payer": return reader.words("jobs.\(name).\(text)")
        case "deposit": return Int64(text).map { reader.money(Money($0, .irr)) } ?? text
        default: return (text.allSatisfy { $0.isASCII && !$0.isLetter } ? reader.digits(text) : text).isolated
        }
    }
}
