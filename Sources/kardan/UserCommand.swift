import ArgumentParser
import Domain
import Foundation
import Portal

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People, for the operator.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person to a company. A new account's password is read from KARDAN_PASSWORD or the terminal.")
        @OptionGroup var data: DataOptions
        @Option(help: "The company's short name.") var company: String
        @Option(help: "The mobile number.") var mobile: String
        @Option(help: "The person's name.") var name: String
        @Option(name: .customLong("role"), help: "A role; may be given several times.") var roles: [String]
        @Option(help: "The dealer's code, for roles of a dealer.") var dealer: String?

        func run() async throws {
            let companies = try await data.companies()
            let portal = try Portal(companies: companies)
            guard let open = try await companies.find(company) else { throw ValidationError("no company \(company)") }
            let chosen = try roles.map { text in
                guard let role = Role(rawValue: text) else {
                    throw ValidationError("no role \(text): \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                return role
            }
            let code = dealer
            let dealerID: ID<Dealer>? = try await open.read { tx in
                guard let code else { return nil }
                guard let id: ID<Dealer> = try tx.value("SELECT id FROM dealer WHERE code = \(code)") else {
                    throw ValidationError("no dealer \(code)")
                }
                return id
            }
            try await AddMember(portal: portal).run(
                company: open, mobile: try MobileNumber(mobile), name: name, roles: Set(chosen), dealer: dealerID,
                password: ProcessInfo.processInfo.environment["KARDAN_PASSWORD"] ?? String(cString: getpass("Password: ")))
        }
    }
}
