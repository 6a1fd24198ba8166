import Database
import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing
import Web

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
    let place: WorldPlace
    private let turn: WorldTurn?

    /// A clock that stands still until a test moves it: 1405/09/02, 10:00 in Tehran.
    final class TestClock: Sendable {
        private let seconds: Atomic<Int64>
        init(_ start: Instant) { seconds = Atomic(start.seconds) }
        var now: Instant { Instant(seconds: seconds.load(ordering: .relaxed)) }
        func move(seconds more: Int64) { seconds.add(more, ordering: .relaxed) }
        func set(_ instant: Instant) { seconds.store(instant.seconds, ordering: .relaxed) }
    }

    convenience init() async throws { try await self.init(copyOf: Self.fresh.value) }

    convenience init<Things>(copyOf template: WorldTemplate<Things>) async throws {
        let turn = await WorldTurn()
        try await self.init(at: WorldPlace(copyOf: template.place), now: template.now, turn: turn) { companies, slug in
            try #require(try await companies.find(slug))
        }
    }

    private init(
        at place: WorldPlace, now: Instant, turn: WorldTurn?,
        company: (Companies, String) async throws -> OpenCompany
    ) async throws {
        let time = TestClock(now)
        (self.place, self.time, self.turn) = (place, time, turn)
        let companies = try await Companies(
            data: place.folder, root: Self.root, storePlaces: place.storePlaces, stores: Stores(limits: Self.limits)
        ) { time.now }
        portal = try Portal(
            companies: companies, passwordCost: 16, version: "test", renderer: Self.renderer.get(),
            securityLog: Self.silent
        ) {
            time.now
        }
        arman = try await company(companies, "arman")
        pars = try await company(companies, "pars")
    }

    /// Waits for what its stores are doing, so somewhere else.
    deinit {
        let (companies, place) = (portal.companies, place)
        Thread.detachNewThread {
            try? companies.close()
            withExtendedLifetime(place) {}
        }
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

    private static let names = ["arman": ("آرمان", "Arman"), "pars": ("پارس", "Pars")]
    /// Compiled once: that takes as long as a hundred pages. A misspelt name in a template fails the test that shows it.
    static let renderer = Result {
        try Renderer(templates: root("Templates"), assets: Assets(folder: root("Public"))) { template, name in
            Issue.record("a page of \(template) has no {{\(name)}}")
        }
    }

    /// What bears on security is looked at by tests of that alone.
    static let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }

    static var limits: PoolLimits {
        var limits = PoolLimits()
        limits.connections = 8
        limits.waiting = 100_000
        limits.patience = .seconds(600)
        return limits
    }

    /// Nothing has happened in it yet.
    private static let fresh = Task {
        let world = try await World(at: WorldPlace(), now: Instant(seconds: 1_795_415_400), turn: nil) {
            try await $0.create(slug: $1, nameFa: names[$1]!.0, nameEn: names[$1]!.1)
        }
        return try await WorldTemplate(world) { world in
            for company in [world.arman, world.pars] { try await fill(company, world.portal) }
        }
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
