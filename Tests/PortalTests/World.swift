import Database
import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import Gate
@testable import Ground

/// A small installation for one test: the companies arman and pars, each with two dealers and a person in every role.
/// Everything is made the way the portal makes it, in a temporary folder, on the real engine.
final class World: Sendable {
    static let root = Root(
        folder: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent())
    static let password = "kardan-test-1405"

    let portal: Portal
    let arman: OpenCompany
    let pars: OpenCompany
    let time: TestClock
    private let folder: URL
    private let engine: TestEngine

    /// A clock that stands still until a test moves it: 1405/09/02, 10:00 in Tehran.
    final class TestClock: Sendable {
        private let seconds = Atomic<Int64>(1_795_415_400)
        var now: Instant { Instant(seconds: seconds.load(ordering: .relaxed)) }
        func move(seconds more: Int64) { seconds.add(more, ordering: .relaxed) }
        func set(_ instant: Instant) { seconds.store(instant.seconds, ordering: .relaxed) }
    }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")
        let time = TestClock()
        self.time = time
        engine = TestEngine()
        let companies = try await Companies(
            data: folder, root: Self.root, storePlaces: engine.storePlaces, stores: TestEngine.stores
        ) { time.now }
        portal = try Portal(companies: companies, passwordCost: 16, version: "test") { time.now }
        arman = try await companies.create(slug: "arman", nameFa: "آرمان", nameEn: "Arman")
        pars = try await companies.create(slug: "pars", nameFa: "پارس", nameEn: "Pars")
        for company in [arman, pars] { try await Self.fill(company, portal) }
    }

    deinit {
        engine.remove(["directory", "arman", "pars"])
        try? FileManager.default.removeItem(at: folder)
    }

    func company(_ slug: String) -> OpenCompany { slug == "pars" ? pars : arman }
}

extension World {
    /// The dealers of each company: the first covers Tehran, the second Karaj; both do fridges and washers.
    static let dealerCodes = ["D100", "D200"]

    /// Mobile numbers: company, dealer and role make a person's number, so a test can name anybody.
    static func mobile(_ role: Role, company: String = "arman", dealer: Int = 1) -> String {
        let place = Role.allCases.firstIndex(of: role)!
        return "0912\(company == "pars" ? 2 : 1)00\(role.isOfDealer ? dealer : 0)\(String(100 + place).dropFirst(0))"
    }

    private static func fill(_ company: OpenCompany, _ portal: Portal) async throws {
        let dealers = try await company.write { tx in try addCatalogue(tx) }
        for role in Role.allCases where !role.isOfDealer { try await add(role, nil, company, portal) }
        for (index, dealer) in dealers.enumerated() {
            for role in [Role.dealerManager, .dealerTechnician] {
                try await add(role, (index + 1, dealer), company, portal)
            }
        }
    }

    private static func add(
        _ role: Role, _ dealer: (number: Int, id: ID<Dealer>)?, _ company: OpenCompany, _ portal: Portal
    ) async throws {
        try await AddMember(portal: portal).run(
            company: company, mobile: MobileNumber(mobile(role, company: company.slug, dealer: dealer?.number ?? 1)),
            name: "\(role.rawValue) \(dealer?.number ?? 0)", roles: [role], dealer: dealer?.id, password: password)
    }

    private static func addCatalogue(_ tx: Transaction) throws -> [ID<Dealer>] {
        for (code, fa) in [("fridge", "یخچال"), ("washer", "لباسشویی"), ("tv", "تلویزیون")] {
            let group: ID<ProductGroup> = try tx.insert(
                "INSERT INTO product_group (code, name_fa, name_en, match_key) VALUES (\(code), \(fa), \(code), \(SearchText.squeezed(fa)))"
            )
            try tx.execute(
                """
                INSERT INTO product_model (code, name, group_id, warranty_months, warranty_from)
                VALUES (\("\(code.uppercased())-1"), \("\(fa) یک"), \(group), 24, 'sale')
                """)
        }
        return try zip(dealerCodes, ["تهران", "کرج"]).map { code, city in try addDealer(code, city, tx) }
    }

    private static func addDealer(_ code: String, _ city: String, _ tx: Transaction) throws -> ID<Dealer> {
        let place: ID<City> = try #require(try tx.value("SELECT id FROM city WHERE name_fa = \(city)"))
        let dealer: ID<Dealer> = try tx.insert(
            """
            INSERT INTO dealer (code, name, manager, mobile, sheba, national_id, grade, city_id, daily_capacity,
                                contract_from, contract_to)
            VALUES (\(code), \("نمایندگی \(city)"), 'مدیر آزمایشی', '+989121000000', 'IR820540102680020817909002',
                    '0499370899', 'A', \(place), 8, \(CalendarDay(iso: "2026-03-21")!), \(CalendarDay(iso: "2027-03-20")!))
            """)
        try tx.execute("INSERT INTO dealer_city (dealer_id, city_id) VALUES (\(dealer), \(place))")
        try tx.execute(
            "INSERT INTO dealer_group (dealer_id, group_id) SELECT \(dealer), id FROM product_group WHERE code IN ('fridge', 'washer')"
        )
        return dealer
    }
}
