import Database
import Domain
import Ground

/// What once was a customer's: it still stands of him where nobody looks by his number.
package struct CustomerPast: Sendable {
    /// Who turned out to be him.
    package var merged: [ID<Customer>] = []
    /// Machines that went over to others, and those that turned out to be one with his.
    package var units: [Int64] = []
    /// Numbers as they are stored, but for those that are another's now.
    package var numbers: [String] = []
    /// Names, addresses and national ids that were changed.
    var texts: [String] = []

    init() {}

    package init(of customer: ID<Customer>, _ tx: Transaction) throws {
        let all = try MergeStore.everyone(customer, tx)
        let happenings = try all.flatMap { try Self.happenings($0, tx) }
        merged = Array(all.dropFirst())
        let serials = happenings.filter { $0.kind == "unit_left" }.compactMap { $0.detail["serial"] }
        let known: [Int64] = try tx.list(
            "SELECT id FROM unit WHERE serial IN (\(serials)) OR customer_id = \(customer)")
        units = try tx.list(
            """
            SELECT id FROM unit WHERE serial IN (\(serials))
            UNION SELECT id FROM unit WHERE merged_into IN (\(known))
            UNION SELECT merged_into FROM unit WHERE id IN (\(known)) AND merged_into IS NOT NULL ORDER BY 1
            """)
        let values = happenings.filter { $0.kind == "changed" || $0.kind == "number" }.flatMap {
            [$0.before, $0.after]
        }
        numbers = try Set(values.flatMap(Self.numbers)).sorted().filter { number in
            try CustomerStore.find(stored: number, tx).map { all.contains($0) } ?? true
        }
        texts = values.flatMap(Self.texts)
    }

    private static let most = 1_000

    private static func happenings(_ customer: ID<Customer>, _ tx: Transaction) throws -> [Happening] {
        var asked = HistoryQuestion()
        asked.subject = .customer(customer)
        return try HistoryList.page(asked, limit: most, tx)
    }

    /// As `CustomerParticulars.texts` writes them.
    private static func numbers(_ values: [String: String]) -> [String] {
        let typed = (values["numbers"] ?? "").split(separator: ",").map(String.init) + [values["mobile"] ?? ""]
        return typed.compactMap { try? CustomerNumber($0).stored }
    }

    private static func texts(_ values: [String: String]) -> [String] {
        let name = values["name"].flatMap { $0.contains(" ") ? $0 : nil }
        let places = (values["addresses"] ?? "").split(separator: ";").map { place in
            let text = place.trimmingPrefix(" ")
            let code = text.suffix(10)
            let isCoded = code.utf8.count == 10 && code.allSatisfy(\.isNumber)
            return SearchText.stored(String(isCoded ? text.dropLast(10) : text))
        }
        return ([name, values["national_id"], values["email"]].compactMap(\.self) + places).filter { !$0.isEmpty }
    }
}
