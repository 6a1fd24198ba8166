import Database
import Domain
import Web

/// The visits of one job, as its page shows them to everybody who sees the job (Templates/visits/_visits).
struct VisitsView: Sendable {
    struct Item: Sendable {
        let when: String
        let who: String
        let outcome: Badge
        let facts: [String]
        let symptom: String?
        let remedy: String?
        let parts: [String]
        let note: String?
        let album: Album?
    }

    /// Opened by a touch: until then a phone on a poor line loads none of its pictures.
    struct Album: Sendable {
        let label: String
        let photos: [Photo]
    }

    struct Photo: Sendable {
        let href: String
        let label: String
    }

    let visits: [Item]

    /// nil where no visit was made.
    init?(_ rows: VisitRows, _ context: CompanyContext) {
        guard !rows.visits.isEmpty else { return nil }
        let parts = Dictionary(grouping: rows.parts, by: \.visit)
        let photos = Dictionary(grouping: rows.photos, by: \.visit)
        visits = rows.visits.map { visit in
            Item(visit, parts: parts[visit.id] ?? [], photos: photos[visit.id] ?? [], context)
        }
    }
}

extension VisitsView.Item {
    fileprivate init(_ visit: VisitRow, parts: [VisitRows.Part], photos: [VisitRows.Photo], _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        when = reader.dateTime(visit.visitedAt)
        who = visit.who
        outcome = Badge(
            kind: visit.outcome == .completed ? "done" : "warning",
            label: words("visits.outcome.\(visit.outcome.rawValue)"))
        var facts = [words("visits.fact.minutes", reader.number(visit.minutes))]
        if visit.kmTenths > 0 { facts.append(words("visits.fact.km", reader.tenths(Int64(visit.kmTenths)))) }
        if visit.customerLabour > 0 || visit.customerParts > 0 {
            let currency = context.company.currency
            facts.append(
                words(
                    "visits.fact.paid", reader.money(Money(visit.customerLabour, currency)),
                    reader.money(Money(visit.customerParts, currency))))
        }
        self.facts = facts
        symptom = visit.symptom.isEmpty ? nil : visit.symptom
        remedy = visit.remedy.isEmpty ? nil : visit.remedy
        self.parts = parts.map { words("visits.fact.part", $0.name, reader.number($0.quantity)) }
        note = visit.note.isEmpty ? nil : visit.note
        let pictures = photos.enumerated().map { index, photo in
            VisitsView.Photo(
                href: context.paths.photo(photo.id.value), label: words("visits.photo", reader.number(index + 1)))
        }
        let label = words("visits.photos.count", reader.number(photos.count))
        album = pictures.isEmpty ? nil : VisitsView.Album(label: label, photos: pictures)
    }
}

struct VisitRow: Sendable {
    let id: ID<Visit>
    let who: String
    let visitedAt: Instant
    let outcome: VisitOutcome
    let minutes: Int
    let kmTenths: Int
    let symptom: String
    let remedy: String
    let customerLabour: Int64
    let customerParts: Int64
    let note: String
}

/// What the view is made of: three statements, read in the transaction of the job's page. The caller has made sure that
/// the job is in sight.
struct VisitRows: Sendable {
    struct Part: Sendable {
        let visit: ID<Visit>
        let name: String
        let quantity: Int
    }

    struct Photo: Sendable {
        let id: ID<Domain.Photo>
        let visit: ID<Visit>
    }

    let visits: [VisitRow]
    let parts: [Part]
    let photos: [Photo]
}
