import ArgumentParser
import Foundation
import Ground
import House

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a company with its files into a folder, while the portal runs.",
        discussion: "Ends with status 2 where files that its rows name are missing: all else is in the backup.")
    @OptionGroup var data: DataOptions
    @Argument(help: "The company's short name.") var slug: String
    @Option(name: .customLong("to"), help: "The folder, which must not be there yet.") var path: String

    func run() async throws {
        let companies = try await data.companies()
        let missing = try await Failure.inWords {
            try await BackUpCompany(companies: companies, slug: slug, path: path) { print($0) }.run()
        }
        try companies.close()
        guard missing.isEmpty else { throw try Failure.incomplete(missing) }
    }
}

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that a backup holds what it held when it was made.")
    @Argument(help: "The backup.") var path: String

    func run() async throws { print(try await Failure.inWords { try await VerifyBackup(path: path).run() }) }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a company from a backup, on either engine.")
    @OptionGroup var data: DataOptions
    @Argument(help: "The backup.") var path: String
    @Option(help: "The short name it shall have (that of the backup).") var company: String?
    @Option(
        name: .customLong("at"),
        help: "Where its store shall be, if not at the usual place: sqlite[:FILE] or postgres://…")
    var place: String?
    @Flag(help: "A company of this name goes on with the restored store; its own stays where it was, sealed.")
    var replace = false

    func run() async throws {
        let companies = try await data.companies()
        try await Failure.inWords {
            try await RestoreBackup(
                companies: companies, path: path, slug: company, place: place, replaces: replace
            ) { print($0) }.run()
        }
        try companies.close()
    }
}
