import Database
import Domain
import Ground
import Web

/// The visits of one job, as its page shows them to everybody who sees the job (Templates/visits/_visits).
package struct VisitsView: Sendable {
    package struct Item: Sendable {
        package let when: String
        package let who: String
        package let outcome: Badge
        package let facts: [String]
        package let symptom: String?
        package let cause: String?
        package let remedy: String?
        package let parts: [String]
        /// What the wings asked.
        package let answers: [String]
        package let note: String?
        let album: Album?
        /// What the customer has signed.
        let signature: PhotoLink?
        /// Why he has not.
        let unsigned: String?
    }

    /// Opened by a touch: until then a phone on a poor line loads none of its pictures.
    struct Album: Sendable {
        let label: String
        let photos: [PhotoLink]
    }

    package let visits: [Item]

    /// nil where no visit was made.
    package init?(_ rows: VisitRows, _ context: CompanyContext) {
        guard !rows.visits.isEmpty else { return nil }
        let parts = Dictionary(grouping: rows.parts, by: \.visit)
        let photos = Dictionary(grouping: rows.photos, by: \.subject.id)
        let signed = Dictionary(grouping: rows.signatures, by: \.subject.id)
        visits = rows.visits.map { visit in
            Item(
                visit, parts: parts[visit.id] ?? [], photos: photos[visit.id.value] ?? [],
                answers: rows.answers[visit.id] ?? [], signatures: signed[visit.id.value] ?? [],
                context)
        }
    }
}

extension VisitsView.Item {
    fileprivate init(
        _ visit: VisitRow, parts: [VisitRows.Part], photos: [AttachmentRow], answers: [String],
        signatures: [AttachmentRow], _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        when = reader.dateTime(visit.visitedAt)
        who = visit.who
        outcome = Badge(
            kind: visit.outcome == .completed ? "done" : "warning",
            label: words("visits.outcome.\(visit.outcome.rawValue)"))
        var facts = [words("visits.fact.minutes", reader.number(visit.minutes))]
        if visit.kmTenths > 0 { facts.append(words("visits.fact.km", reader.tenths(Int64(visit.kmTenths)))) }
        let paid = context.paid(
            labour: visit.customerLabour, travel: visit.customerTravel, parts: visit.customerParts)
        if let paid { facts.append(paid) }
        self.facts = facts
        symptom = visit.symptom.isEmpty ? nil : visit.symptom
        cause = visit.cause.isEmpty ? nil : visit.cause
        remedy = visit.remedy.isEmpty ? nil : visit.remedy
        self.parts = parts.map { words("visits.fact.part", $0.name, reader.number($0.quantity)) }
        self.answers = answers
        note = visit.note.isEmpty ? nil : visit.note
        signature = context.photoLinks(signatures).first
        unsigned = visit.unsigned.isEmpty ? nil : visit.unsigned
        let pictures = context.photoLinks(photos)
        let label = words("visits.photos.count", reader.number(photos.count))
        album = pictures.isEmpty ? nil : VisitsView.Album(label: label, photos: pictures)
    }
}

package struct VisitRow: Sendable {
    package let id: ID<Visit>
    package let who: String
    package let visitedAt: Instant
    package let outcome: VisitOutcome
    package let minutes: Int
    package let kmTenths: Int
    package let symptom: String
    package let cause: String
    package let remedy: String
    package let customerLabour: Int64
    package let customerParts: Int64
    package let customerTravel: Int64
    package let note: String
    let unsigned: String
}

/// What the view is made of: three statements, read in the transaction of the job's page. The caller has made sure that
/// the job is in sight.
package struct VisitRows: Sendable {
    package struct Part: Sendable {
        package let visit: ID<Visit>
        package let name: String
        package let quantity: Int
    }

    package let visits: [VisitRow]
    package let parts: [Part]
    package let photos: [AttachmentRow]
    package var signatures: [AttachmentRow] = []
    /// In words.
    package var answers: [ID<Visit>: [String]] = [:]
}
