import Domain
import Ground
import Web

/// Contracts in the reader's words.
extension Words {
    /// What the customer does not pay.
    func free(_ terms: ContractTerms) -> String {
        let free = ContractTerms.Free.allCases.filter(terms.free.contains).map { self("contracts.free.\($0.rawValue)") }
        let repairs = terms.coversRepairs ? [self("contracts.free.repairs")] : []
        return free.isEmpty && repairs.isEmpty
            ? self("contracts.free.nothing") : (free + repairs).joined(separator: self("list.comma"))
    }
}

extension Badge {
    init(_ state: ContractState, _ words: Words) {
        let kind =
            switch state {
            case .upcoming: "info"
            case .running: "done"
            case .ended: "neutral"
            case .cancelled: "error"
            }
        self.init(kind: kind, label: words("contracts.state.\(state.rawValue)"))
    }
}

/// What happened to a contract, for the history.
enum ContractEventWording {
    static let wording = RoomWording("contracts") { happening, reader, names in
        let words = reader.words
        func value(_ name: String, _ text: String) -> String {
            if text.isEmpty { return "–" }
            if let day = CalendarDay(iso: text) { return reader.day(day) }
            switch name {
            case "price": return Int64(text).map { reader.money(Money($0, .irr)) } ?? text
            case "visits", "response", "window": return reader.digits(text).isolatedLeftToRight
            case "units": return text.isolatedLeftToRight
            case "service": return names.service(text, reader)
            case "repairs": return words("contracts.repairs.\(text)")
            case "free":
                return text.split(separator: ",").map { words("contracts.free.\($0)") }.joined(
                    separator: words("list.comma"))
            default: return text.isolated
            }
        }
        func said(_ name: String, _ text: String) -> String { "\(words("contracts.value.\(name)")): \(text)" }
        let arrow = reader.language == .fa ? " ← " : " → "
        let changes = Set(happening.before.keys).union(happening.after.keys).sorted().map { name in
            said(
                name,
                [happening.before[name], happening.after[name]].map { value(name, $0 ?? "") }.joined(separator: arrow))
        }
        let details = happening.detail.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { said($0.key, value($0.key, $0.value)) }
        return (changes + details).joined(separator: words("list.semicolon"))
    }
}

/// The list of contracts as a file.
enum ContractSheet {
    static func sheet(_ filter: ContractFilter, _ context: CompanyContext) -> Sheet<ContractRow, ContractKey> {
        let (words, today) = (context.words, context.today)
        let columns: [SheetColumn<ContractRow>] = [
            .init(words("contracts.number")) { .text($0.number) }, .init(words("contracts.name")) { .text($0.name) },
            .init(words("contracts.customer")) { .text($0.customerName) },
            .init(words("plans.phone")) { .text(MobileNumber.local(stored: $0.mobile)) },
            .init(words("plans.state")) {
                .text(words("contracts.state.\($0.terms.state(on: today, cancelledFrom: $0.cancelledFrom).rawValue)"))
            },
            .init(day: words("contracts.first"), context) { $0.terms.first },
            .init(day: words("contracts.last"), context) { $0.terms.last },
            .init(day: words("contracts.cancelled_from"), context) { $0.cancelledFrom },
            .init(words("contracts.visits")) { .number(Int64($0.terms.visits)) },
            .init(words("contracts.machines")) { .number(Int64($0.machines)) },
            .init(words("contracts.free")) { .text(words.free($0.terms)) },
            .init(amount: words("contracts.price"), context) { $0.price },
            .init(words("contracts.response_hours")) { $0.responseHours.map { .number(Int64($0)) } ?? .text("") },
        ]
        return Sheet("contracts", title: "contracts.title", columns: columns) { cursor, size, tx in
            try ContractList.slice(filter.at(cursor), today: today, size: size, tx)
        }
    }
}
