import Database
import Domain
import Ground

/// What the form of a visit shows of its job.
package struct VisitFormFacts: Sendable {
    package let job: JobRow
    package let customer: String
    package let mobile: String
    package let address: String
    /// Where the house stands, if somebody has marked it.
    let pin: MapPin?
    package let city: (fa: String, en: String)
    package let service: (fa: String, en: String)
    package let group: (fa: String, en: String)
    package let model: String
    package let fault: String
    /// The road from the dealer's city, tenths of a kilometre; nil within his own city.
    package let roadTenths: Int?
    let photos: AskedPhotos
    /// Whether the machine was taken down without a serial.
    let isUnmarked: Bool
    /// Whether the customer signs.
    let signature: SignatureRule
    /// What is offered for such a machine.
    let codes: [FaultCodeRow]
    /// What the wings ask.
    var questions: [VisitQuestion] = []
    /// The parts that are offered for such a machine, each as it would be typed.
    var offeredParts: [String] = []
    /// Of what was typed as parts, those that have a serial each.
    var trackedParts: Set<String> = []
}

extension CompanyContext {
    /// What the form of a visit shows of its job, with what the wings offer for it.
    /// - Parameter typed: as parts, so far.
    func visitFacts(of job: JobRow, typed: [String] = [], _ tx: Transaction) throws -> VisitFormFacts {
        var facts = try VisitFormList.facts(of: job, tx)
        let model = try VisitFormList.model(of: job, tx)
        facts.questions = try visitQuestions(job, tx)
        facts.offeredParts = try company.fittings[VisitSlots.offeredParts].flatMap { try $0(model, self, tx) }
        facts.trackedParts = Set(try knownParts(typed, model, tx).filter(\.value.isTracked).keys)
        return facts
    }

    /// The same visit with its parts as those of the catalogue, as far as they are some.
    func naming(partsOf visit: VisitFacts, on job: JobRow, _ tx: Transaction) throws -> VisitFacts {
        guard !visit.parts.isEmpty else { return visit }
        let (typed, model) = (visit.parts.map(\.name), try VisitFormList.model(of: job, tx))
        let known = try knownParts(typed, model, tx)
        var named = visit
        named.parts = visit.parts.map { part in
            .init(
                name: part.name, quantity: part.quantity, part: known[part.name]?.id,
                isMisfit: known[part.name]?.isMisfit ?? false, isTracked: known[part.name]?.isTracked ?? false,
                removed: part.removed)
        }
        return named
    }

    private func knownParts(
        _ typed: [String], _ model: ID<ProductModel>, _ tx: Transaction
    ) throws -> [String: KnownPart] {
        guard typed.contains(where: { !$0.isEmpty }) else { return [:] }
        return try company.fittings[VisitSlots.knownParts].reduce(into: [:]) { all, name in
            all.merge(try name(typed, model, tx)) { first, _ in first }
        }
    }
}

package enum VisitFormList {
    package static func model(of job: JobRow, _ tx: Transaction) throws -> ID<ProductModel> {
        try tx.one("SELECT model_id FROM unit WHERE id = \(job.unit)")("model_id")
    }

    package static func facts(of job: JobRow, _ tx: Transaction) throws -> VisitFormFacts {
        let row = try tx.one(
            """
            SELECT c.name AS customer, c.mobile, j.address, j.stated_fault, j.city_id, d.city_id AS dealer_city_id,
                   ci.name_fa AS city_fa, ci.name_en AS city_en, ci.latitude_e4, ci.longitude_e4,
                   dc.latitude_e4 AS dealer_latitude, dc.longitude_e4 AS dealer_longitude,
                   st.name_fa AS service_fa, st.name_en AS service_en, g.name_fa AS group_fa, g.name_en AS group_en,
                   m.code AS model, j.group_id, u.is_unmarked
            FROM job j
            JOIN customer c ON c.id = j.customer_id
            JOIN city ci ON ci.id = j.city_id
            JOIN dealer d ON d.id = j.dealer_id
            JOIN city dc ON dc.id = d.city_id
            JOIN service_type st ON st.code = j.service_type
            JOIN product_group g ON g.id = j.group_id
            JOIN unit u ON u.id = j.unit_id
            JOIN product_model m ON m.id = u.model_id
            WHERE j.id = \(job.id)
            """)
        let address: String = try row("address")
        return VisitFormFacts(
            job: job, customer: try row("customer"), mobile: try row("mobile"), address: address,
            pin: try PinStore.pins(of: [job.customer], tx)[job.customer, address],
            city: (try row("city_fa"), try row("city_en")), service: (try row("service_fa"), try row("service_en")),
            group: (try row("group_fa"), try row("group_en")), model: try row("model"), fault: try row("stated_fault"),
            roadTenths: try road(row), photos: try AskedPhotoList.of(job.id, tx),
            isUnmarked: try row("is_unmarked"), signature: try VisitSetting(tx).signature,
            codes: try FaultCodeStore.offered(for: row("group_id"), tx))
    }

    /// How far it is from the dealer's city to that of the job, in tenths of a kilometre; nil within one city.
    package static func roadTenths(of job: ID<Job>, _ tx: Transaction) throws -> Int? {
        try road(
            tx.one(
                """
                SELECT j.city_id, d.city_id AS dealer_city_id, ci.latitude_e4, ci.longitude_e4,
                       dc.latitude_e4 AS dealer_latitude, dc.longitude_e4 AS dealer_longitude
                FROM job j JOIN city ci ON ci.id = j.city_id JOIN dealer d ON d.id = j.dealer_id JOIN city dc ON dc.id = d.city_id
                WHERE j.id = \(job)
                """))
    }

    private static func road(_ row: Row) throws -> Int? {
        let (city, home): (ID<City>, ID<City>) = (try row("city_id"), try row("dealer_city_id"))
        guard city != home else { return nil }
        let from = place(try row("dealer_latitude"), try row("dealer_longitude"))
        return from.roadTenths(to: place(try row("latitude_e4"), try row("longitude_e4")))
    }

    private static func place(_ latitude: Int, _ longitude: Int) -> CityRow {
        CityRow(
            nameFa: "", nameEn: "", provinceFa: "", provinceEn: "", iso: "", areaCode: "", isCapital: false,
            latitudeE4: latitude, longitudeE4: longitude, aliases: [])
    }
}
