import Database
import Domain
import Fees
import Foundation
import Ground
import Reports
import Web

/// Two companies with two months of life: آرمان from the files that its head office handed over, and پارس beside it, so
/// that isolation can be seen.
public struct Demo: Sendable {
    let portal: Portal
    /// One line on what is being done.
    let report: @Sendable (String) -> Void

    public init(portal: Portal, report: @escaping @Sendable (String) -> Void) {
        self.portal = portal
        self.report = report
    }

    /// Makes what is missing; with everything there it changes nothing.
    public func run() async throws {
        let hash = try await portal.passwords.hash(DemoPeople.password)
        if try await portal.companies.find("arman") == nil { try await addArman(hash) }
        if try await portal.companies.find("pars") == nil { try await addPars(hash) }
    }

    /// One sign-in for each role, as lines of text.
    public func signIns() async throws -> [String] {
        guard let arman = try await portal.companies.find("arman") else { return [] }
        let office = DemoPeople.office(of: "arman").map { "\($0.role.rawValue)\t\($0.mobile)" }
        let dealers = try await arman.read { try DemoList.signIns($0) }
        return (office + dealers).map { "arman\t\($0)\t\(DemoPeople.password)" }
            + DemoPeople.office(of: "pars").prefix(1).map {
                "pars\t\($0.role.rawValue)\t\($0.mobile)\t\(DemoPeople.password)"
            }
    }

    private func addArman(_ hash: String) async throws {
        let company = try await portal.companies.create(slug: "arman", nameFa: "آرمان", nameEn: "Arman")
        try await begin(company, hash)
        report("arman: files")
        try await importSamples(into: company, requests: .max)
        let stock = DemoStock(company: company, now: portal.now())
        let quality = DemoQuality(company: company, now: portal.now())
        try await settle(company, hash) {
            report("arman: parts")
            try await DemoParts(company: company, root: portal.companies.root, now: portal.now()).run()
            try await stock.fill()
            try await quality.prepare()
        } after: {
            try await stock.comeBack()
            report("arman: quality control")
            try await quality.control()
        }
    }

    /// The second company has the same trade and a part of the customers, and nothing of the first one's. It counts in toman,
    /// works from nine to five, and rests on Thursdays too.
    private func addPars(_ hash: String) async throws {
        let company = try await portal.companies.create(slug: "pars", nameFa: "پارس", nameEn: "Pars")
        let hours = try WorkWeek.Hours(from: 9 * 60, to: 17 * 60)
        let days = Weekday.allCases.filter { ![.thursday, .friday].contains($0) }
        let week = try WorkWeek(Dictionary(uniqueKeysWithValues: days.map { ($0, hours) }))
        try await company.write { tx in
            try SettingStore.set(CompanyProfile.unitName, MoneyUnit.toman.rawValue, tx)
            try WorkDayStore.set(week, tx)
        }
        try await begin(company, hash)
        report("pars: files")
        try await importSamples(into: company, requests: 300)
        try await settle(company, hash)
        report("pars: invoices")
        try await DemoBooks(company: company, now: portal.now()).run()
    }

    /// Its people, and what they promise of the jobs that come in.
    private func begin(_ company: OpenCompany, _ hash: String) async throws {
        report("\(company.slug): people")
        try await DemoPeople(portal: portal, company: company, passwordHash: hash).addOffice()
        try await DemoPromises(company: company).promise()
    }

    /// - Parameters:
    ///   - before: what is there before anybody works.
    ///   - after: what comes of the work, before it is paid.
    private func settle(
        _ company: OpenCompany, _ hash: String, before: () async throws -> Void = {},
        after: () async throws -> Void = {}
    ) async throws {
        let people = DemoPeople(portal: portal, company: company, passwordHash: hash)
        try await people.addDealers(technicians: 5)
        try await before()
        report("\(company.slug): work")
        let claims = DemoClaims(company: company, now: portal.now())
        try await claims.prepare()
        try await DemoMonths(company: company, root: portal.companies.root, now: portal.now()).run()
        try await claims.send()
        try await after()
        report("\(company.slug): claims and payouts")
        try await DemoAccounts(company: company, now: portal.now()).run()
        try await DemoSettlement(company: company, words: portal.renderer.words[.fa]!, now: portal.now()).run()
        try await DemoTariffs(company: company, root: portal.companies.root, now: portal.now()).run()
        try await claims.argue()
        try await DemoContacts(company: company, now: portal.now()).run()
        try await DemoWarranty(company: company, now: portal.now()).run()
        try await DemoIntake(company: company, now: portal.now()).run()
        try await DemoEstimates(company: company, now: portal.now()).run()
        try await DemoCards(company: company, root: portal.companies.root, now: portal.now()).run()
        try await DemoPlans(company: company, root: portal.companies.root, now: portal.now()).run()
        try await DemoSurveys(company: company, words: portal.renderer.words[.fa]!, now: portal.now()).run()
        try await DemoDispatch(company: company).run()
        try await DemoPromises(company: company).hold()
        try await DemoDoubles(company: company, now: portal.now()).run()
        try await DemoWorkshop(company: company, now: portal.now()).run()
        try await DemoMessages(company: company, now: portal.now()).run()
        try await DemoProfit(company: company).run()
        try await DemoTraining(company: company).run()
        try await company.write { try ReportStore.buildAll(in: company, $0) }
        try await company.store.analyze()
    }

    private func importSamples(into company: OpenCompany, requests: Int) async throws {
        let root = portal.companies.root
        let file = try ImportFile(company: company, root: root, language: .fa)
        let samples: [(ImportKind, String)] = [
            (.products, "products.csv"), (.dealers, "dealers.csv"), (.requests, "service_requests.csv"),
        ]
        for (kind, name) in samples {
            var bytes = [UInt8](try Data(contentsOf: root("Samples/arman/\(name)")))
            if kind == .requests, requests < .max { bytes = Self.firstLines(requests + 1, of: bytes) }
            _ = try await file.run(kind, name: name, bytes: bytes)
        }
        let tariff = [UInt8](try Data(contentsOf: root("Samples/arman/tariff.csv")))
        _ = try await file.run(.tariff, name: "tariff.csv", bytes: tariff, validFrom: "1405/01/01")
        try await company.write { tx in
            for draft in try TariffStore.list(tx) { _ = try TariffStore.activate(draft.id, by: draft.madeBy, tx) }
        }
    }

    private static func firstLines(_ count: Int, of bytes: [UInt8]) -> [UInt8] {
        var seen = 0
        let end = bytes.firstIndex { byte in
            if byte == UInt8(ascii: "\n") { seen += 1 }
            return seen == count
        }
        return Array(bytes[..<(end ?? bytes.endIndex)])
    }
}
