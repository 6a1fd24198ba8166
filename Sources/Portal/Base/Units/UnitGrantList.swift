import Database
import Domain
import Ground
import Web

/// What one machine was given beyond its terms, and what the company answers for after its jobs, as its page lists them.
struct UnitGrants: Sendable {
    struct Extension: Sendable {
        let given: CoverExtension
        let reason: String
        let who: String?
        let madeAt: Instant
    }

    struct Guarantee: Sendable {
        /// A fault code, or a part's name.
        let subject: String
        let isOfPart: Bool
        let job: String
        let until: CalendarDay
    }

    let extensions: [Extension]
    let guarantees: [Guarantee]
}

enum UnitGrantList {
    /// The newest first.
    static func all(of unit: ID<Unit>, _ tx: Transaction) throws -> UnitGrants {
        let extensions = try tx.ask(
            """
            SELECT e.kind, e.subject, e.months, e.days, e.reason, e.made_at, p.name AS who
            FROM unit_extension e LEFT JOIN person p ON p.id = e.made_by WHERE e.unit_id = \(unit) ORDER BY e.id DESC
            """
        ) { rows in
            try rows.map { row in
                UnitGrants.Extension(
                    given: CoverExtension(
                        try row("kind"), of: CoverSubject(try row("subject") as String), months: try row("months"),
                        days: try row("days")),
                    reason: try row("reason"), who: try row.optional("who"), madeAt: try row("made_at"))
            }
        }
        let guarantees = try tx.ask(
            """
            SELECT kind, subject, job, last_day FROM unit_guarantee WHERE unit_id = \(unit) ORDER BY last_day DESC, id DESC
            """
        ) { rows in
            try rows.map { row in
                UnitGrants.Guarantee(
                    subject: try row("subject"), isOfPart: try row("kind") == "part", job: try row("job"),
                    until: try row("last_day"))
            }
        }
        return UnitGrants(extensions: try extensions.value(), guarantees: try guarantees.value())
    }
}

/// The same as two small tables.
struct UnitGrantTable: Sendable {
    struct Extension: Sendable {
        let kind: String
        let amount: String
        let reason: String
        let who: String
        let when: String
    }

    struct Guarantee: Sendable {
        let subject: String
        let job: String
        let until: String
        let badge: Badge
    }

    let extensions: [Extension]
    let hasExtensions: Bool
    let guarantees: [Guarantee]
    let hasGuarantees: Bool

    init(_ grants: UnitGrants, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        extensions = grants.extensions.map { one in
            Extension(
                kind: words("units.extension.\(one.given.kind.rawValue)"), amount: Self.amount(one.given, reader),
                reason: one.reason, who: one.who ?? "", when: reader.dateTime(one.madeAt))
        }
        guarantees = grants.guarantees.map { one in
            let holds = context.today <= one.until
            return Guarantee(
                subject: words("units.guarantee.\(one.isOfPart ? "part" : "repair")", one.subject.isolated),
                job: one.job, until: reader.day(one.until),
                badge: Badge(
                    kind: holds ? "done" : "neutral", label: words("units.guarantee.\(holds ? "holds" : "over")")))
        }
        (hasExtensions, hasGuarantees) = (!extensions.isEmpty, !guarantees.isEmpty)
    }

    private static func amount(_ given: CoverExtension, _ reader: Reader) -> String {
        let texts = [
            given.months > 0 ? reader.words("units.extension.so_many_months", reader.number(given.months)) : nil,
            given.days > 0 ? reader.words("units.extension.so_many_days", reader.number(given.days)) : nil,
            given.subject.map { CoverWording(reader).subject($0) },
        ]
        return texts.compactMap(\.self).joined(separator: reader.words("list.comma"))
    }
}
