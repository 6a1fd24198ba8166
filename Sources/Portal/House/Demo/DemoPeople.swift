import Database
import Domain
import Gate
import Ground

/// The people of a demo company: one for each role of the head office, and the managers of its dealers.
struct DemoPeople: Sendable {
    /// Everybody in the demo signs in with it; `bin/run` prints it.
    static let password = "kardan-demo"

    struct Person: Sendable {
        let role: Role
        let name: String
        let mobile: String
    }

    /// The numbers are of no operator's range that is in use.
    static func office(of company: String) -> [Person] {
        let digit = company == "pars" ? 2 : 1
        let names: [(Role, String)] = [
            (.administrator, "مریم کاظمی"), (.serviceManager, "بهرام نیک‌پور"), (.reception, "سارا یوسفی"),
            (.dispatcher, "رضا توکلی"), (.financeOfficer, "نرگس فراهانی"), (.financeApprover, "حمید رستگار"),
            (.auditor, "لیلا صالحی"), (.storekeeper, "کاوه سلیمی"), (.stockManager, "فرهاد آذری"),
            (.workshopManager, "داریوش مقدم"), (.benchTechnician, "امیر صابری"),
            (.surveyAgent, "شیوا کمالی"), (.qualityInspector, "پیمان رحیمی"),
        ]
        return names.enumerated().map { index, person in
            Person(role: person.0, name: person.1, mobile: "0912000\(digit)0\(index + 1 < 10 ? "0" : "")\(index + 1)")
        }
    }

    let portal: Portal
    let company: OpenCompany
    /// One scrypt for all: forty logins at its full cost would be half a minute of waiting.
    let passwordHash: String

    func addOffice() async throws {
        for person in Self.office(of: company.slug) {
            try await add(MobileNumber(person.mobile), person.name, [person.role], nil)
        }
    }

    /// The managers of all dealers, by the numbers of their dealers' file, and a technician for each of the first ones.
    func addDealers(technicians: Int) async throws {
        let dealers = try await company.read { try DemoList.dealers($0) }
        for (index, dealer) in dealers.enumerated() {
            try await add(MobileNumber(dealer.mobile), dealer.manager, [.dealerManager], dealer.id)
            guard index < technicians else { continue }
            let mobile = "0912009\(company.slug == "pars" ? 2 : 1)\(String(index + 101).dropFirst())0"
            try await add(MobileNumber(mobile), "سرویس‌کار \(dealer.city)", [.dealerTechnician], dealer.id)
        }
    }

    private func add(_ mobile: MobileNumber, _ name: String, _ roles: Set<Role>, _ dealer: ID<Dealer>?) async throws {
        let (directory, hash) = (portal.companies.directory, passwordHash)
        let login = try await directory.write { tx in
            try LoginStore.find(mobile, tx)?.id ?? LoginStore.add(mobile, name: name, password: hash, tx)
        }
        try await JoinCompany(
            login: login, mobile: mobile, name: name, roles: Roles.checked(roles), dealer: dealer
        ).run(in: company, directory: directory)
    }
}
