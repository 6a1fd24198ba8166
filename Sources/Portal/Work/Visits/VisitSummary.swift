import Domain
import Ground
import Web

/// What will be saved by a visit that ends its job, to be looked at once before: nothing of it is changed later.
package struct VisitSummary: Sendable {
    let facts: [String]

    init(_ visit: VisitFacts, photos: Int, answers: [AnswerRow], _ context: CompanyContext) {
        let reader = context.reader
        let comma = reader.words("list.comma")
        let fitted = visit.parts.map { part in
            let what = reader.words("visits.fact.part", part.name.isolated, reader.number(part.quantity))
            guard !part.removed.isEmpty else { return what }
            let removed = part.removed.map(\.isolatedLeftToRight).joined(separator: comma)
            return reader.words("visits.fact.removed", what, removed)
        }
        let all: [String?] = [
            reader.words("visits.outcome.\(visit.outcome.rawValue)") + comma + reader.dateTime(visit.visitedAt),
            reader.words("visits.fact.minutes", reader.number(visit.minutes)),
            reader.words("visits.fact.km", reader.tenths(Int64(visit.kmTenths))),
            reader.words("visits.parts") + ": "
                + (fitted.isEmpty ? reader.words("visits.summary.no_parts") : fitted.joined(separator: comma)),
            reader.words("visits.photos.count", reader.number(photos)),
            answers.isEmpty
                ? nil
                : reader.words(
                    "visits.ask.count", reader.number(answers.count { $0.answer != nil }), reader.number(answers.count)),
            context.paid(labour: visit.customerLabour, travel: visit.customerTravel, parts: visit.customerParts)
                ?? reader.words("visits.summary.no_paid"),
        ]
        facts = all.compactMap(\.self)
    }
}

extension CompanyContext {
    /// What the customer paid, by what for; nil where he paid nothing.
    func paid(labour: Int64, travel: Int64, parts: Int64) -> String? {
        let amounts = [("labour", labour), ("travel", travel), ("parts", parts)].filter { $0.1 > 0 }.map {
            words("visits.fact.paid.\($0.0)", reader.money(Money($0.1, company.currency)))
        }
        return amounts.isEmpty ? nil : words("visits.fact.paid", amounts.joined(separator: words("list.comma")))
    }
}
