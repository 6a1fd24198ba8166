import Domain
import Ground
import Web

/// What the customer pays, as the job's page and the form of a visit show it (Templates/visits/_charge).
package struct ChargeView: Sendable {
    struct Line: Sendable {
        let label: String
        let amount: Amount
        let why: String
    }

    /// One of the form's fields about what was paid, with what the tariff says of it.
    struct Suggestion: Sendable {
        let name: String
        let value: String
    }

    let total: Amount?
    let lines: [Line]
    /// What else there is to know of it.
    let notes: [String]
    let suggestions: [Suggestion]

    /// What is paid by the tariff, beside the price of parts.
    package init(_ charge: CustomerCharge, notes: [String] = [], _ context: CompanyContext) {
        let (reader, currency) = (context.reader, context.company.currency)
        lines = charge.lines.map {
            Line(label: $0.label, amount: Amount(Money($0.amount, currency), reader), why: $0.why)
        }
        total = lines.isEmpty ? nil : Amount(Money(charge.total, currency), reader)
        self.notes = lines.isEmpty ? [reader.words("visits.charge.none")] + notes : notes
        suggestions = CustomerCharge.Purpose.allCases.map { purpose in
            let sum = charge.sum(purpose)
            return Suggestion(name: purpose.field, value: sum == 0 ? "" : reader.amount(Money(sum, currency)))
        }
    }

    /// Where nothing can be said of it.
    private init(unknown note: String, _ reader: Reader) {
        (total, lines, notes) = (nil, [], [reader.words(note)])
        suggestions = CustomerCharge.Purpose.allCases.map { Suggestion(name: $0.field, value: "") }
    }

    /// Beside the form of a visit. - Parameter charge: nil where nothing can be said of it.
    init(_ charge: CustomerCharge?, of visit: VisitFacts, _ context: CompanyContext) {
        let reader = context.reader
        guard let charge else {
            self.init(unknown: visit.deed == .finish ? "visits.charge.unknown" : "visits.charge.later", reader)
            return
        }
        let parts =
            charge.waiver(of: .parts).map { reader.words("visits.charge.parts.free", $0) }
            ?? reader.words("visits.charge.parts")
        // A list of prices may have them among its lines.
        let isPriced = charge.lines.contains { $0.purpose == .parts && $0.amount > 0 }
        self.init(charge, notes: visit.parts.isEmpty || isPriced ? [] : [parts], context)
    }
}

extension CustomerCharge.Purpose {
    /// The form's field of what the customer paid for it.
    var field: String {
        switch self {
        case .labour: "labour"
        case .travel: "travel"
        case .parts: "customer_parts"
        }
    }
}

/// A part of the form alone, for its script.
struct ChargePage: Page {
    static let template = "visits/charge"
    let titleKey = "visits.charge"
    let charge: ChargeView
}
