import Base
import Database
import Domain
import Ground
import Web

/// What visits keep of a customer: what was found in his home and paid, photos, and where it stands.
enum CustomerVisitStore {
    static let erasing = Erasing { erasure, tx in
        let visits: [Int64] = try tx.list(
            """
            SELECT v.id FROM visit v JOIN job j ON j.id = v.job_id WHERE j.customer_id = \(erasure.customer) ORDER BY v.id
            """)
        try erasure.takeOut(tx) { without in
            """
            UPDATE visit SET symptom = \(without("symptom")), cause = \(without("cause")), remedy = \(without("remedy")), note = \(without("note")),
                unsigned = \(without("unsigned"))
            WHERE id IN (\(visits))
            """
        }
        try tx.execute("DELETE FROM pin WHERE customer_id = \(erasure.customer)")
        return visits.flatMap { [EventSubject("visit", $0), EventSubject(VisitStore.signature, $0)] }
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let rows = try tx.rows(
            """
            SELECT v.id, v.visited_at, v.symptom, v.cause, v.remedy, v.note, v.unsigned,
                   v.customer_labour + v.customer_parts + v.customer_travel AS paid, j.number
            FROM visit v JOIN job j ON j.id = v.job_id WHERE j.customer_id = \(customer) ORDER BY v.id
            """)
        let words = context.words
        let visits = try rows.map { row in
            let paid = context.reader.money(Money(try row("paid"), context.company.currency))
            let texts: [String] = [
                try row("symptom"), try row("cause"), try row("remedy"), try row("note"), try row("unsigned"), paid,
            ]
            return DossierLine(
                words("privacy.visits"), at: try row("visited_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
        let ids: [Int64] = try rows.map { try $0("id") }
        let photos = try ["visit", VisitStore.signature].flatMap { try AttachmentStore.all(of: $0, ids, tx) }.map {
            DossierLine(words("privacy.photos"), at: $0.at, words("privacy.photos"), $0.file.name)
        }
        return try visits + photos + places(customer, context, tx)
    }

    private static func places(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try tx.rows(
            "SELECT latitude_e5, longitude_e5, made_at FROM pin WHERE customer_id = \(customer) ORDER BY id"
        ).map { row in
            let place = [try row("latitude_e5") as Int, try row("longitude_e5") as Int].map { Double($0) / 100_000 }
            return DossierLine(
                context.words("privacy.places"), at: try row("made_at"), context.words("privacy.places"),
                place.map { String($0) }.joined(separator: ", "))
        }
    }
}
