import ArgumentParser
import Domain
import Foundation
import Gate
import Ground
import Web

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People, for the operator.",
        subcommands: [Add.self, Reset.self, EndSecondStep.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person to a company, or give him other roles there.",
            discussion:
                "A new account's password is read from KARDAN_PASSWORD or the terminal, never from the command line.")
        @OptionGroup var data: DataOptions
        @Option(help: "The company's short name.") var company: String
        @Option(help: "The mobile number.") var mobile: String
        @Option(help: "The person's name.") var name: String
        @Option(
            name: .customLong("role"),
            help: "A role; may be given several times: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var roles: [Role]
        @Option(help: "The dealer's code, for roles of a dealer.") var dealer: String?

        func run() async throws {
            let companies = try await data.companies()
            let portal = try Portal(companies: companies)
            guard let open = try await companies.find(company) else { throw ValidationError("no company \(company)") }
            let adding = AddMember(portal: portal)
            try await Failure.inWords {
                let number = try MobileNumber(mobile)
                try await adding.run(
                    company: open, mobile: number, name: name, roles: Set(roles),
                    dealer: try await adding.dealer(code: dealer, of: open),
                    password: try await adding.needsPassword(number) ? password() : "")
            }
            print("\(company)\t\(mobile)\t\(roles.map(\.rawValue).joined(separator: ","))")
        }

        private func password() -> String {
            ProcessInfo.processInfo.environment["KARDAN_PASSWORD"] ?? String(cString: getpass("Password: "))
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a link with which a person chooses another password: good once, for an hour.")
        @OptionGroup var data: DataOptions
        @Option(help: "The mobile number.") var mobile: String
        @Option(help: "The address under which people reach the portal (KARDAN_URL; http://127.0.0.1:8080).")
        var url: String?

        func run() async throws {
            let portal = try Portal(companies: try await data.companies())
            let address = url ?? ProcessInfo.processInfo.environment["KARDAN_URL"] ?? "http://127.0.0.1:8080"
            let path = try await Failure.inWords {
                try await OfferPasswordReset(portal: portal).run(MobileNumber(mobile))
            }
            print(address + path)
        }
    }
}

extension UserCommand {
    struct EndSecondStep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end-second-step",
            abstract: "Let somebody who has lost telephone and recovery codes sign in by password alone.")
        @OptionGroup var data: DataOptions
        @Option(help: "The mobile number.") var mobile: String

        func run() async throws {
            let portal = try Portal(companies: try await data.companies())
            try await Failure.inWords { try await RemoveSecondStep(portal: portal).run(MobileNumber(mobile)) }
        }
    }
}

extension Role: ExpressibleByArgument {}
