import ArgumentParser
import Database
import Ground

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the stores of all companies to this program's schema. Doing it twice changes nothing.",
        discussion: "A store that cannot be opened, or that a newer program wrote, is named, and the status is 1.")
    @OptionGroup var data: DataOptions
    @Flag(help: "All companies; so it is where none is named.") var all = false
    @Option(help: "Only the company of this short name.") var company: String?

    func validate() throws {
        if all, company != nil { throw ValidationError("--all and --company exclude each other") }
    }

    func run() async throws {
        let companies = try await Failure.inWords { try await data.companies() }
        let rows = try await companies.list().filter { company == nil || $0.slug == company }
        var isWell = true
        for (done, row) in rows.enumerated() {
            var outcome = "schema \(companies.schemaVersion)"
            do { _ = try await companies.find(row.slug) } catch let fault as DatabaseFault {
                (isWell, outcome) = (false, "\(fault)")
            }
            print("\(done + 1)/\(rows.count)\t\(row.slug)\t\(outcome)")
        }
        try companies.close()
        if !isWell { throw ExitCode(1) }
    }
}
