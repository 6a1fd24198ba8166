import Domain
import Testing

@testable import Database
@testable import Ground
@testable import House

@Suite("A new company")
struct NewCompanyTests {
    private func create(_ companies: Companies) async throws -> OpenCompany {
        try await companies.create(slug: "third", nameFa: "سوم", nameEn: "Third")
    }

    @Test("whose making was stopped after its first rows is made by the next try, with those rows once")
    func stopped() async throws {
        let world = try await World()
        let companies = world.portal.companies
        let place = try companies.place(of: "third", at: nil)
        let store = try await companies.prepareStore(at: place, of: "third")
        let (root, others) = (companies.root, companies.fittings[CompanySlots.made])
        try await store.write { tx in
            try FirstRowStore.write(FirstRowStore.Files(root: root), tx)
            for add in others { try add(root, tx) }
        }
        let company = try await create(companies)
        let rows: SQL = "SELECT count(*) FROM city"
        let (cities, usual): (Int?, Int?) = (
            try await company.read { try $0.value(rows) }, try await world.arman.read { try $0.value(rows) }
        )
        #expect(cities == usual)
        let problems = try await Doctor(company: company, directory: companies.directory).problems()
        #expect(problems == [])
    }

    @Test("is never made out of the store of one that was entered before")
    func entered() async throws {
        let world = try await World()
        let companies = world.portal.companies
        _ = try await create(companies)
        _ = try await companies.directory.write { try $0.execute("DELETE FROM due") }
        _ = try await companies.directory.write { try $0.execute("DELETE FROM company WHERE slug = 'third'") }
        await #expect(throws: CopyFault.occupied("province")) { _ = try await create(companies) }
    }
}
